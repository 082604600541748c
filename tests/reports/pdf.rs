//! The report as PDF: its pages, what stands on them, and that it says what the Word document says.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use hengji::examples::Example;
use hengji::model::budget::Amount;
use hengji::model::{Actual, Id, Indicator, Project, Target, number};
use hengji::report::briefing::Content;
use hengji::report::{Align, Block, Format, Report, Table, deliverables, pdf};
use hengji::{file, outlines, score};

use super::fixture::department;
use super::{DAY, office, squeezed};

fn bytes(project: &Project, format: Format) -> Vec<u8> {
    let made = deliverables(project, &score::score(project), format, DAY).expect("a file");
    made.into_iter().next().expect("one file").bytes
}

fn sample(example: Example) -> Project {
    file::decode(example.bytes()).expect("the sample")
}

fn poppler(tool: &str, arguments: &[&str], file: &Path) -> String {
    let run = Command::new(tool)
        .args(arguments)
        .arg(file)
        .output()
        .expect("poppler-utils is installed");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("text")
}

/// Width and height of every page in millimetres.
fn pages(file: &Path) -> Vec<(u32, u32)> {
    poppler("pdfinfo", &["-l", "1000"], file)
        .lines()
        .filter_map(|line| line.strip_prefix("Page ")?.split_once("size:"))
        .map(|(_, size)| {
            let mut edges = size.split_whitespace().filter_map(|word| word.parse::<f64>().ok());
            let mut edge = || (edges.next().expect("an edge") * 25.4 / 72.0).round() as u32;
            (edge(), edge())
        })
        .collect()
}

#[test]
fn pages_headings_and_figures_are_all_there() {
    let folder = tempfile::tempdir().expect("a folder");
    for example in [Example::Wuchang, Example::Changjiang] {
        let project = sample(example);
        let path = folder.path().join("report.pdf");
        std::fs::write(&path, bytes(&project, Format::Pdf)).expect("written");
        let pages = pages(&path);
        let upright = pages.iter().take_while(|size| **size == (210, 297)).count();
        assert!(upright >= 3 && upright < pages.len(), "{pages:?}");
        assert!(
            pages[upright..].iter().all(|size| *size == (297, 210)),
            "the annex lies on its side: {pages:?}"
        );
        let last = squeezed(&office::pdf_page(&path, upright));
        let (_, ending) = last.split_once("附件：").expect("the annex is announced");
        let date = "2021年3月9日";
        assert!(ending.contains("自评表") && ending.contains(date), "{ending}");

        let text = squeezed(&office::pdf_text(&path));
        let outline = outlines::of(&project);
        for heading in &outline.headings {
            assert!(text.contains(&squeezed(&heading.text)), "{}", heading.text);
        }
        for indicator in &project.indicators {
            let start: String = indicator.name.chars().take(4).collect();
            assert!(text.contains(&start), "{}", indicator.name);
        }
        let figures = hengji::figure::all(&project, &score::score(&project));
        let loss = figures
            .iter()
            .find(|figure| figure.id == "lost-points")
            .expect("the chart");
        let start: String = squeezed(&loss.title).chars().take(8).collect();
        assert!(text.contains(&start), "the chart's own words are text: {start}");
        // Bookmarks and page numbers.
        let xml = poppler("pdftohtml", &["-xml", "-stdout", "-i"], &path);
        let (_, bookmarks) = xml.split_once("<outline>").expect("bookmarks");
        for heading in outline.headings.iter().filter(|heading| heading.level == 1) {
            assert!(bookmarks.contains(&heading.text), "{}", heading.text);
        }
        for page in 1..=pages.len() {
            assert!(text.contains(&format!("—{page}—")), "page number {page}");
            // Its rules stand 7 mm from the text, below it or, on a page on its side, left of it; the outer one of them one
            // character and half its own length from the outer edge.
            let places = office::pdf_words(&path, page).into_iter();
            let rules = places
                .filter(|(word, ..)| word == "—")
                .map(|(_, x, y)| if page <= upright { (x, y - 742.7) } else { (y, 99.2 - x) });
            let along: Vec<f64> = (rules.filter(|(_, away)| (away - 19.8).abs() < 1.0))
                .map(|(along, _)| along)
                .collect();
            assert_eq!(along.len(), 2, "page {page}");
            let from_edge = if page % 2 == 1 {
                521.6 - along[0].max(along[1])
            } else {
                along[0].min(along[1]) - 79.4
            };
            assert!((from_edge - 14.0 - 6.3).abs() < 1.0, "page {page}: {from_edge}");
        }
        let info = poppler("pdfinfo", &[], &path);
        for said in [
            &*project.department,
            "衡绩",
            "Mar  9 00:00:00 2021",
            "Tagged:          yes",
        ] {
            assert!(info.contains(said), "{said}: {info}");
        }
    }
}

#[test]
fn it_says_the_figures_of_the_word_document() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = sample(Example::Wuchang);
    let (pdf, docx) = (folder.path().join("own.pdf"), folder.path().join("word.docx"));
    std::fs::write(&pdf, bytes(&project, Format::Pdf)).expect("written");
    std::fs::write(&docx, bytes(&project, Format::Docx)).expect("written");
    let out = office::converted(folder.path(), "pdf", &[docx]);
    let numbers = |path: &Path| -> BTreeSet<String> {
        let text = office::pdf_text(path);
        let words = text.split(|letter: char| !(letter.is_ascii_digit() || ".,%".contains(letter)));
        let figures = words.map(|word| word.trim_matches(['.', ',']));
        figures.filter(|word| word.len() > 2).map(str::to_owned).collect()
    };
    let (own, word) = (numbers(&pdf), numbers(&out.join("word.pdf")));
    // The charts are pictures in the Word document and text in the PDF.
    let missing: Vec<_> = word.difference(&own).collect();
    assert!(missing.is_empty(), "{missing:?}");
    assert!(word.len() > 60, "{word:?}");
}

#[test]
fn every_line_of_a_paragraph_begins_as_the_first_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("own.pdf");
    let report = Report {
        title: "标题".to_owned(),
        blocks: vec![Block::Paragraph("甲行说明\n乙行说明".to_owned())],
    };
    std::fs::write(&path, pdf::pdf(&report, "测试局", DAY, &[]).expect("a document")).expect("written");
    let words = office::pdf_words(&path, 1);
    let middle = |wanted: &str| words.iter().find(|(word, ..)| word == wanted).map(|(_, x, _)| *x);
    let (first, second) = (middle("甲行说明").expect("a line"), middle("乙行说明").expect("a line"));
    assert!((first - second).abs() < 0.5, "{first} {second}");
}

#[test]
fn every_format_says_the_same_figures() {
    let folder = tempfile::tempdir().expect("a folder");
    let project = sample(Example::Wuchang);
    let card = score::score(&project);
    // Word documents and workbooks as LibreOffice prints them, our own PDFs as they are.
    let (mut own, mut office_files) = (Vec::new(), Vec::new());
    for format in [Format::Docx, Format::Xlsx, Format::Pdf, Format::Public] {
        for file in deliverables(&project, &card, format, DAY).expect("files") {
            let path = folder.path().join(format!("{}-{}", format.name(), file.name));
            std::fs::write(&path, &file.bytes).expect("written");
            let is_pdf = path.extension().is_some_and(|extension| extension == "pdf");
            if is_pdf { &mut own } else { &mut office_files }.push(path);
        }
    }
    let out = office::converted(folder.path(), "pdf", &office_files);
    let printed = office_files.iter().map(|path| {
        let name = path.with_extension("pdf");
        out.join(name.file_name().expect("a name"))
    });
    let printed: Vec<_> = own.into_iter().chain(printed).collect();
    assert_eq!(printed.len(), 5);

    let plain = |text: &str| text.replace(',', "");
    let mut figures: BTreeSet<String> = BTreeSet::from([number::points(card.total)]);
    for (indicator, row) in project.indicators.iter().zip(&card.rows) {
        figures.extend(indicator.actual_number().map(number::plain));
        figures.extend(row.score.map(number::points));
        figures.extend(match &indicator.target {
            Some(Target::AtLeast(value) | Target::AtMost(value)) => Some(number::plain(*value)),
            _ => None,
        });
    }
    for amount in [Amount::Adjusted, Amount::Actual] {
        figures.extend(project.budget.total(amount).map(|amount| plain(&number::money(amount))));
    }
    assert!(figures.len() > 45, "{figures:?}");
    for path in printed {
        let text = plain(&office::pdf_text(&path));
        let words = text.split(|letter: char| !(letter.is_ascii_digit() || letter == '.'));
        let said: BTreeSet<&str> = words.map(|word| word.trim_matches('.')).collect();
        let missing: Vec<_> = figures
            .iter()
            .filter(|figure| !said.contains(figure.as_str()))
            .collect();
        assert!(missing.is_empty(), "{}: {missing:?}", path.display());
        // Every page is A4, upright or on its side.
        let sizes: BTreeSet<_> = pages(&path).into_iter().collect();
        assert!(
            sizes.iter().all(|size| [(210, 297), (297, 210)].contains(size)),
            "{}: {sizes:?}",
            path.display()
        );
    }
}

#[test]
fn a_goal_longer_than_its_rows_is_whole() {
    for length in [250, 400, 800] {
        let mut project = department();
        project.goals[0].text = counted(length);
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("goal.pdf");
        std::fs::write(&file, bytes(&project, Format::Pdf)).expect("written");
        let said = squeezed(&office::pdf_text(&file));
        for indicator in &project.indicators {
            assert!(
                said.contains(&squeezed(&indicator.name)),
                "{length}: {}",
                indicator.name
            );
        }
        // Nothing runs off the paper: the annex ends 26 mm from its lower edge, its page number a line below.
        for (page, (_, height)) in office::pdf_pages(&file).into_iter().enumerate() {
            let page = (page + 1).to_string();
            let boxes = office::pdf_boxes(&file, &["-f", &page, "-l", &page]);
            let lowest = boxes.iter().map(|(_, bounds)| bounds[3]).fold(0.0, f64::max);
            assert!(lowest < f64::from(height) - 40.0, "{length}, page {page}: {lowest}");
        }
    }
}

#[test]
fn a_long_form_repeats_its_heading_and_loses_no_word() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut project = sample(Example::Wuchang);
    let reason = "受疫情影响，一季度生产企业停工停产，抽样工作推迟，".repeat(12);
    let some: Vec<Indicator> = (project.indicators.iter().cycle().take(200).enumerate())
        .map(|(position, indicator)| Indicator {
            id: hengji::model::Id::new(format!("X{position:04}")),
            name: format!("{}之{position}", indicator.name),
            ..indicator.clone()
        })
        .collect();
    project.indicators = some;
    project.indicators[7].reason.clone_from(&reason);
    project.indicators[8].name = "1234567890".repeat(4);
    let path = folder.path().join("long.pdf");
    std::fs::write(&path, bytes(&project, Format::Pdf)).expect("written");
    let pages = pages(&path);
    let first = pages.iter().position(|size| *size == (297, 210)).expect("an annex");
    let texts: Vec<String> = office::pdf_text(&path).split('\u{c}').map(squeezed).collect();
    let rows = texts[first..].iter().take_while(|text| !text.contains("备注："));
    let with_heading = rows.clone().filter(|text| text.contains("年初目标值（A）")).count();
    assert_eq!(with_heading, rows.count(), "every page of the form has its heading");
    assert!(pages.len() - first > 5);
    // The reason stands in a narrow column of the list of unfinished goals, letter by letter there.
    let all = texts.concat();
    let kept = all.matches("停工停").count() + all.matches("停产").count();
    assert!(kept >= 12, "{kept}");
    assert!(all.contains("1234567890"), "a word without a break is cut into lines");
}

/// A text of so many characters whose places are counted, so that what is missing is seen.
fn counted(length: usize) -> String {
    let text: String = (1..).map(|at| format!("第{at}处因故推迟、")).take(length / 8).collect();
    text + "完毕"
}

#[test]
fn reasons_higher_than_a_page_lose_no_word() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut project = sample(Example::Wuchang);
    let missed = project.indicators.iter_mut().find(|one| one.name == "计量标准化培训");
    let missed = missed.expect("the indicator");
    // The form of the ministry prints both beside the numbers; that of Hubei has the table of the text.
    (missed.reason, missed.measure) = (counted(400), counted(120));
    let mut of_ministry = with_indicators("mof2020_project", 3);
    of_ministry.indicators[1].reason = counted(1600);
    for (name, project, reason) in [
        ("hubei", &project, counted(400)),
        ("ministry", &of_ministry, counted(1600)),
    ] {
        let word = folder.path().join(format!("{name}.docx"));
        std::fs::write(&word, bytes(project, Format::Docx)).expect("written");
        let word = office::converted(folder.path(), "pdf", &[word]).join(format!("{name}.pdf"));
        let own = folder.path().join(format!("{name}-own.pdf"));
        std::fs::write(&own, bytes(project, Format::Pdf)).expect("written");
        for file in [word, own] {
            let height = pages(&file);
            for page in 1..=height.len() {
                let bottom = f64::from(height[page - 1].1) * 72.0 / 25.4;
                let words = office::pdf_words(&file, page);
                assert!(
                    words.iter().all(|(_, _, middle)| *middle < bottom - 20.0),
                    "{name} {page}"
                );
            }
            let text: String = (1..=height.len()).map(|page| office::pdf_page(&file, page)).collect();
            let text = squeezed(&text);
            // Once in the prose or the form, and once in the table.
            for part in reason.split('、').filter(|part| part.starts_with('第')) {
                let number = part.trim_end_matches("处因故推迟");
                assert!(text.matches(&format!("{number}处")).count() >= 1, "{name}: {part}");
            }
        }
    }
}

/// A project of so many indicators in two lines or one.
fn with_indicators(scheme: &str, count: usize) -> Project {
    let indicator = |at| Indicator {
        id: Id::new(format!("J{at}")),
        level1: "产出指标".to_owned(),
        level2: "数量指标".to_owned(),
        name: format!("第{at}项工作完成数量"),
        target: Some(Target::AtLeast(10.into())),
        unit: "次".to_owned(),
        weight: Some(2.into()),
        actual: Some(Actual::Number(9.into())),
        ..Indicator::default()
    };
    Project {
        department: "测试局".to_owned(),
        year: 2024,
        scheme: hengji::schemes::find(scheme).expect("a shipped scheme"),
        indicators: (0..count).map(indicator).collect(),
        ..Project::default()
    }
}

#[test]
fn a_form_that_overflows_by_little_is_set_closer() {
    let folder = tempfile::tempdir().expect("a folder");
    let annex = |project: &Project, name: &str| {
        let file = folder.path().join(format!("{name}.docx"));
        std::fs::write(&file, bytes(project, Format::Docx)).expect("written");
        let word = office::converted(folder.path(), "pdf", &[file]).join(format!("{name}.pdf"));
        let own = folder.path().join(format!("{name}-own.pdf"));
        std::fs::write(&own, bytes(project, Format::Pdf)).expect("written");
        [word, own].map(|file| {
            let first = pages(&file).iter().filter(|size| **size == (210, 297)).count() + 1;
            let count = pages(&file).len() + 1 - first;
            (count, squeezed(&office::pdf_page(&file, first)))
        })
    };
    let empty = |scheme: &str| Project {
        scheme: hengji::schemes::find(scheme).expect("a shipped scheme"),
        ..Project::default()
    };
    // Set comfortably, its last notes would stand alone on a second page.
    for (count, text) in annex(&empty("hubei_project"), "project") {
        assert_eq!(count, 1);
        assert!(text.contains("满意度指标暂可不作为必评指标"), "{text}");
    }
    // Forms for which the estimate is least sure: by it they fit, by a font or another they do not.
    for (scheme, indicators) in [("hubei_dept", 1), ("guangxi", 4)] {
        for (count, text) in annex(&with_indicators(scheme, indicators), scheme) {
            assert_eq!(count, 1, "{scheme}: {text}");
        }
    }
    // Its notes stay with its table.
    for (count, text) in annex(&sample(Example::Changjiang), "changjiang") {
        assert_eq!(count, 1);
        assert!(
            text.contains("改进措施及结果应用方案") && text.contains("暂可不作为必评指标"),
            "{text}"
        );
    }
}

#[test]
fn forms_that_fit_or_need_several_pages_are_set_comfortably() {
    let tight = |project: &Project| {
        let bytes = bytes(project, Format::Docx);
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
        let mut text = String::new();
        let mut part = archive.by_name("word/document.xml").expect("a body");
        std::io::Read::read_to_string(&mut part, &mut text).expect("text");
        text.contains("TableTextTight")
    };
    let empty = |scheme: &str| Project {
        scheme: hengji::schemes::find(scheme).expect("a shipped scheme"),
        ..Project::default()
    };
    assert!(!tight(&empty("mof2020_project")), "it fits as it is");
    assert!(tight(&sample(Example::Wuchang)), "its notes stay with its last rows");
    assert!(tight(&empty("hubei_project")));
    let mut long = empty("hubei_project");
    long.deviation_analysis = "受疫情影响，抽样工作推迟。".repeat(60);
    assert!(!tight(&long), "closer rows would not help");
}

#[test]
fn the_same_report_and_day_give_the_same_bytes() {
    let project = sample(Example::Changjiang);
    assert!(bytes(&project, Format::Pdf) == bytes(&project, Format::Pdf));
}

#[test]
fn leaders_get_one_page_and_slides_of_one_message_each() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut many = sample(Example::Wuchang);
    for indicator in &mut many.indicators {
        indicator.reason = "原因".repeat(150);
        indicator.name = indicator.name.repeat(4);
    }
    for (project, slides) in [
        (sample(Example::Wuchang), 8),
        // Neither losses nor problems nor measures: 无 is no page.
        (sample(Example::Changjiang), 5),
        (many, 8),
        // Nothing to show: what to fill in is said once.
        (Project::default(), 2),
    ] {
        let card = score::score(&project);
        let made = deliverables(&project, &card, Format::Briefing, DAY).expect("files");
        let [page, show] = made.as_slice() else {
            panic!("two files")
        };
        assert!(page.name.ends_with("领导版.pdf") && show.name.ends_with("汇报.pdf"));
        for (file, expected) in [(page, vec![(210, 297)]), (show, vec![(339, 191); slides])] {
            let path = folder.path().join("leaders.pdf");
            std::fs::write(&path, &file.bytes).expect("written");
            assert_eq!(pages(&path), expected, "{}", file.name);
        }
        let briefing = hengji::report::briefing::briefing(&project, &card);
        let characters = briefing.characters();
        assert!(characters <= hengji::report::briefing::MOST_CHARACTERS, "{characters}");
        assert!(briefing.best.entries.len() <= 3 && briefing.worst.entries.len() <= 3);
    }
}

#[test]
fn the_briefing_says_the_score_and_why() {
    let project = sample(Example::Wuchang);
    let briefing = hengji::report::briefing::briefing(&project, &score::score(&project));
    assert_eq!(
        briefing.lead,
        "自评96.00分，等级“优”，50项指标完成46项。1项超额较大，复核时须说明原因。"
    );
    let values: Vec<_> = briefing.keys.iter().map(|key| (&*key.value, &*key.note)).collect();
    assert_eq!(
        values,
        [
            ("96.00分", "等级 优"),
            ("100.00%", "按年初预算108.77%"),
            ("46项", "未完成4项"),
            ("4.00分", "涉及4项指标"),
        ]
    );
    let worst: Vec<_> = (briefing.worst.entries)
        .iter()
        .map(|entry| (&*entry.name, &*entry.value))
        .collect();
    assert_eq!(
        worst,
        [
            ("消费者权益保护宣传活动", "−2.00分"),
            ("计量标准化培训", "−1.80分"),
            ("产品质量抽查批次", "−0.12分"),
        ]
    );
    assert_eq!(
        briefing.slides[0].rest,
        "按年初预算执行率108.77%：2020年增加援汉医疗队餐费880.88万元、上级核拨专项经费458.53万元"
    );
    let rows = |message: &str| -> Vec<String> {
        let slide = briefing.slides.iter().find(|slide| slide.message.contains(message));
        let Some(Content::Table(table)) = slide.map(|slide| &slide.content) else {
            panic!("no table under {message}")
        };
        let line = |row: &Vec<hengji::report::Cell>| -> String {
            let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
            cells.join("|")
        };
        table.rows.iter().map(line).collect()
    };
    let achieved = rows("46项指标完成，完成率最高的6项（超额较大的1项另行说明）");
    assert_eq!(
        achieved[..2],
        ["指标|目标|实际完成|完成率", "检查执法行动|≥1500次|1601次|106.73%"]
    );
    let problems = rows("2项指标因“客观政策、不可抗力”失3.80分，占失分的一半以上");
    assert_eq!(
        problems[..2],
        [
            "指标|扣分|原因类别|原因",
            "消费者权益保护宣传活动|−2.00|客观政策、不可抗力|因疫情原因无法开展消费者权益保护宣传活动"
        ]
    );
    let measures = rows("3项改进措施，其中2项针对4项失分指标");
    assert_eq!(measures.len(), 4, "{measures:?}");
    assert_eq!(
        measures[1],
        "加强与业务科室沟通，结合工作实际，科学合理地设置预算绩效指标|产品质量抽查批次、蔬菜抽检批次"
    );
    let Some(Content::Decision { open, asked }) = briefing.slides.last().map(|slide| &slide.content) else {
        panic!("no decision")
    };
    assert!(
        open[0].ends_with("多出203.16万元，请核对金额，或者补列方向相反的原因")
            && open[1].contains("新增市场主体（个体户）完成率152.44%，超额较大"),
        "{open:?}"
    );
    assert_eq!(
        *asked,
        [
            "提请审定：自评得分96.00分、等级“优”",
            "提请同意：3项改进措施，并明确责任科室",
            "提请督促：1处须改正的内容由有关科室改正并重新校核"
        ]
    );
}

/// 200 indicators with names of 60 characters, numbers of ten digits and reasons of 300 characters.
fn extreme() -> Project {
    let mut project = sample(Example::Wuchang);
    let name = "市场监督管理重点工作完成情况及其相关配套任务推进落实程度与年度考核目标对照的数量指标";
    let levels = ["产出指标", "效益指标", "满意度指标"];
    let indicator = |at: usize| Indicator {
        id: Id::new(format!("X{at}")),
        goal: Some(Id::new(format!("G{}", at % 5 + 1))),
        level1: levels[at % 3].to_owned(),
        name: format!("第{at:03}项{}", name.repeat(2)).chars().take(60).collect(),
        target: Some(Target::AtLeast((1_234_567_890 + at).into())),
        unit: "批次".to_owned(),
        weight: number::read("0.4"),
        actual: Some(Actual::Number((617_283_945 + at % 37 * 30_000_000).into())),
        reason: "受疫情影响，抽样工作推迟；".repeat(30).chars().take(300).collect(),
        measure: "加强调度，分月跟踪，".repeat(30).chars().take(300).collect(),
        ..Indicator::default()
    };
    project.indicators = (0..200).map(indicator).collect();
    project.department = "武昌区市场监督管理与知识产权保护综合行政执法局（食品药品安全委员会办公室）".repeat(2);
    project.department = project.department.chars().take(60).collect();
    project
}

/// The 领导版 and the slides of a project as files.
fn leaders(folder: &Path, project: &Project) -> [PathBuf; 2] {
    let made = deliverables(project, &score::score(project), Format::Briefing, DAY).expect("files");
    ["page.pdf", "show.pdf"].map(|name| {
        let position = usize::from(name == "show.pdf");
        let path = folder.join(name);
        std::fs::write(&path, &made[position].bytes).expect("written");
        path
    })
}

/// The first of the extreme indicators.
fn few(count: usize) -> Project {
    let mut project = extreme();
    project.indicators.truncate(count);
    project
}

#[test]
fn no_letter_is_smaller_than_12_points_on_a_slide_and_8_on_the_leaders_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut wide = extreme();
    for line in &mut wide.budget.lines {
        line.initial = number::read("9876543210.12");
    }
    wide.improvement_plan.clear();
    for indicator in &mut wide.indicators {
        indicator.unit = "平方公里以上".to_owned();
    }
    for project in [
        sample(Example::Wuchang),
        sample(Example::Changjiang),
        extreme(),
        wide,
        few(3),
        few(1),
        Project::default(),
    ] {
        for (file, points) in leaders(folder.path(), &project).iter().zip([8, 12]) {
            let xml = poppler("pdftohtml", &["-xml", "-stdout", "-i", "-zoom", "3"], file);
            let sizes = xml.split("<fontspec").skip(1).filter_map(|font| {
                let (_, size) = font.split_once("size=\"")?;
                size.split_once('"')?.0.parse::<u32>().ok()
            });
            let least = sizes.min().expect("a font");
            let count = project.indicators.len();
            assert!(
                least >= points * 3,
                "{count} {}: {least} thirds of a point",
                file.display()
            );
        }
    }
}

#[test]
fn the_page_for_leaders_has_at_most_300_characters_beside_its_chart_and_its_foot() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut unfilled = extreme();
    for indicator in unfilled.indicators.iter_mut().skip(100) {
        indicator.actual = None;
        indicator.unit = "平方公里以上".repeat(5);
    }
    for project in [
        sample(Example::Wuchang),
        sample(Example::Changjiang),
        extreme(),
        unfilled,
        Project::default(),
    ] {
        let [page, _] = leaders(folder.path(), &project);
        let words = office::pdf_words(&page, 1);
        // Without a loss the only chart is that of the budget.
        let caption = |caption: &str| words.iter().find(|(word, ..)| word == caption);
        let chart = caption("从满分到得分").or_else(|| caption("预算执行"));
        let chart = chart.expect("the chart").2;
        let above = words.iter().filter(|(_, _, middle)| *middle < chart - 5.0);
        let count: usize = above
            .map(|(word, ..)| word.replace("&quot;", "\"").chars().count())
            .sum();
        let said = hengji::report::briefing::briefing(&project, &score::score(&project)).characters();
        assert_eq!(count, said, "every character of the page is counted");
        assert!(
            (100..=300).contains(&count) || project.indicators.is_empty() && count < 100,
            "{count}"
        );
        // The foot is one line within the page.
        assert!(words.iter().all(|(_, _, middle)| *middle < 842.0 - 20.0));
    }
}

#[test]
fn the_page_for_leaders_has_a_target_whole_or_not_at_all() {
    let mut project = extreme();
    project.indicators.truncate(20);
    for (at, indicator) in project.indicators.iter_mut().enumerate() {
        indicator.target = Some(Target::AtLeast((1_234_567_890 + at).into()));
        indicator.actual = Some(Actual::Number((1_244_567_890 - at).into()));
        indicator.unit = "平方公里以上的水域和岸线".to_owned();
        indicator.name = format!("第{at:03}项水域和岸线巡查整治任务");
    }
    let card = score::score(&project);
    let name = std::mem::take(&mut project.department);
    // The longer the name of the unit, the less room is left.
    for length in 1..=name.chars().count() {
        project.department = name.chars().take(length).collect();
        let briefing = hengji::report::briefing::briefing(&project, &card);
        assert!(!briefing.best.entries.is_empty());
        for entry in &briefing.best.entries {
            assert!(entry.detail.is_empty() || entry.detail.ends_with("岸线"), "{entry:?}");
        }
    }
}

#[test]
fn no_number_of_a_slide_lies_on_a_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut project = extreme();
    // The fewer rows, the larger the letters.
    project.indicators.truncate(2);
    for indicator in &mut project.indicators {
        indicator.target = Some(Target::AtMost(number::read("1234567890.5").expect("a number")));
        indicator.actual = Some(Actual::Number(number::read("1134567890.25").expect("a number")));
        indicator.unit = "万元".to_owned();
    }
    let [_, show] = leaders(folder.path(), &project);
    let pages = (1..=8).map(|page| page.to_string());
    let pages = pages.map(|page| office::pdf_boxes(&show, &["-f", &page, "-l", &page]));
    let achieved = pages
        .into_iter()
        .find(|words| words.iter().any(|(word, _)| word == "实际完成"));
    let words = achieved.expect("the page of what was achieved");
    let numbers = words.iter().filter(|(word, _)| word.contains("1,234,567,890.50"));
    assert!(numbers.clone().count() > 1, "{words:?}");
    for (number, [left, top, right, bottom]) in numbers {
        for (word, bounds) in words.iter().filter(|(word, _)| word != number) {
            let wide = right.min(bounds[2]) - left.max(bounds[0]);
            let high = bottom.min(bounds[3]) - top.max(bounds[1]);
            assert!(wide < 1.0 || high < 4.0, "{word} lies on {number}");
        }
    }
}

#[test]
fn slides_say_what_they_leave_out() {
    let project = extreme();
    let card = score::score(&project);
    let briefing = hengji::report::briefing::briefing(&project, &card);
    let rest = |message: &str| {
        let slide = briefing.slides.iter().find(|slide| slide.message.contains(message));
        slide
            .map(|slide| (slide.message.as_str(), slide.rest.as_str()))
            .expect(message)
    };
    let losses = card.losses.len();
    let together = |shown: usize| {
        let lost: Vec<_> = card.losses.iter().skip(shown).map(|loss| loss.lost).collect();
        number::points(lost.into_iter().sum())
    };
    let planned = card.rows.iter().filter(|row| row.is_as_planned()).count();
    assert_eq!(
        rest("200项指标完成").1,
        format!(
            "图为失分、超额较大的前7项，其余{}项和没有失分的{planned}项见自评表",
            193 - planned
        )
    );
    assert_eq!(
        rest("总分").1,
        format!("其余{}项共失{}分，见自评表", losses - 4, together(4))
    );
    let (message, said) = rest("项指标失分");
    let of_the_rest = format!("其余{}项共失{}分，见自评表", losses - 5, together(5));
    assert_eq!(said, format!("{of_the_rest}；原因类别、责任科室未填"));
    assert!(message.ends_with("等6项，各失0.20分"), "{message}");
    // Others are as good as the last that is shown: the six are no choice of the best.
    let (message, said) = rest("完成率最高");
    assert!(!message.contains("6项"), "{message}");
    let others = card.met - card.over - 6;
    assert!(
        said.starts_with(&format!("其余{others}项完成的指标见自评表，其中")),
        "{said}"
    );
    let Some(Content::Decision { open, .. }) = briefing.slides.last().map(|slide| &slide.content) else {
        panic!("no decision")
    };
    let over = project.indicators.iter().zip(&card.rows);
    let over = over.filter(|(_, row)| row.status == score::Status::Over).count();
    assert!(
        card.over > 3 && open.iter().all(|point| !point.contains("超额")),
        "{over}: reasons are given"
    );
    // A list of two of many equal losses says so on the page too.
    assert_eq!(
        (&*briefing.worst.note, briefing.worst.entries.len()),
        ("6项同失0.20分", 3)
    );

    // Without reasons, what is far over its target has to be explained: three by name, and how many there are.
    let mut silent = project.clone();
    silent
        .indicators
        .iter_mut()
        .for_each(|indicator| indicator.reason.clear());
    let briefing = hengji::report::briefing::briefing(&silent, &card);
    let Some(Content::Decision { open, .. }) = briefing.slides.last().map(|slide| &slide.content) else {
        panic!("no decision")
    };
    // Behind what contradicts itself.
    assert!(
        open[2].ends_with("处须改正，见校核意见") && open[3].contains(&format!("等{over}项完成率超额较大，须补充原因")),
        "{open:?}"
    );

    // A measure that several indicators have is one; without any there is nothing to approve.
    let mut unplanned = project.clone();
    unplanned.improvement_plan.clear();
    for (at, indicator) in unplanned.indicators.iter_mut().enumerate() {
        indicator.measure = format!("加强调度；每月通报；第{}类专项推进", at % 9);
    }
    let briefing = hengji::report::briefing::briefing(&unplanned, &card);
    let measures = briefing
        .slides
        .iter()
        .find(|slide| slide.message.contains("项措施改进"));
    let measures = measures.expect("a page of measures");
    assert_eq!(measures.message, format!("以11项措施改进{losses}项失分指标"));
    assert_eq!(measures.rest, "另有5项措施见自评报告，责任科室未填");
    let said = format!("{:?}", measures.content);
    assert!(said.contains("\"加强调度\"") && !said.contains('①'), "{said}");
    for indicator in &mut unplanned.indicators {
        indicator.measure.clear();
    }
    let said = said_of(&unplanned);
    assert!(said.contains(&format!("{losses}项失分指标还没有改进措施")), "{said}");
    assert!(!said.contains("提请同意") && said.contains("提请审定"), "{said}");

    // Everything shown, nothing left out.
    let sample = sample(Example::Wuchang);
    let briefing = hengji::report::briefing::briefing(&sample, &score::score(&sample));
    let rests: Vec<&str> = briefing.slides.iter().map(|slide| slide.rest.as_str()).collect();
    assert_eq!(
        rests,
        [
            "按年初预算执行率108.77%：2020年增加援汉医疗队餐费880.88万元、上级核拨专项经费458.53万元",
            "图为失分、超额较大的5项，其余45项完成、没有失分，见自评表",
            "其余39项完成的指标见自评表",
            "",
            "责任科室未填",
            "责任科室未填",
            ""
        ]
    );
}

#[test]
fn the_signature_stands_on_no_page_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("signed.pdf");
    // 22 lines fill a page; the title takes two of them, the signature three.
    for lines in 15..21 {
        let mut blocks = vec![Block::Paragraph("正文。".to_owned()); lines];
        blocks.push(Block::Paragraph("末段。".to_owned()));
        blocks.push(Block::Signature(vec!["某局".to_owned(), "2021年3月9日".to_owned()]));
        let report = Report {
            title: "报告".to_owned(),
            blocks,
        };
        std::fs::write(&path, pdf::pdf(&report, "某局", DAY, &[]).expect("a document")).expect("written");
        let last = squeezed(&office::pdf_page(&path, pages(&path).len()));
        assert!(last.contains("末段") && last.contains("某局"), "{lines}: {last}");
    }
}

fn said_of(project: &Project) -> String {
    format!("{:?}", said(project))
}

#[test]
fn the_signature_takes_a_short_table_and_its_paragraph_with_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("signed.pdf");
    let columns = [("编号", 1, Align::Left), ("材料名称", 3, Align::Left)];
    for lines in 12..21 {
        let mut blocks = vec![Block::Paragraph("正文。".to_owned()); lines];
        blocks.push(Block::Paragraph("目录如下。".to_owned()));
        blocks.push(Block::Table(Table::of(
            &columns,
            [vec!["E001".to_owned(), "台账".to_owned()]],
        )));
        blocks.push(Block::Signature(vec!["某局".to_owned(), "2021年3月9日".to_owned()]));
        let report = Report {
            title: "报告".to_owned(),
            blocks,
        };
        std::fs::write(&path, pdf::pdf(&report, "某局", DAY, &[]).expect("a document")).expect("written");
        let last = squeezed(&office::pdf_page(&path, pages(&path).len()));
        for words in ["目录如下", "台账", "某局"] {
            assert!(last.contains(words), "{lines} {words}: {last}");
        }
    }
}

#[test]
fn the_name_of_an_annex_leaves_no_character_alone_on_its_last_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("annex.pdf");
    for title in [
        "2020年度武昌区市场监督管理局部门整体绩效自评表",
        "2020年度武昌区市场监督管理局部门整体自评表",
    ] {
        let report = Report {
            title: "报告".to_owned(),
            blocks: vec![
                Block::Paragraph("正文。".to_owned()),
                Block::Signature(vec!["某局".to_owned(), "2021年3月9日".to_owned()]),
                Block::Annex(title.to_owned()),
            ],
        };
        std::fs::write(&path, pdf::pdf(&report, "某局", DAY, &[]).expect("a document")).expect("written");
        let first = office::pdf_page(&path, 1);
        let lines: Vec<String> = first.lines().map(squeezed).filter(|line| !line.is_empty()).collect();
        let at = lines
            .iter()
            .position(|line| line.starts_with("附件："))
            .expect("附件说明");
        let rest = &lines[at + 1];
        assert!(rest == "自评表" || rest == "某局", "{lines:?}");
    }
}

/// What the slides say, their messages first.
fn said(project: &Project) -> Vec<(String, String)> {
    let briefing = hengji::report::briefing::briefing(project, &score::score(project));
    let slides = briefing.slides.into_iter();
    slides
        .map(|slide| (slide.message, format!("{:?}", slide.content)))
        .collect()
}

#[test]
fn nothing_is_said_of_lost_points_before_there_is_a_score() {
    let project = Project {
        scheme: hengji::schemes::find("hubei_dept").expect("a shipped scheme"),
        ..Project::default()
    };
    let card = score::score(&project);
    let briefing = hengji::report::briefing::briefing(&project, &card);
    assert!(!briefing.scored && !briefing.lead.contains("失分"), "{}", briefing.lead);
    let lost = briefing.keys.last().expect("a figure");
    assert_eq!((lost.name.as_str(), lost.value.as_str()), ("失分", "未填"));
    for (message, content) in said(&project) {
        assert!(!content.contains("Points([])"), "{message}: a page that says nothing");
        assert!(
            !message.contains("0.00") && !content.contains("0.00"),
            "{message}: {content}"
        );
    }
    let (_, last) = said(&project).pop().expect("the last page");
    assert!(last.contains("尚未填写：预算执行、绩效指标"), "{last}");
    let report = format!("{:?}", hengji::report::report(&project, &card, DAY).blocks);
    assert!(!report.contains("0.00"), "{report}");
}

#[test]
fn a_score_that_is_not_final_is_not_put_to_the_vote() {
    let mut project = department();
    let (message, content) = said(&project).pop().expect("the last page");
    assert!(
        message.starts_with("提交复核前") && content.contains("提请审定"),
        "{message}: {content}"
    );
    for indicator in project.indicators.iter_mut().take(5) {
        indicator.actual = None;
    }
    let (message, content) = said(&project).pop().expect("the last page");
    assert_eq!(message, "还有5项未填，得分尚不能审定");
    assert!(!content.contains("提请审定"), "{content}");
    for indicator in project.indicators.iter().take(3) {
        assert!(content.contains(indicator.name.trim()), "{content}");
    }
}

#[test]
fn a_score_with_something_unfilled_is_never_told_as_the_score() {
    for unfilled in [1, 5] {
        let mut project = department();
        for indicator in project.indicators.iter_mut().take(unfilled) {
            indicator.actual = None;
        }
        let card = score::score(&project);
        let briefing = hengji::report::briefing::briefing(&project, &card);
        let score = format!("{}分", number::points(card.total));
        let wanted = format!("已填部分得{score}，尚有{unfilled}项未填，总分未定。");
        assert!(briefing.lead.starts_with(&wanted), "{}", briefing.lead);
        let total = &briefing.keys[0];
        assert_eq!(
            (&*total.name, &*total.value, total.note.clone()),
            ("已填部分得分", &*score, format!("尚有{unfilled}项未填"))
        );
        let mut texts = vec![briefing.lead];
        texts.extend(briefing.slides.into_iter().map(|slide| slide.message));
        let mut told = 0;
        for block in hengji::report::report(&project, &card, DAY).blocks {
            match block {
                Block::Paragraph(text) | Block::Remark(text) => texts.push(text),
                Block::Figure(figure) => texts.push(figure.title),
                _ => {}
            }
        }
        for sentence in texts
            .iter()
            .flat_map(|text| text.split('。'))
            .filter(|text| text.contains(&score))
        {
            assert!(sentence.contains("已填部分"), "{sentence}");
            told += 1;
        }
        assert!(told >= 5, "lead, slide, conclusion, chart and conduct: {told}");
    }
    let mut ungraded = department();
    std::sync::Arc::make_mut(&mut ungraded.scheme).grade.shown = hengji::model::scheme::GradeShown::Never;
    let briefing = hengji::report::briefing::briefing(&ungraded, &score::score(&ungraded));
    assert!(!briefing.lead.contains("等级"), "{}", briefing.lead);
    let mut none = department();
    none.budget.lines.clear();
    none.indicators.iter_mut().for_each(|indicator| indicator.actual = None);
    let briefing = hengji::report::briefing::briefing(&none, &score::score(&none));
    assert_eq!(briefing.lead, "尚未计分，尚有15项未填（含预算执行）。");
}

#[test]
fn leaders_read_numbers_with_separators() {
    let mut project = department();
    let best = &mut project.indicators[0];
    best.target = Some(Target::AtLeast(number::read("1234567890").expect("a number")));
    best.actual = Some(Actual::Number(number::read("1250000001").expect("a number")));
    best.unit = "户".to_owned();
    let id = best.id.clone();
    project.indicators.retain(|one| one.id == id);
    let briefing = hengji::report::briefing::briefing(&project, &score::score(&project));
    let Some(entry) = briefing.best.entries.first() else {
        panic!("{briefing:?}")
    };
    assert_eq!((&*entry.value, &*entry.detail), ("1250000001户", "目标≥1234567890户"));
    let cells: Vec<&str> = (briefing.slides.iter())
        .filter_map(|slide| match &slide.content {
            Content::Table(table) => Some(table.rows.iter().flatten().map(|cell| cell.text.as_str())),
            _ => None,
        })
        .flatten()
        .collect();
    for value in ["1250000001户", "≥1234567890户"] {
        assert!(cells.contains(&value), "{cells:?}");
    }
}

#[test]
fn the_name_of_a_bureau_is_never_cut() {
    let folder = tempfile::tempdir().expect("a folder");
    let department = extreme();
    let mut spending = sample(Example::Changjiang);
    spending.department = department.department.clone();
    if let hengji::model::Kind::SpendingProject(head) = &mut spending.kind {
        head.name = department.department.chars().rev().collect();
    }
    for (project, names) in [
        (&department, vec![department.department.clone()]),
        (
            &spending,
            vec![spending.department.clone(), spending.subject().to_owned()],
        ),
    ] {
        let [page, show] = leaders(folder.path(), project);
        let first = squeezed(&office::pdf_page(&page, 1));
        for name in &names {
            assert!(first.contains(name), "{name} in {first}");
        }
        let slides = hengji::report::briefing::briefing(project, &score::score(project))
            .slides
            .len();
        for slide in 1..=slides + 1 {
            let text = squeezed(&office::pdf_page(&show, slide));
            assert!(text.contains(project.subject()), "slide {slide}: {text}");
        }
        // Nothing of it is pushed off the page.
        assert_eq!((pages(&page).len(), pages(&show).len()), (1, slides + 1));
        let lowest = |file: &Path, page| {
            (office::pdf_words(file, page).iter())
                .map(|word| word.2)
                .fold(0.0, f64::max)
        };
        assert!(lowest(&page, 1) < 842.0 - 20.0);
        for slide in 1..=slides + 1 {
            assert!(
                lowest(&show, slide) < 540.0 - 8.0,
                "slide {slide}: {}",
                lowest(&show, slide)
            );
        }
    }
}

/// A carried font under another name, as a machine with that font has it.
fn renamed(name: &str) -> Vec<u8> {
    let mut strings = Vec::new();
    let mut records = Vec::new();
    // Family, full name and PostScript name, in the Unicode of Windows.
    for id in [1_u16, 4, 6] {
        let text: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for field in [3, 1, 0x409, id, text.len() as u16, strings.len() as u16] {
            records.extend(u16::to_be_bytes(field));
        }
        strings.extend(text);
    }
    let mut table = [0_u16, 3, 6 + 36].map(u16::to_be_bytes).concat();
    table.extend(records);
    table.extend(strings);

    let mut font = hengji::fonts::REGULAR.to_vec();
    font.resize(font.len().next_multiple_of(4), 0);
    let (start, length) = (font.len() as u32, table.len() as u32);
    font.extend(table);
    let count = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let entry = (0..count).map(|table| 12 + 16 * table);
    let entry = entry
        .into_iter()
        .find(|at| &font[*at..at + 4] == b"name")
        .expect("names");
    font[entry + 8..entry + 12].copy_from_slice(&start.to_be_bytes());
    font[entry + 12..entry + 16].copy_from_slice(&length.to_be_bytes());
    font
}

#[test]
fn installed_fonts_of_official_documents_are_used_and_embedded() {
    let home = tempfile::tempdir().expect("a folder");
    let fonts = home.path().join(".local/share/fonts");
    std::fs::create_dir_all(&fonts).expect("a folder");
    let names = ["FZXiaoBiaoSong-B05S", "SimHei", "KaiTi", "FangSong", "SimSun"];
    for name in names {
        std::fs::write(fonts.join(format!("{name}.otf")), renamed(name)).expect("written");
    }
    let project = home.path().join("自评.ron");
    file::write(&project, &sample(Example::Wuchang)).expect("saves");
    let run = Command::new(env!("CARGO_BIN_EXE_hengji"))
        .args(["export", "--format", "pdf", "--out"])
        .arg(home.path())
        .arg(&project)
        .env("HOME", home.path())
        .env("XDG_DATA_HOME", home.path().join(".local/share"))
        .output()
        .expect("starts");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let path = home.path().join("武昌区市场监督管理局-2020-自评报告.pdf");

    let embedded = poppler("pdffonts", &[], &path);
    for name in names {
        let line = embedded.lines().find(|line| line.contains(name)).expect("a font");
        assert!(line.contains(" yes yes yes "), "{line}");
    }
    // What each is used for: the first page with a heading of each kind.
    let xml = poppler("pdftohtml", &["-xml", "-stdout", "-i", "-l", "1"], &path);
    let of = |words: &str| {
        let line = xml
            .lines()
            .find(|line| line.starts_with("<text") && line.contains(words));
        let (_, id) = line.expect("a line").split_once("font=\"").expect("a font");
        let id = id.split_once('"').expect("an end").0;
        let spec = format!("<fontspec id=\"{id}\"");
        let spec = xml.lines().find(|line| line.trim().starts_with(&spec)).expect("a font");
        let (_, family) = spec.split_once("family=\"").expect("a family");
        family.split_once('"').expect("an end").0.to_owned()
    };
    for (words, name) in [
        ("自评结果</", "FZXiaoBiaoSong-B05S"),
        ("一、自评结论", "SimHei"),
        ("（一）", "KaiTi"),
        ("经自评", "FangSong"),
        ("— 1 —", "SimSun"),
    ] {
        assert!(of(words).contains(name), "{words}: {}", of(words));
    }
}

#[test]
fn what_is_to_be_explained_is_counted_on_the_last_page_until_it_is() {
    let mut project = department();
    let last = |project: &Project| said(project).pop().expect("the last page").1;
    assert!(
        last(&project).contains("13处须说明的内容没有说明"),
        "{}",
        last(&project)
    );
    let findings = hengji::check::check(&project, &score::score(&project));
    project.explained = findings
        .into_iter()
        .map(|finding| hengji::model::Explained {
            rule: finding.rule.to_owned(),
            sentence: finding.sentence,
            reason: "已核对".to_owned(),
        })
        .collect();
    assert!(!last(&project).contains("须说明"), "{}", last(&project));
}
