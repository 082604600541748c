//! The command line: the contract that other tools rely on.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use hengji::cli::{self, Outcome};
use hengji::file;
use hengji::model::{Actual, Evidence, Id, Indicator, Kind, Project, Target};
use rust_decimal::Decimal;

/// Runs a command line in this process: status, standard output, standard error.
fn run(arguments: &[&str]) -> (u8, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let all = std::iter::once("hengji").chain(arguments.iter().copied());
    match cli::run(all.map(OsString::from), &mut out, &mut err) {
        Outcome::Done(status) => (
            status,
            String::from_utf8(out).expect("UTF-8"),
            String::from_utf8(err).expect("UTF-8"),
        ),
        Outcome::Window(file) => panic!("would open the window with {file:?}"),
    }
}

/// Runs the built program.
fn program(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hengji"));
    command
        .args(arguments)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY");
    command.stdin(Stdio::null()).output().expect("starts")
}

fn utf8(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

fn saved(folder: &Path, project: &Project) -> String {
    let path = folder.join("自评.ron");
    file::write(&path, project).expect("saves");
    utf8(&path).to_owned()
}

#[test]
fn the_window_opens_without_a_command() {
    let outcome = |arguments: &[&str]| {
        let all = std::iter::once("hengji").chain(arguments.iter().copied());
        cli::run(all.map(OsString::from), &mut Vec::new(), &mut Vec::new())
    };
    assert_eq!(outcome(&[]), Outcome::Window(None));
    assert_eq!(outcome(&["自评.ron"]), Outcome::Window(Some("自评.ron".into())));
}

#[test]
fn help_is_chinese_and_complete() {
    let (status, help, err) = run(&["--help"]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(run(&["help"]), (0, help.clone(), String::new()));
    assert_eq!(run(&["help", "export"]), run(&["export", "--help"]));
    for word in [
        "用法：",
        "example",
        "new",
        "schemes",
        "import",
        "score",
        "export",
        "lint",
        "check",
        "evidence",
        "collect",
        "按评分办法新建项目",
    ] {
        assert!(help.contains(word), "{word} in {help}");
    }
    for command in [
        "example", "new", "schemes", "import", "score", "export", "lint", "check", "evidence", "collect",
    ] {
        let (status, help, _) = run(&[command, "--help"]);
        assert_eq!(status, 0);
        for english in ["Usage", "Options", "Print", "Arguments", "Commands", "default:"] {
            assert!(!help.contains(english), "{english} in {help}");
        }
    }
    assert_eq!(run(&["--version"]).1, format!("hengji {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn bad_usage_is_one_chinese_sentence_and_status_2() {
    for (arguments, expected) in [
        (&["score"][..], "缺少参数 <文件>"),
        (&["example"], "缺少参数 --out <文件>"),
        (&["new", "--out", "x"], "缺少参数 --scheme <评分办法>"),
        (&["score", "x", "--yaml"], "不认识的参数“--yaml”"),
        (
            &["export", "x", "--out", "y", "--format", "docx,pptx"],
            "的值“pptx”不对，可选 docx、xlsx、svg、png",
        ),
        (
            &["new", "--scheme", "x", "--out", "y", "--year", "去年"],
            "的值“去年”不对，应为2000至2099之间的年份",
        ),
        (
            &["import", "x", "--scheme", "x", "--out", "y", "--year", "0"],
            "的值“0”不对，应为2000至2099之间的年份",
        ),
        (&["collect", "x.xlsx"], "缺少参数 --into <文件>"),
        (&["collect", "--into", "x.ron"], "缺少参数 <采集表>..."),
        (
            &["export", "x", "--out", "y", "--format", "section"],
            "的值“section”不对，可选 docx、xlsx、svg、png、pdf、briefing、sections",
        ),
        (&["example", "--out"], "后面缺少内容"),
        (&["a.ron", "b.ron"], "参数过多，或命令写在了文件之后"),
        (&["exprot"], "没有“exprot”这个命令，也没有这个文件，是否指 export"),
        (&["scroe", "a.ron"], "没有“scroe”这个命令，也没有这个文件，是否指 score"),
        (&["报告"], "没有“报告”这个命令，也没有这个文件；"),
        (&["score", "a.ron", "--jsn"], "不认识的参数“--jsn”，是否指 --json"),
    ] {
        let (status, out, err) = run(arguments);
        assert_eq!((status, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.contains(expected), "{arguments:?}: {err}");
        assert!(err.lines().count() == 1 && !err.contains("error"), "{err}");
    }
}

#[test]
fn failures_are_one_sentence_and_status_1() {
    let folder = tempfile::tempdir().expect("a folder");
    let bad = folder.path().join("bad.ron");
    fs::write(&bad, "(format: \"hengji\", version: 9, project: ())").expect("a file");
    for (arguments, expected) in [
        (
            vec!["score", "没有.ron"],
            "打不开文件：找不到文件或所在的文件夹（没有.ron）",
        ),
        (vec!["score", utf8(&bad)], "此文件由更新版本的衡绩保存（版本 9）"),
        (
            vec!["export", utf8(&bad), "--out", "x"],
            "此文件由更新版本的衡绩保存（版本 9）",
        ),
        (
            vec!["new", "--scheme", "nowhere", "--out", "x"],
            "没有名为“nowhere”的评分办法",
        ),
        (
            vec!["new", "--scheme", utf8(&bad), "--out", "x"],
            "评分办法文件有误，第1行第1列：这是自评项目文件，不是评分办法文件",
        ),
        (
            vec!["import", utf8(&bad), "--scheme", "hubei_dept", "--out", "x"],
            "“bad.ron”是自评项目文件，不是表格，请直接打开",
        ),
    ] {
        let output = program(&arguments);
        let err = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {err}");
        assert!(output.stdout.is_empty() && err.lines().count() == 1, "{err}");
        assert!(err.contains(expected), "{arguments:?}: {err}");
    }
}

#[test]
fn without_a_display_the_export_is_proposed() {
    let output = program(&["自评.ron"]);
    let err = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        err.contains("没有图形显示") && err.contains("hengji export 自评.ron --out"),
        "{err}"
    );
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_hengji"))
        .args(["schemes", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ends");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_leaves_the_old_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = saved(folder.path(), &Project::default());
    let before = fs::read(&path).expect("reads");
    // One block of 512 bytes is all the program may write, as on a full disk.
    let output = Command::new("sh")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 1; exec \"$0\" example --force --out \"$1\"",
        ])
        .args([env!("CARGO_BIN_EXE_hengji"), &path])
        .output()
        .expect("starts");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(err.starts_with("无法保存文件：超过系统允许的文件大小（"), "{err}");
    assert_eq!(fs::read(&path).expect("reads"), before);
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    let full = Command::new("sh")
        .args(["-c", "exec \"$0\" score \"$1\" >/dev/full"])
        .args([env!("CARGO_BIN_EXE_hengji"), &path])
        .output()
        .expect("starts");
    assert_eq!(full.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&full.stderr).starts_with("无法写出结果："));
    assert_eq!(
        String::from_utf8_lossy(&full.stderr).trim_end(),
        "无法写出结果：磁盘空间不足"
    );
}

#[test]
fn the_json_keeps_its_fields_in_order_and_missing_values_null() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = Project {
        declared: Some(Decimal::from(96)),
        indicators: vec![
            Indicator {
                id: Id::new("I0001"),
                name: "新增市场主体".to_owned(),
                target: Some(Target::AtLeast(Decimal::from(3566))),
                actual: Some(Actual::Number(Decimal::from(5436))),
                weight: Some(Decimal::new(5500, 3)),
                unit: "户".to_owned(),
                ..Indicator::default()
            },
            Indicator {
                id: Id::new("I0002"),
                ..Indicator::default()
            },
        ],
        ..Project::default()
    };
    let (status, json, remark) = run(&["score", &saved(folder.path(), &project), "--json"]);
    assert_eq!(status, 0);
    assert_eq!(remark, "1项未填，total只含已填部分\n");
    let names = [
        "scheme",
        "total",
        "declared",
        "grade",
        "budget",
        "base",
        "execution_rate",
        "weight",
        "score",
        "indicators",
    ];
    let places: Vec<Option<usize>> = names.iter().map(|name| json.find(&format!("\"{name}\":"))).collect();
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{places:?} in {json}"
    );
    let row = &json[json.find("I0001").expect("the row")..];
    let names = [
        "goal",
        "level1",
        "level2",
        "name",
        "target",
        "actual",
        "unit",
        "weight",
        "completion",
        "score",
        "status",
        "rule",
        "explanation",
    ];
    let places: Vec<Option<usize>> = names.iter().map(|name| row.find(&format!("\"{name}\":"))).collect();
    assert!(
        places.iter().all(Option::is_some) && places.is_sorted(),
        "{places:?} in {json}"
    );

    let scored: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(scored["declared"], "96.00");
    assert_eq!(scored["indicators"][0]["target"], "≥3566");
    assert_eq!(scored["indicators"][0]["actual"], "5436");
    assert_eq!(scored["indicators"][0]["weight"], "5.50");
    assert_eq!(scored["indicators"][0]["completion"], "1.5244");
    assert_eq!(scored["indicators"][0]["score"], "5.50");
    let empty = &scored["indicators"][1];
    for name in ["goal", "target", "actual", "weight", "completion", "score"] {
        assert!(empty[name].is_null(), "{name} in {empty}");
    }
    assert_eq!(empty["status"], "unfilled");
    assert!(scored["budget"]["base"].is_null());
}

#[test]
fn schemes_are_listed_the_default_first() {
    let (status, json, _) = run(&["schemes", "--json"]);
    assert_eq!(status, 0);
    let listed: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let ids: Vec<&str> = listed
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["id"].as_str())
        .collect();
    assert_eq!(ids.first(), Some(&"hubei_dept"));
    let mut sorted = ids.clone();
    sorted.sort_unstable();
    assert_eq!(
        sorted,
        [
            "chongqing_dept",
            "guangxi",
            "hubei_dept",
            "hubei_project",
            "mof2020_project",
            "mof2021_core",
            "sichuan_project",
            "system_general"
        ]
    );
    let (_, text, _) = run(&["schemes"]);
    assert_eq!(text.lines().count(), ids.len());
    assert!(text.lines().next().expect("a line").contains("（默认）"), "{text}");
    let first = text.lines().next().expect("a line");
    assert!(
        first.ends_with("（默认）（待核实）"),
        "what is unsure of the default is said: {first}"
    );
}

#[test]
fn a_new_project_follows_its_scheme() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("新.ron");
    let (status, out, err) = run(&[
        "new",
        "--scheme",
        "hubei_dept",
        "--year",
        "2024",
        "--department",
        "测试局",
        "--out",
        utf8(&path),
    ]);
    assert_eq!((status, out.trim(), err.as_str()), (0, utf8(&path), ""));
    let project = file::read(Path::new(&path)).expect("reads");
    assert_eq!((project.year, project.department.as_str()), (2024, "测试局"));
    assert_eq!(project.scheme.id, "hubei_dept");
    assert!(!project.budget.lines.is_empty());
    assert_eq!(
        run(&["new", "--scheme", "hubei_project", "--force", "--out", utf8(&path)]).0,
        0
    );
    let project = file::read(Path::new(&path)).expect("reads");
    assert!(matches!(project.kind, Kind::SpendingProject(_)));
    assert!(project.year >= 2024, "last year by the clock");
}

#[test]
fn work_is_not_overwritten_unasked() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = saved(
        folder.path(),
        &Project {
            note: "手工数据".to_owned(),
            ..Project::default()
        },
    );
    let before = fs::read(&path).expect("reads");
    let (status, out, err) = run(&["example", "--out", &path]);
    assert_eq!((status, out.as_str()), (1, ""));
    assert!(
        err.starts_with("文件已存在且内容不同，没有覆盖；要覆盖请加 --force（"),
        "{err}"
    );
    assert_eq!(fs::read(&path).expect("reads"), before);
    assert_eq!(run(&["example", "--out", &path, "--force"]).0, 0);
    assert_eq!(
        run(&["example", "--out", &path]).0,
        0,
        "the same content again loses nothing"
    );
    fs::write(&path, "").expect("a file");
    assert_eq!(run(&["example", "--out", &path]).0, 0, "an empty file holds no work");
}

#[test]
fn every_format_is_exported_and_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, out) = (folder.path().join("示例.ron"), folder.path().join("导出/二级"));
    assert_eq!(run(&["example", "--name", "changjiang", "--out", utf8(&path)]).0, 0);
    let output = program(&["export", utf8(&path), "--out", utf8(&out), "--date", "2021-03-09"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    let mut extensions = Vec::new();
    for line in printed.lines() {
        let file = Path::new(line);
        assert!(fs::metadata(file).expect("is there").len() > 0, "{line}");
        extensions.push(file.extension().expect("an extension").to_owned());
    }
    extensions.dedup();
    assert_eq!(
        extensions,
        ["docx", "xlsx", "svg", "png", "pdf"],
        "a kind of file after the other, the briefing last"
    );
    assert_eq!(fs::read_dir(&out).expect("a folder").count(), printed.lines().count());

    let few = folder.path().join("few");
    let (status, printed, _) = run(&["export", utf8(&path), "--out", utf8(&few), "--format", "svg,xlsx"]);
    assert_eq!(status, 0);
    assert!(
        printed
            .lines()
            .all(|line| line.ends_with(".svg") || line.ends_with(".xlsx")),
        "{printed}"
    );
}
#[test]
fn the_sample_is_written_and_scores_96() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("示例.ron");
    let output = program(&["example", "--out", utf8(&path)]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), utf8(&path));
    let output = program(&["score", utf8(&path), "--json"]);
    let scored: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(scored["total"], "96.00");
    assert_eq!(scored["scheme"], "hubei_dept");
    for indicator in scored["indicators"].as_array().expect("a list") {
        let status = indicator["status"].as_str().expect("a word");
        assert!(["met", "unmet", "over", "unfilled"].contains(&status), "{indicator}");
        assert!(
            !indicator["explanation"].as_str().expect("a sentence").is_empty(),
            "{indicator}"
        );
    }
    let (status, text, _) = run(&["score", utf8(&path)]);
    assert_eq!(status, 0);
    assert!(text.contains("系统计算  96.00"), "{text}");
}

#[test]
fn the_text_prints_values_and_how_the_scores_differ() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut project = file::decode(hengji::examples::Example::Wuchang.bytes()).expect("a sample");
    project.expected = Some(Decimal::new(945, 1));
    let (_, text, _) = run(&["score", &saved(folder.path(), &project)]);
    assert!(
        text.contains("自评填报  96.00（与系统计算一致）  预计复核  94.50（比系统计算低 1.50）"),
        "{text}"
    );
    let row = text.lines().find(|line| line.contains("完工验收率")).expect("a row");
    assert!(row.ends_with("目标 ≥100%，实际 100%，完成率 100.00%"), "{row}");
    project.expected = None;
    project.declared = Some(Decimal::from(97));
    let (_, text, _) = run(&["score", &saved(folder.path(), &project)]);
    assert!(
        text.contains("自评填报  97.00（比系统计算高 1.00）  预计复核  —"),
        "{text}"
    );
}

#[test]
fn a_table_is_imported_for_the_year_that_is_given() {
    let folder = tempfile::tempdir().expect("a folder");
    let (table, path) = (folder.path().join("表.csv"), folder.path().join("项目.ron"));
    let import = |head: &str, more: &[&str]| {
        let rows = "三级指标,指标值,实际完成值,分值\n公开,12月底前,12月20日,10\n";
        fs::write(&table, format!("{head}{rows}")).expect("a file");
        let arguments = [
            &[
                "import",
                utf8(&table),
                "--scheme",
                "hubei_dept",
                "--force",
                "--out",
                utf8(&path),
            ],
            more,
        ]
        .concat();
        let (status, _, err) = run(&arguments);
        assert_eq!(status, 0, "{err}");
        (file::read(&path).expect("reads"), err)
    };
    let by_date = |year: &str| Some(Target::ByDate(format!("{year}-12-31").parse().expect("a day")));
    let (project, said) = import("", &["--year", "2021"]);
    assert_eq!((project.year, &project.indicators[0].target), (2021, &by_date("2021")));
    assert!(!said.contains("年度"), "{said}");
    let (project, said) = import("2020年度表\n", &[]);
    assert_eq!((project.year, &project.indicators[0].target), (2020, &by_date("2020")));
    assert!(!said.contains("年度"), "{said}");
    let (project, said) = import("2020年度表\n", &["--year", "2021"]);
    assert_eq!(project.year, 2021);
    assert!(said.contains("表中写的是2020年，按指定的2021年读入"), "{said}");
}

#[test]
fn every_sample_can_be_written() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, total) in [("wuchang", "96.00"), ("changjiang", "100.00")] {
        let path = folder.path().join(format!("{name}.ron"));
        assert_eq!(run(&["example", "--name", name, "--out", utf8(&path)]).0, 0);
        let (_, json, _) = run(&["score", utf8(&path), "--json"]);
        let scored: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(scored["total"], total, "{name}");
    }
}

#[test]
fn texts_without_a_record_of_their_data_are_named_once_at_the_export() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut project = file::decode(hengji::examples::Example::Wuchang.bytes()).expect("the sample");
    let out = folder.path().join("out");
    let said = |project: &Project| {
        let path = saved(folder.path(), project);
        let before = fs::read(&path).expect("a file");
        let (status, _, err) = run(&["export", &path, "--out", utf8(&out), "--format", "docx"]);
        assert_eq!(
            (status, fs::read(&path).expect("a file")),
            (0, before),
            "the file stays as it was"
        );
        let lines = err.lines().filter(|line| line.contains("没有记下写时所依据的数据"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(said(&project), [""; 0]);
    project.texts.iter_mut().for_each(|text| text.rests.clear());
    let lines = said(&project);
    assert!(
        lines.len() == 1 && lines[0].starts_with("报告“执行率情况”等"),
        "{lines:?}"
    );
    // What rests on nothing but itself lacks no record.
    project.texts.truncate(1);
    project.texts[0].heading = "二.四".to_owned();
    assert_eq!(said(&project), [""; 0]);
    // What the window opened and saved has one.
    let opened =
        hengji::report::recorded(file::decode(hengji::examples::Example::Wuchang.bytes()).expect("the sample"));
    assert_eq!(said(&opened), [""; 0]);
}

#[test]
fn a_table_is_imported_with_its_remarks() {
    let folder = tempfile::tempdir().expect("a folder");
    let (table, path) = (folder.path().join("表.csv"), folder.path().join("项目.ron"));
    fs::write(
        &table,
        "一级指标,二级指标,三级指标,年度指标值,计量单位,分值,实际完成值,得分\n\
         产出指标,数量指标,新增市场主体,≥3566,户,10,5436,10\n\
         ,成本指标,业务成本,100,万元,10,大约九十,9\n",
    )
    .expect("a file");
    let output = program(&["import", utf8(&table), "--scheme", "hubei_dept", "--out", utf8(&path)]);
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{err}");
    let project = file::read(Path::new(&path)).expect("reads");
    assert_eq!(project.indicators.len(), 2);
    assert_eq!(project.indicators[0].target, Some(Target::AtLeast(Decimal::from(3566))));
    assert_eq!(project.indicators[0].declared, Some(Decimal::from(10)));
    assert_eq!(project.indicators[1].actual, Some(Actual::Text("大约九十".to_owned())));
    assert!(err.lines().any(|line| line.starts_with("第3行第7列：")), "{err}");
    // What is no table is named once.
    fs::write(&table, "姓名,电话\n甲,1\n").expect("a file");
    let (status, _, err) = run(&["import", utf8(&table), "--scheme", "hubei_dept", "--out", utf8(&path)]);
    assert_eq!((status, err.matches("表.csv").count()), (1, 1), "{err}");
}

#[test]
fn what_an_import_says_of_many_rows_is_told_once_with_all_of_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let (table, path) = (folder.path().join("2024表.csv"), folder.path().join("项目.ron"));
    let mut text = "2024年度自评表\n三级指标,年度指标值,计量单位,分值,实际完成值\n".to_owned();
    for row in 0..200 {
        let actual = ["5436", "大约九十", "若干"][row % 3];
        text += &format!("第{row}项检查数,100,户,1,{actual}\n");
    }
    fs::write(&table, text).expect("a file");
    let output = program(&["import", utf8(&table), "--scheme", "hubei_dept", "--out", utf8(&path)]);
    let err = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = err.lines().collect();
    // The gravest first: what was kept as text, then what is proposed.
    assert_eq!(lines.len(), 5, "{err}");
    assert_eq!(lines[0], "第5列（133处）：实际完成值“…”不是确切的数字，已按文字保留");
    assert!(
        lines[1].starts_with("    第4、7、10、") && lines[1].contains("行“大约九十”；第5、8、11、"),
        "{err}"
    );
    assert!(lines[1].ends_with("、197、200行“若干”"), "{err}");
    assert_eq!(lines[2], "第2列（200处）：…未写明指标性质，建议为正向（≥），请核对");
    assert!(
        (0..200).all(|row| lines[3].contains(&format!("第{}行“第{row}项检查数”", row + 3))),
        "{err}"
    );
    assert_eq!(lines[4], "共200项指标，333处需要核对");
    // The same of all rows is one line.
    let rows = (0..50).map(|row| format!("甲{row}（户）,≥100户,1,120\n"));
    let text = format!(
        "2024年度自评表\n三级指标,年度指标值,权重,完成值\n{}",
        rows.collect::<String>()
    );
    fs::write(&table, text.replace("≥100户", "≥100")).expect("a file");
    let output = program(&[
        "import",
        utf8(&table),
        "--scheme",
        "hubei_dept",
        "--out",
        utf8(&path),
        "--force",
    ]);
    let err = String::from_utf8_lossy(&output.stderr);
    let unit = "第3至52行第1列（50处）：计量单位按名称中的“户”读入，请核对";
    assert_eq!(err, format!("{unit}\n共50项指标，0处需要核对\n"));
}

#[test]
fn the_wanted_sheet_is_imported_and_another_one_is_offered() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("两张 表.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    for (sheet, names) in [("机关", &["甲数", "乙数"][..]), ("二级 单位", &["丙数"][..])] {
        let sheet = book.add_worksheet().set_name(sheet).expect("a name");
        for (row, name) in (0..).zip(std::iter::once(&"三级指标").chain(names)) {
            sheet.write_string(row, 0, *name).expect("a name");
            sheet
                .write_string(row, 1, if row == 0 { "指标值" } else { "≥5次" })
                .expect("a target");
        }
    }
    fs::write(&table, book.save_to_buffer().expect("a workbook")).expect("written");
    let out = folder.path().join("自评.ron");
    let import = |sheet: &[&str]| {
        let fixed = [
            "import",
            utf8(&table),
            "--scheme",
            "hubei_dept",
            "--out",
            utf8(&out),
            "--force",
        ];
        run(&[&fixed, sheet].concat())
    };
    let (status, _, said) = import(&[]);
    let offer = "其他工作表中还有指标（二级 单位），要读入请用 --sheet 写明工作表\n共2项指标";
    assert!(status == 0 && said.contains(offer), "{said}");
    let (status, ..) = import(&["--sheet", "二级 单位"]);
    assert_eq!((status, file::read(&out).expect("reads").indicators.len()), (0, 1));
    let (status, _, said) = import(&["--sheet", "三"]);
    assert_eq!(
        (status, said.as_str()),
        (1, "“两张 表.xlsx”中没有名为“三”的工作表，有的是“机关”“二级 单位”\n")
    );
}

#[test]
fn ids_that_were_used_twice_are_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let one = |name: &str| Indicator {
        id: Id::new("I0001"),
        name: name.to_owned(),
        ..Indicator::default()
    };
    let project = Project {
        indicators: vec![one("甲"), one("乙")],
        ..Project::default()
    };
    let (status, _, said) = run(&["score", &saved(folder.path(), &project)]);
    let sentence = "“乙”的标识 I0001 与前面的重复，已改为 I0002；引用 I0001 的仍指前一项，请核对\n";
    assert!(status == 0 && said.starts_with(sentence), "{said}");
}

#[test]
fn a_table_that_cannot_be_read_is_named_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let (table, path) = (folder.path().join("表.csv"), folder.path().join("项目.ron"));
    let refusal = |bytes: &[u8]| {
        fs::write(&table, bytes).expect("a file");
        let output = program(&["import", utf8(&table), "--scheme", "hubei_dept", "--out", utf8(&path)]);
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    assert_eq!(
        refusal(b"\x80\xff"),
        "“表.csv”不是 Excel 或 CSV 表格，或者编码既不是 UTF-8 也不是 GBK：第1行有读不懂的字符\n"
    );
    let wide = refusal(format!("三级指标{}x\n", ",".repeat(500)).as_bytes());
    assert!(
        wide.contains("表格过大") && wide.matches("表.csv").count() == 1,
        "{wide}"
    );
}

#[test]
fn lint_says_by_its_status_whether_a_document_is_as_asked() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = Project {
        scheme: hengji::schemes::find("hubei_dept").expect("a shipped scheme"),
        ..Project::default()
    };
    let project = saved(folder.path(), &project);
    let (status, made, err) = run(&["export", &project, "--out", utf8(folder.path()), "--format", "docx"]);
    let unwritten = "基本信息：没有填写单位名称、评价年度\n绩效指标：还没有填写指标\n\
                     预算执行：预算数或执行数没有填写，执行率没有得分\n\
                     自评表：没有填写偏差大或目标未完成原因分析、改进措施及结果应用方案\n\
                     年度绩效目标：还没有填写目标\n\
                     报告“2.拟与预算安排相结合情况”没有内容，请填写\n\
                     报告“（四）上年度部门自评结果应用情况”没有内容，请填写\n\
                     报告“1.部门整体支出和重点工作情况”：没有写明部门职责，请在这里补写，\
                     或者在数据页添加数据项“部门职责”并填写文字\n还有2处同类问题：报告内容缺失\n";
    assert_eq!((status, err.as_str()), (0, unwritten));
    let document = made.trim();
    let (status, out, err) = run(&["lint", document]);
    assert_eq!((status, out.lines().count(), err.as_str()), (0, 1, ""), "{out}");
    assert_eq!(
        run(&["lint", document, "--json"]),
        (0, "[]\n".to_owned(), String::new())
    );

    // The same without its settings, which say that pages differ left and right.
    let mut archive = zip::ZipArchive::new(fs::File::open(document).expect("opens")).expect("a zip");
    let broken = folder.path().join("broken.docx");
    let mut out = zip::ZipWriter::new(fs::File::create(&broken).expect("a file"));
    for position in 0..archive.len() {
        let part = archive.by_index_raw(position).expect("an entry");
        if part.name().expect("a name") != "word/settings.xml" {
            out.raw_copy_file(part).expect("copied");
        }
    }
    out.finish().expect("a zip");
    let (status, out, err) = run(&["lint", utf8(&broken)]);
    assert_eq!((status, err.as_str()), (1, ""));
    assert_eq!(
        out.lines().next(),
        Some("第1节：页脚没有分奇偶页，应为单页码居右，双页码居左（GB/T 9704-2012 7.5）")
    );
    let (status, json, _) = run(&["lint", utf8(&broken), "--json"]);
    assert_eq!(status, 1);
    let found: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let first = found.get(0).expect("a deviation");
    let keys: Vec<&String> = first.as_object().expect("an object").keys().collect();
    assert_eq!(keys.len(), 5, "{keys:?}");
    assert_eq!(first["rule"], "page-number-sides");
    assert_eq!(first["place"]["section"], 1);

    for (arguments, wanted, words) in [
        (vec!["lint", project.as_str()], 1, "不是完好的 Word 文件"),
        (vec!["lint", "没有.docx"], 1, "打不开文件"),
        (vec!["lint"], 2, "缺少参数"),
        (vec!["lint", document, "--xml"], 2, "不认识的参数"),
    ] {
        let (status, out, err) = run(&arguments);
        assert_eq!(
            (status, out.as_str(), err.lines().count()),
            (wanted, "", 1),
            "{arguments:?}"
        );
        assert!(err.contains(words), "{err}");
    }
}

#[test]
fn sections_are_exported_when_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = saved(folder.path(), &crate::collection::shared());
    let out = folder.path().join("采集");
    let (status, printed, _) = run(&["export", &path, "--out", utf8(&out), "--format", "sections"]);
    assert_eq!((status, printed.lines().count()), (0, 3), "{printed}");
    assert!(
        printed
            .lines()
            .all(|line| line.ends_with(".xlsx") && line.contains("数据采集表-")),
        "{printed}"
    );
    let all = folder.path().join("全部");
    let (_, printed, _) = run(&["export", &path, "--out", utf8(&all)]);
    assert!(!printed.contains("数据采集表"), "contact persons do not go out unasked");
}

#[test]
fn a_version_for_publication_lists_what_it_leaves_out_before_it_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = saved(folder.path(), &crate::reports::fixture::department());
    let out = folder.path().join("公开");
    let export = ["export", &path, "--out", utf8(&out), "--date", "2021-03-09"];
    let asked = [&export[..], &["--format", "public"]].concat();
    let (status, printed, err) = run(&asked);
    assert_eq!(status, 0, "{err}");
    let stem = utf8(&out).to_owned() + "/武昌区市场监督管理局-2020-自评报告（公开版）";
    assert_eq!(printed, format!("{stem}.docx\n{stem}.pdf\n"));
    assert!(
        err.starts_with(
            "公开版略去自评报告中的1处内容：\n  责任科室（1处）\n    报告“（二）部门自评工作开展情况”：质量监督科\n"
        ),
        "{err}"
    );
    for line in [
        "以下内部信息自评报告本来就不写，公开版里也没有：\n  联系人1处、联系电话1处、佐证材料存放位置1处\n",
        "公开前请核对：\n  有",
    ] {
        assert!(err.contains(line), "{line} in {err}");
    }

    // Findings name what is covered; what is said here may be handed on with the files.
    let mut project = crate::reports::fixture::department();
    project.improvement_plan = "由质量监督科整改，请联系张小明（联系人：张小明，电话13912345678）。".to_owned();
    let told = saved(folder.path(), &project);
    let (_, _, err) = run(&["export", &told, "--out", utf8(&out), "--format", "public"]);
    assert!(!err.contains("公开前请删去"), "{err}");
    assert!(err.contains("条校核意见，可能写到略去的内容，这里不列出"), "{err}");
    let (_, _, err) = run(&["export", &told, "--out", utf8(&out), "--format", "docx,public"]);
    assert!(err.contains("公开前请删去") && !err.contains("这里不列出"), "{err}");

    // The list comes first: it is there although the folder cannot be written to.
    let file = folder.path().join("文件");
    fs::write(&file, "占位").expect("written");
    let blocked = ["export", &path, "--out", utf8(&file), "--format", "public"];
    let (status, printed, err) = run(&blocked);
    assert_eq!((status, printed.as_str()), (1, ""));
    assert!(err.starts_with("公开版略去"), "{err}");

    let all = folder.path().join("全部");
    let (_, printed, err) = run(&["export", &path, "--out", utf8(&all)]);
    assert!(
        !printed.contains("公开版") && !err.contains("公开版"),
        "only when asked for"
    );
    assert!(run(&["export", "--help"]).1.contains("public（公开版"));
}

#[test]
fn a_returned_sheet_goes_into_the_project() {
    use crate::collection::{Typed, quality, shared, typed};
    let folder = tempfile::tempdir().expect("a folder");
    let path = saved(folder.path(), &shared());
    let before = fs::read(&path).expect("reads");
    let sheet = |name: &str, cells: &[(&str, Typed)]| {
        let file = folder.path().join(name);
        fs::write(&file, typed(&quality(), cells)).expect("a file");
        utf8(&file).to_owned()
    };
    let good = sheet("质量.xlsx", &[("H6", Typed::Number("150")), ("L7", Typed::Nothing)]);
    let lines = "质量监督科｜I0002 产品质量抽查批次｜实际完成值：145 → 150（质量.xlsx 科室数据采集表!H6）\n\
                 质量监督科｜I0003 计量标准化培训｜偏差原因：因疫情原因无法开展集中培训。 → （清空）（质量.xlsx 科室数据采集表!L7）\n";
    let dry = run(&["collect", &good, "--into", &path, "--dry-run"]);
    assert_eq!(
        dry,
        (
            0,
            format!("{lines}共2处改动，其中1处原有的内容被清空，没有写入\n"),
            String::new()
        )
    );
    assert_eq!(fs::read(&path).expect("reads"), before);

    // One bad cell, and nothing is written.
    let bad = sheet(
        "改了.xlsx",
        &[
            ("H5", Typed::Number("5436")),
            ("E6", Typed::Text("≥1")),
            ("H7", Typed::Text("几次")),
        ],
    );
    let output = program(&["collect", &good, &bad, "--into", &path]);
    let err = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert_eq!(
        err,
        "改了.xlsx 科室数据采集表!E6：锁定的内容“≥154”被改为“≥1”\n\
         改了.xlsx 科室数据采集表!H7：实际完成值“几次”不能读作确切的数字\n\
         有不能汇入的内容，本次没有写入任何改动\n"
    );
    assert_eq!(fs::read(&path).expect("reads"), before);
    // Nobody is there to see what would be left out: one cell that cannot be read, and nothing is written either.
    let unread = sheet(
        "读不出.xlsx",
        &[("H6", Typed::Number("150")), ("H7", Typed::Text("几次"))],
    );
    let (status, out, err) = run(&["collect", &unread, "--into", &path, "--yes"]);
    assert_eq!((status, out.lines().count()), (1, 1), "{out}");
    assert!(err.starts_with("读不出.xlsx 科室数据采集表!H7："), "{err}");
    assert_eq!(fs::read(&path).expect("reads"), before);
    assert!(run(&["collect", "--help"]).1.contains("读不出"));
    let foreign = saved(&folder.path().join(""), &Project::default());
    assert_eq!(run(&["collect", &foreign, "--into", &foreign]).0, 1);

    let path = saved(folder.path(), &shared());
    let (status, out, err) = run(&["collect", &good, "--into", &path]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(
        out,
        format!("{lines}共2处改动，其中1处原有的内容被清空，已写入（{path}）\n")
    );
    let project = file::read(Path::new(&path)).expect("reads");
    assert_eq!(project.indicators[1].actual, Some(Actual::Number(Decimal::from(150))));
    assert_eq!(project.indicators[2].reason, "");
    assert_eq!(
        run(&["collect", &good, "--into", &path]),
        (0, "没有改动\n".to_owned(), String::new())
    );

    let later = sheet("质量2.xlsx", &[("H6", Typed::Number("152"))]);
    let (status, _, err) = run(&["collect", &later, "--into", &path]);
    assert_eq!(status, 1);
    assert_eq!(
        err,
        "质量2.xlsx 科室数据采集表!H6：实际完成值在采集表发出后已在项目中由“145”改为“150”\n\
         发出后项目中改过的内容，要以采集表为准请加 --overwrite\n\
         有不能汇入的内容，本次没有写入任何改动\n"
    );
    assert_eq!(run(&["collect", &later, "--into", &path, "--overwrite"]).0, 0);
    let project = file::read(Path::new(&path)).expect("reads");
    assert_eq!(project.indicators[1].actual, Some(Actual::Number(Decimal::from(152))));
}

#[test]
fn check_lists_the_gravest_first_and_says_by_its_status_whether_to_mend() {
    let folder = tempfile::tempdir().expect("a folder");
    let sample = utf8(folder.path()).to_owned() + "/示例.ron";
    assert_eq!(run(&["example", "--out", &sample]).0, 0);
    let (status, out, err) = run(&["check", &sample]);
    assert_eq!((status, err.as_str()), (1, ""));
    let words: Vec<&str> = out.lines().filter_map(|line| line.split("  ").nth(1)).collect();
    let of = |word: &str| words.iter().filter(|one| **one == word).count();
    assert_eq!((of("须改正"), of("须说明"), of("提示")), (1, 17, 2), "{out}");
    assert_eq!((words.first(), words.last()), (Some(&"须改正"), Some(&"提示")));

    let (status, json, _) = run(&["check", &sample, "--json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((status, json.as_array().map(Vec::len)), (1, Some(words.len())));
    assert_eq!(
        (&json[0]["rule"], &json[0]["severity"]),
        (&"C32".into(), &"error".into())
    );
    assert_eq!(json[0]["name"], "变动原因的金额合不上");
}

#[test]
fn evidence_says_what_became_of_each_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut project = Project::default();
    let (status, out, _) = run(&["evidence", &saved(folder.path(), &project)]);
    assert_eq!((status, out.as_str()), (0, "没有登记佐证材料\n"));
    fs::create_dir(folder.path().join("佐证")).expect("a folder");
    for name in ["台账.xlsx", "报告.pdf", "照片.jpg"] {
        fs::write(folder.path().join("佐证").join(name), "").expect("a file");
    }
    let of_nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    for (id, name, place, sha256) in [
        ("E001", "抽查台账", "佐证/台账.xlsx", of_nothing),
        ("E002", "会议纪要", "档案室3柜2层", ""),
        ("E003", "现场照片", "佐证\\照片.jpg", ""),
    ] {
        project.evidence.push(Evidence {
            id: Id::new(id),
            name: name.to_owned(),
            place: place.to_owned(),
            sha256: sha256.to_owned(),
            ..Evidence::default()
        });
    }
    let (status, out, err) = run(&["evidence", &saved(folder.path(), &project)]);
    assert_eq!((status, err.as_str()), (0, ""));
    assert_eq!(
        out,
        "E001  未变  抽查台账（佐证/台账.xlsx）\n\
         E002  非文件  会议纪要（档案室3柜2层）\n\
         E003  未登记校验值  现场照片（佐证\\照片.jpg）\n"
    );

    // Something is not what was registered: a status that a reviewer's script can go by.
    let file = saved(folder.path(), &project);
    fs::write(folder.path().join("佐证/台账.xlsx"), "改过").expect("a file");
    let (status, out, err) = run(&["evidence", &file]);
    assert_eq!((status, err.as_str()), (1, ""));
    assert!(out.contains("E003  未登记校验值"), "{out}");
    fs::remove_file(folder.path().join("佐证/照片.jpg")).expect("removed");
    let (status, out, err) = run(&["evidence", &file]);
    assert_eq!((status, err.as_str()), (1, ""));
    assert!(out.starts_with("E001  已改动  抽查台账"), "{out}");
    assert!(out.contains("E003  找不到  现场照片"), "{out}");
    let (status, out, _) = run(&["evidence", &file, "--json"]);
    assert_eq!(status, 1);
    let printed: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(printed[0]["standing"], "changed");
    assert_eq!(printed[0]["sha256"], of_nothing);
    assert_eq!(printed[0]["found"].as_str().map(str::len), Some(64));
    assert_eq!(printed[1]["standing"], "not_a_file");
    assert_eq!(printed[1]["sha256"], serde_json::Value::Null);
    assert_eq!(printed[2]["standing"], "missing");
}
