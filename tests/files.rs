//! A project on disk: what is saved is what is read, and what cannot be read is refused with its place.

use std::fs;
use std::path::{Path, PathBuf};

use hengji::file::{self, FileError};
use hengji::model::{Actual, Fact, Goal, Id, Indicator, Project, Target};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::projects;

fn small() -> Project {
    Project {
        department: "武昌区市场监督管理局".to_owned(),
        year: 2020,
        indicators: vec![Indicator {
            id: Id::new("I0001"),
            name: "新增市场主体".to_owned(),
            target: Some(Target::AtLeast(Decimal::from(3566))),
            actual: Some(Actual::Number(Decimal::from(5436))),
            unit: "户".to_owned(),
            weight: Some(Decimal::new(55, 1)),
            ..Indicator::default()
        }],
        ..Project::default()
    }
}

/// Returns the sentence a text is refused with.
fn refusal(bytes: impl AsRef<[u8]>) -> String {
    match file::decode(bytes.as_ref()) {
        Ok(_) => panic!("was read: {}", String::from_utf8_lossy(bytes.as_ref())),
        Err(error) => error.to_string(),
    }
}

fn wrapped(project: &str) -> String {
    format!("(format: \"hengji\", version: 1, project: {project})")
}

proptest! {
    #[test]
    fn saved_and_read_again_is_the_same(project in projects::project()) {
        let text = file::encode(&project);
        prop_assert_eq!(&file::decode(text.as_bytes()).expect("reads"), &project);
        prop_assert_eq!(file::encode(&project), text);
    }

    #[test]
    fn random_damage_never_panics(project in projects::project(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = file::encode(&project).into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = file::decode(&bytes);
        let _ = file::decode(&bytes[..at]);
    }
}

#[test]
fn one_fact_a_line_with_the_version_on_top() {
    let text = file::encode(&small());
    assert!(
        text.starts_with(
            "(\n  format: \"hengji\",\n  version: 1,\n  project: (\n    department: \"武昌区市场监督管理局\",\n"
        ),
        "{text}"
    );
    for line in [
        "      id: \"I0001\",",
        "      name: \"新增市场主体\",",
        "      weight: \"5.5\",",
    ] {
        assert!(
            text.lines().any(|found| found.trim() == line.trim()),
            "{line} in {text}"
        );
    }
    assert!(text.ends_with(")\n") && !text.contains('\r'));
    assert!(
        !text.contains(": None,") && !text.contains(": \"\",") && !text.contains(": [],"),
        "{text}"
    );
}

#[test]
fn version_1_stays_readable() {
    let project = file::decode(include_bytes!("fixtures/version-1.ron")).expect("reads");
    assert_eq!(project.department, "东湖区文化和旅游局");
    assert_eq!(project.year, 2023);
    assert_eq!(project.indicators.len(), 3);
    assert_eq!(project.indicators[0].target, Some(Target::AtLeast(Decimal::from(120))));
    assert_eq!(project.indicators[1].weight, Some(Decimal::new(125, 1)));
    assert_eq!(project.indicators[2].actual, None);
    assert_eq!(project.budget.lines[0].initial, Some(Decimal::new(1_358_032, 2)));
    assert_eq!(project.scheme.name, "示例办法");
}

#[test]
fn other_files_are_refused_with_place_and_reason() {
    let gbk = b"(format: \"hengji\", version: 1, project: (department: \"\xCE\xE4\xB2\xFD\"))";
    let utf16: Vec<u8> = wrapped("()").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: Vec<(Vec<u8>, &str)> = vec![
        (Vec::new(), "第1行第1列：文件是空的"),
        (b" \n".to_vec(), "第1行第1列：文件是空的"),
        (
            b"(format: \"hengji\", version: 7, project: (news: 1))".to_vec(),
            "此文件由更新版本的衡绩保存（版本 7），本程序最高支持版本 1，请升级后再打开",
        ),
        (
            b"(format: \"hengji\", version: 0, project: ())".to_vec(),
            "文件版本应为 1 或更大的整数",
        ),
        (b"(format: \"hengji\", project: ())".to_vec(), "缺少文件版本 version"),
        (b"(id: \"hubei_dept\")".to_vec(), "这不是衡绩的自评项目文件"),
        (b"hello".to_vec(), "这不是衡绩的自评项目文件"),
        (b"{\"a\": 1}".to_vec(), "这不是衡绩的自评项目文件"),
        (b"PK\x03\x04....".to_vec(), "表格请用“导入”读取"),
        (
            [b"\xFF\xFE".to_vec(), utf16.clone()].concat(),
            "第1行第1列：文件编码是 UTF-16",
        ),
        (utf16, "文件编码是 UTF-16"),
        (gbk.to_vec(), "文件编码是 GBK（GB18030），请另存为 UTF-8 编码后再打开"),
        (
            b"(format: \"hengji\",\n version: \xFF\xFF\x00".to_vec(),
            "第2行第11列：这里不是 UTF-8",
        ),
        (
            wrapped("(\n  indicators: [(\n    weight: \"5.x\",\n  )],\n)").into_bytes(),
            "第3行第14列：“5.x”不是数字",
        ),
        (
            wrapped("(\n  declared: 96,\n)").into_bytes(),
            "第2行第13列：此处应为写在双引号内的文字或数字",
        ),
        (
            wrapped("(\n  depatment: \"x\",\n)").into_bytes(),
            "第2行第3列：不认识的字段“depatment”，是否应为“department”",
        ),
        (
            wrapped("(\n  kind: Departement,\n)").into_bytes(),
            "不认识的取值“Departement”，是否应为“Department”",
        ),
        (
            wrapped(&format!("({}: 1)", "w".repeat(4000))).into_bytes(),
            "不认识的字段“wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww…”",
        ),
        (
            wrapped(&format!("(declared: \"{}\")", "长".repeat(4000))).into_bytes(),
            "“长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长…”不是数字",
        ),
        (wrapped("(year: 2020, year: 2021)").into_bytes(), "字段“year”重复出现"),
        (wrapped("(year: 70000)").into_bytes(), "整数超出范围"),
        (
            b"(format: \"hengji\", version: 99999999999, project: ())".to_vec(),
            "此文件由更新版本的衡绩保存（版本 99999999999）",
        ),
        (
            b"(format: \"hengji\", version: 999999999999999999999999999999, project: ())".to_vec(),
            "此文件由更新版本的衡绩保存（版本 999999999999999999999999…），本程序最高支持版本 1，请升级后再打开",
        ),
        (
            b"(format: \"hengji\", version: 18446744073709551616, project: ())".to_vec(),
            "此文件由更新版本的衡绩保存（版本 18446744073709551616）",
        ),
        (
            wrapped(
                "(\n  note: \"12345678901234567890123456789012\",\n  declared: \"1.23456789012345678901234567891\",\n)",
            )
            .into_bytes(),
            "第3行第14列：“1.23456789012345678901234567891”超出范围",
        ),
        (
            wrapped("(\n  declared: \"12345678901234567890123456789012345678901\",\n)").into_bytes(),
            "第2行第14列：“12345678901234567890123456789012345678901”超出范围",
        ),
        (
            wrapped("(filled_on: \"2021-13-01\")").into_bytes(),
            "此处不是有效的日期，应写成",
        ),
        (format!("{} x", wrapped("()")).into_bytes(), "文件末尾有多余的内容"),
    ];
    let wrong: Vec<String> = cases
        .into_iter()
        .map(|(bytes, expected)| (refusal(&bytes), expected))
        .filter(|(sentence, expected)| !sentence.contains(expected))
        .map(|(sentence, expected)| format!("{sentence}\nwanted {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_embedded_scheme_with_too_many_decimals_is_refused_where_it_says_so() {
    for field in ["rate", "row"] {
        let with = |places: u64| wrapped(&format!("(\n  scheme: (rounding: ({field}: {places})),\n)"));
        assert!(file::decode(with(6).as_bytes()).is_ok(), "{field}");
        for places in [7, 40, 4_000_000_000] {
            let text = with(places);
            let line = text.lines().nth(1).expect("a line");
            let column = line.find(&places.to_string()).expect("the number") + 1;
            let expected = format!("第2行第{column}列：保留小数位数应为0至6位");
            assert_eq!(refusal(&text), expected);
        }
    }
    // Other faults of a scheme make no draft unreadable.
    assert!(file::decode(wrapped("(scheme: (budget: (weight: \"-20\")))").as_bytes()).is_ok());
}

#[test]
fn long_digits_that_are_text_stay() {
    let digits = "1.23456789012345678901234567891";
    let project = file::decode(wrapped(&format!("(note: \"{digits}\", declared: \"96.5\")")).as_bytes());
    assert_eq!(project.expect("reads").note, digits);
}

#[test]
fn a_number_with_too_many_digits_is_refused_wherever_it_stands() {
    for offset in 0..60 {
        let text = wrapped(&format!(
            "(note: \"{}\", declared: \"0.1234567890123456789012345678\")",
            "文".repeat(offset)
        ));
        assert!(file::decode(text.as_bytes()).is_ok());
        let longer = text.replace("5678\")", "56789\")");
        assert!(
            refusal(&longer).contains("“0.12345678901234567890123456789”超出范围"),
            "{offset}"
        );
    }
}

#[test]
fn a_large_file_of_something_else_is_refused_at_once() {
    for start in ["a", "Hengjia", "\n r"] {
        let text = format!("{start}{}", "a".repeat(31 << 20));
        let began = std::time::Instant::now();
        assert!(refusal(&text).contains("这不是衡绩的自评项目文件"));
        assert!(began.elapsed().as_millis() < 1_500, "{:?}", began.elapsed());
    }
    assert!(file::decode(b"/* \xe6\xb3\xa8 */ Hengji (format: \"hengji\", version: 1, project: ())").is_ok());
}

#[test]
fn a_file_cut_anywhere_says_so() {
    let text = file::encode(&small());
    let text = text.trim_end();
    for cut in 1..text.len() {
        let sentence = refusal(&text.as_bytes()[..cut]);
        assert!(sentence.contains("文件内容到此中断"), "cut at {cut}: {sentence}");
    }
    assert!(refusal(&text.as_bytes()[..80]).starts_with("第5行第"));
}

#[test]
fn hostile_files_are_refused_quickly() {
    let size = 1 << 19;
    for unit in [
        "(",
        "[",
        "{",
        "/*",
        "Some(",
        "(format:",
        "\"",
        "r#",
        "\\",
        "a",
        "-",
        "\u{1F600}",
        "/",
        "'",
    ] {
        for prefix in [
            "",
            "(format: \"hengji\", version: 1, project: (indicators: [",
            "(format: \"hengji\", version: 1, project: (department: ",
        ] {
            let began = std::time::Instant::now();
            refusal(format!("{prefix}{}", unit.repeat(size / unit.len())));
            assert!(
                began.elapsed().as_secs() < 20,
                "{prefix}{unit} took {:?}",
                began.elapsed()
            );
        }
    }
    let many = wrapped(&format!("(indicators: [{}])", "(),".repeat(5_000_000)));
    assert!(refusal(many).contains("文件内容过多"));
}

#[test]
fn a_byte_order_mark_and_line_ends_of_windows_are_accepted() {
    let text = file::encode(&small());
    assert_eq!(
        file::decode(format!("\u{feff}{text}").as_bytes()).expect("reads"),
        small()
    );
    assert_eq!(
        file::decode(text.replace('\n', "\r\n").as_bytes()).expect("reads"),
        small()
    );
}

#[test]
fn a_draft_may_be_wrong() {
    let mut project = small();
    project.indicators[0].goal = Some(Id::new("G9"));
    project.indicators[0].section = Some(Id::new("S9"));
    assert_eq!(file::decode(file::encode(&project).as_bytes()).expect("reads"), project);
}

#[test]
fn repeated_and_empty_ids_become_distinct_without_loss() {
    let mut project = small();
    project.indicators.push(Indicator {
        name: "第二".to_owned(),
        ..project.indicators[0].clone()
    });
    project.indicators.push(Indicator {
        name: "第三".to_owned(),
        id: Id::default(),
        ..Indicator::default()
    });
    project.goals = vec![Goal::default(), Goal::default()];
    project.facts = vec![
        Fact {
            id: Id::new("F18446744073709551615"),
            ..Fact::default()
        };
        3
    ];
    let read = file::decode(file::encode(&project).as_bytes()).expect("reads");
    let ids: Vec<&str> = read.indicators.iter().map(|one| one.id.0.as_str()).collect();
    assert_eq!(ids, ["I0001", "I0002", "I0003"]);
    // Whoever opens the file is told of ids that were used twice, not of those that were left out.
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("自评.ron");
    fs::write(&path, file::encode(&project)).expect("written");
    let opened = file::open(&path).expect("reads");
    assert_eq!(opened.project, read);
    let said: Vec<String> = opened.renumbered.iter().map(ToString::to_string).collect();
    assert_eq!(
        said[0],
        "“第二”的标识 I0001 与前面的重复，已改为 I0002；引用 I0001 的仍指前一项，请核对"
    );
    assert_eq!(said.len(), 3, "{said:?}");
    assert_eq!(read.indicators[1].name, "第二");
    let goals: Vec<&str> = read.goals.iter().map(|one| one.id.0.as_str()).collect();
    assert_eq!(goals, ["G0001", "G0002"]);
    assert_eq!(
        read.facts
            .iter()
            .map(|one| &one.id)
            .collect::<std::collections::BTreeSet<_>>()
            .len(),
        3
    );
}

/// Returns the names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn saving_replaces_the_file_and_leaves_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("单位-2020.hengji.ron");
    file::write(&path, &Project::default()).expect("saves");
    file::write(&path, &small()).expect("saves again");
    assert_eq!(file::read(&path).expect("reads"), small());
    assert_eq!(names(folder.path()), ["单位-2020.hengji.ron"]);
}

#[cfg(unix)]
#[test]
fn saving_keeps_permissions_and_links() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    let folder = tempfile::tempdir().expect("a folder");
    let real = folder.path().join("real.ron");
    let link = folder.path().join("link.ron");
    symlink("real.ron", &link).expect("a link");

    file::write(&link, &small()).expect("saves through a link to nothing yet");
    assert_ne!(
        mode(&real) & 0o044,
        0,
        "a new file is readable as the umask says, not private"
    );

    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("a mode");
    file::write(&link, &Project::default()).expect("saves");
    assert_eq!(mode(&real), 0o640);
    assert!(link.symlink_metadata().expect("there").is_symlink());
    assert_eq!(file::read(&real).expect("reads"), Project::default());

    fs::set_permissions(&real, fs::Permissions::from_mode(0o440)).expect("a mode");
    let refused = file::write(&real, &small()).expect_err("read-only").to_string();
    assert!(
        refused.starts_with("无法保存文件：没有权限，或文件是只读的（"),
        "{refused}"
    );
    assert_eq!(file::read(&real).expect("reads"), Project::default());

    let knot = folder.path().join("knot.ron");
    symlink("knot.ron", &knot).expect("a link");
    assert!(file::write(&knot, &small()).is_err());
    assert_eq!(names(folder.path()), ["knot.ron", "link.ron", "real.ron"]);
}

#[test]
fn what_cannot_be_written_is_said_and_nothing_is_left() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("folder")).expect("a folder");
    fs::write(path("plain"), "x").expect("a file");
    let mut cases = vec![
        (path("folder"), "这是一个文件夹，请选择文件"),
        (path("missing/x.ron"), "无法保存文件：找不到文件或所在的文件夹"),
        (path("plain/x.ron"), "无法保存文件：路径中有一段不是文件夹"),
        (path(&"长".repeat(200)), "无法保存文件：文件名过长"),
    ];
    if cfg!(target_os = "linux") {
        cases.push((PathBuf::from("/dev/null"), "这不是普通文件"));
        cases.push((PathBuf::from("/proc/x.ron"), "无法保存文件：找不到文件或所在的文件夹"));
    }
    for (path, expected) in cases {
        let error = file::write(&path, &small()).expect_err("refused").to_string();
        assert!(error.starts_with(expected), "{error}");
        assert!(error.ends_with(&format!("（{}）", path.display())), "{error}");
    }
    assert_eq!(names(folder.path()), ["folder", "plain"]);
}

#[test]
fn what_cannot_be_read_is_said_with_its_path() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("x.ron");
    let said = |path: &Path| file::read(path).expect_err("refused").to_string();
    assert!(said(&path).starts_with("打不开文件：找不到文件或所在的文件夹（"));
    assert!(said(folder.path()).starts_with("这是一个文件夹"));
    fs::write(&path, "(format: \"hengji\",\n version: 9, project: ())").expect("a file");
    let sentence = said(&path);
    assert!(
        sentence.starts_with("第2行第") && sentence.ends_with("x.ron）"),
        "{sentence}"
    );
    fs::File::create(&path)
        .and_then(|file| file.set_len(100 << 20))
        .expect("a large file");
    assert!(said(&path).starts_with("文件超过 32 MB"), "{}", said(&path));
    #[cfg(unix)]
    assert!(said(Path::new("/dev/zero")).starts_with("这不是普通文件"));
}

#[test]
fn several_files_appear_together_or_not_at_all() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    fs::create_dir(path("b.svg")).expect("a folder where a file should be");
    let files = vec![(path("a.svg"), b"a".to_vec()), (path("b.svg"), b"b".to_vec())];
    assert!(matches!(file::write_all(&files), Err(FileError::Io { .. })));
    assert_eq!(names(folder.path()), ["b.svg"]);
    let files = vec![(path("new/a.svg"), b"a".to_vec()), (path("new/c.svg"), b"c".to_vec())];
    file::write_all(&files).expect("writes");
    assert_eq!(names(&path("new")), ["a.svg", "c.svg"]);
}
