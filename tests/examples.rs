//! The shipped samples against what was published: every fact, the score, the marks of 演示数据.

use std::collections::BTreeSet;
use std::path::Path;

use hengji::binding;
use hengji::binding::{Piece, State, Values};
use hengji::examples::Example;
use hengji::model::budget::Amount;
use hengji::model::{Actual, Fact, Field, FundKind, Id, Indicator, Project, RelationKind, Target, number};
use hengji::report::Block;
use hengji::score::{Status, score};
use hengji::{file, outlines, schemes};
use rust_decimal::Decimal;

/// The published report, as text.
const REPORT: &str = include_str!("fixtures/sample-report.txt");
/// The facts of the report as rows.
const FACTS: &str = include_str!("fixtures/sample-facts.csv");

/// The facts that are words: under which heading of the report text they stand, and the published words.
/// Where an indicator bears the same id, its description says the words too.
const WORDS: [(&str, &str, &str); 43] = [
    ("F005", "二.二", "总体评价优"),
    ("F006", "二.二", "自评工作由财务部门牵头，各业务科室、基层所协同"),
    (
        "F007",
        "二.二",
        "通过加强预算收支管理，不断建立健全内部管理制度，梳理内部管理流程，部门整体支出管理水平得到提升",
    ),
    ("F017", "一.二.2", "完成了农村农业工作、"),
    ("F018", "一.二.2", "、计量标准化、"),
    ("F019", "一.二.2", "、价格专项、"),
    ("F020", "一.二.2", "、打击传销、"),
    ("F021", "一.二.2", "、食品药品安全工作、"),
    ("F022", "一.二.2", "、企业监管、"),
    ("F023", "一.二.2", "、中小企业质量提升、"),
    ("F024", "一.二.2", "、消费维权等日常监管、执法工作"),
    ("F025", "一.二.2", "持续开展第七届首义质量奖评选活动，推动全区质量提升"),
    ("F026", "一.二.2", "不断提升辖区消费者权益保护工作效能"),
    ("F027", "一.二.2", "加大培训力度，加强队伍建设，提升了执法效能"),
    ("F033", "一.三", "1.年初设定的部分目标值不科学，导致部分绩效目标未完成"),
    ("F034", "一.三", "2.2020年因新冠疫情影响，部分工作无法开展"),
    (
        "F035",
        "一.三",
        "3部分绩效目标执行不到位，主要原因是自2019年机构改革合并后，部门业务繁杂，部分业务工作整合及分工不完善",
    ),
    (
        "F036",
        "一.四",
        "加强与业务科室沟通，结合工作实际，科学合理地设置预算绩效指标",
    ),
    ("F037", "一.四", "针对疫情时期的特点，探索工作新模式、新方法"),
    (
        "F038",
        "一.四",
        "积极推动绩效自评结果应用，反馈绩效自评结果，对业务工作整合及分工不完善的，建议查漏补缺",
    ),
    (
        "F046",
        "二.一.2",
        "超市化改造一批、标准化提升一批、坚决关停一批、规划新建一批",
    ),
    ("F047", "二.一.2", "全力保障“方舱医院”、援鄂医疗队酒店供餐"),
    ("F048", "二.一.2", "加速助力复工复产复学"),
    (
        "F049",
        "二.一.2",
        "积极推动第七届首义质量奖申报及评选工作，发挥质量引领优势，促进企业内生动力复苏",
    ),
    ("F068", "二.一.2", "完成2020年度电梯维保质量监督抽查"),
    ("F069", "二.一.2", "完成2020年度电梯维保质量监督抽查、电梯安全评估"),
    ("F070", "二.一.2", "电梯安全评估及电梯责任保险"),
    ("F071", "二.一.2", "严格落实感冒、咳嗽、退烧药购买登记制度"),
    ("F072", "二.一.2", "开展药品、医疗器械网络销售专项检查"),
    ("F073", "二.一.2", "中药饮片零售企业和使用单位专项整治"),
    ("F074", "二.一.2", "第二类精神药品经营使用环节专项整治"),
    ("F075", "二.一.2", "药品集中采购和使用中选药品专项检查"),
    ("F076", "二.一.2", "无菌和植入医疗器械监督检查"),
    ("F077", "二.一.2", "骨科高值耗材专项整治"),
    ("F082", "二.一.2", "实现了按时办结的要求"),
    (
        "F084",
        "二.一.2",
        "“武汉大学”、“铁四院”、“武船”等重点企业单位，参加2020年省三大工程项目立项",
    ),
    ("F085", "二.一.2", "组织知识产权宣传培训工作，推进知识产权综合能力提升"),
    ("F086", "二.一.2", "牵头成立武昌区长江流域重点水域禁捕工作领导小组"),
    ("F087", "二.一.2", "在全市率先完成退捕渔船拆解报废工作"),
    ("F100", "二.一.2", "清退多收电费计92万余元"),
    ("F104", "二.三.2.2", "保障了辖区产品的质量安全"),
    ("F105", "二.三.2.2", "有助于提升消费者维权意识"),
    ("F106", "二.三.2.2", "提升了我局对全区企业监管水平"),
];

/// The published items that were not met, in the order of the file.
const UNMET: [&str; 4] = ["F028", "I0002", "F030", "F029"];

/// The items the report lists under 效益指标完成情况分析.
const BENEFITS: [&str; 6] = ["F101", "F102", "F103", "F104", "F105", "F106"];

/// A row of the facts.
struct Published {
    id: String,
    target: String,
    actual: String,
    unit: String,
}

impl Published {
    /// The number of the row: the cell itself, else the number before or inside its brackets: `0(未发生)`, `未开展(0)`.
    fn number(&self) -> Decimal {
        let (before, inside) = self.actual.split_once('(').unwrap_or((&self.actual, ""));
        number::read(before)
            .or_else(|| number::read(inside.trim_end_matches(')')))
            .unwrap_or_else(|| panic!("{}: “{}”没有数字", self.id, self.actual))
    }

    /// The target when the report states it; a target in brackets was inferred by the reader.
    fn stated_target(&self) -> Option<Decimal> {
        number::read(self.target.split('(').next().unwrap_or_default())
    }
}

/// The text under a heading as the report prints it.
fn printed(project: &Project, heading: &str) -> String {
    let card = score(project);
    Values::new(project, &card).print(project.text(heading))
}

fn published() -> Vec<Published> {
    csv::Reader::from_reader(FACTS.trim_start_matches('\u{feff}').as_bytes())
        .records()
        .map(|record| {
            let record = record.expect("a row");
            let cell = |column: usize| record[column].to_owned();
            Published {
                id: cell(0),
                target: cell(3),
                actual: cell(4),
                unit: cell(5),
            }
        })
        .collect()
}

fn project(example: Example) -> Project {
    file::decode(example.bytes()).unwrap_or_else(|error| panic!("{}: {error}", example.id()))
}

fn decimal(text: &str) -> Decimal {
    number::read(text).expect("a number")
}

fn fact<'a>(project: &'a Project, id: &str) -> Option<&'a Fact> {
    project.facts.iter().find(|fact| fact.id.0 == id)
}

fn indicator<'a>(project: &'a Project, id: &str) -> Option<&'a Indicator> {
    project.indicator(&Id::new(id))
}

/// The number that bears an id: an indicator's actual or a fact's value.
fn value(project: &Project, id: &Id) -> Decimal {
    indicator(project, &id.0)
        .and_then(Indicator::actual_number)
        .or_else(|| fact(project, &id.0)?.value)
        .unwrap_or_else(|| panic!("{id} 没有数值"))
}

#[test]
fn both_samples_are_written_as_they_are_read() {
    for example in Example::ALL {
        let text = std::str::from_utf8(example.bytes()).expect("UTF-8");
        let written = file::encode(&project(example));
        for (number, (written, read)) in written.lines().zip(text.lines()).enumerate() {
            assert_eq!(written, read, "{} 第{}行", example.id(), number + 1);
        }
        assert!(written == text, "{}: 长短不同", example.id());
    }
}

/// With `HENGJI_UPDATE_GOLDEN=1` a sample is given the shipped scheme anew.
#[test]
fn both_samples_embed_the_shipped_scheme() {
    for (example, scheme) in [(Example::Wuchang, "hubei_dept"), (Example::Changjiang, "hubei_project")] {
        let shipped = schemes::find(scheme).expect("a shipped scheme");
        let mut sample = project(example);
        if std::env::var_os("HENGJI_UPDATE_GOLDEN").is_some()
            && (sample.scheme != shipped || file::encode(&sample).as_bytes() != example.bytes())
        {
            sample.scheme = shipped.clone();
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("assets/examples/{}.ron", example.id()));
            file::write(&path, &sample).expect("a writable tree");
        }
        assert!(
            sample.scheme == shipped,
            "{scheme} has changed; set HENGJI_UPDATE_GOLDEN=1 to embed it anew"
        );
    }
}

#[test]
fn all_107_published_facts_are_in_the_wuchang_sample() {
    let project = project(Example::Wuchang);
    let facts = published();
    assert_eq!(facts.len(), 107);
    for published in &facts {
        let id = published.id.as_str();
        let budget = match id {
            "F009" => project.budget.total(Amount::Initial),
            "F010" => project.budget.total(Amount::Actual),
            "F012" => project.budget.total_of(FundKind::Basic, Amount::Actual),
            "F013" => project.budget.total_of(FundKind::Project, Amount::Actual),
            "F014" => project.budget.total_of(FundKind::Project, Amount::Initial),
            "F015" | "F016" => {
                let cause = project.budget.causes.iter().find(|cause| cause.id.0 == id);
                cause.and_then(|cause| cause.amount)
            }
            _ => None,
        };
        if budget.is_some() {
            assert_eq!(budget, Some(published.number()), "{id}");
            assert_eq!(published.unit, "万元", "{id}");
            continue;
        }
        match id {
            "F001" => assert_eq!(project.department, published.actual),
            "F002" => assert_eq!(project.year.to_string(), published.actual),
            "F003" => assert_eq!(fact(&project, id).expect(id).text, published.actual),
            "F004" => assert_eq!(project.declared, Some(published.number())),
            "F107" => assert!(project.evidence.is_empty() && project.text("二.五").is_empty()),
            _ => match WORDS.iter().find(|(of, ..)| *of == id) {
                Some((_, heading, words)) => assert_words(&project, id, heading, words),
                None => assert_number(&project, published),
            },
        }
    }
}

fn assert_words(project: &Project, id: &str, heading: &str, words: &str) {
    assert!(REPORT.contains(words), "{id}: 报告没有“{words}”");
    assert!(
        printed(project, heading).contains(words),
        "{id}: {heading} 没有“{words}”"
    );
    if let Some(indicator) = indicator(project, id) {
        assert!(indicator.description.contains(words), "{id}: {}", indicator.description);
        assert!(
            matches!(indicator.actual, Some(Actual::Tier(0) | Actual::Done(true))),
            "{id}"
        );
    }
    if let Some(fact) = fact(project, id) {
        assert!(
            fact.value.is_none() && words.contains(&fact.text),
            "{id}: {}",
            fact.text
        );
    }
}

fn assert_number(project: &Project, published: &Published) {
    let id = published.id.as_str();
    let (found, unit, demo) = match (indicator(project, id), fact(project, id)) {
        (Some(indicator), None) => (
            indicator.actual_number(),
            &indicator.unit,
            indicator.is_demo(Field::Actual),
        ),
        (None, Some(fact)) => (fact.value, &fact.unit, fact.demo),
        (one, other) => panic!("{id}: {one:?} {other:?}"),
    };
    assert_eq!(found, Some(published.number()), "{id}");
    assert_eq!(*unit, published.unit, "{id}");
    assert!(!demo, "{id}: 公布的数字不是演示数据");
}

#[test]
fn the_report_text_is_kept_word_for_word() {
    let project = project(Example::Wuchang);
    let headings = [
        "2020年度武昌区市场监督管理局部门",
        "整体绩效自评结果",
        "一、自评结论",
        "二、佐证材料",
        "(二)部门(单位)整体绩效目标完成情况",
        "2.完成的绩效目标：",
        "3.未完成的绩效目标。",
        "(三)存在的问题和原因",
        "(四)下一步拟改进措施",
        "(一)基本情况",
        "2.年度部门(单位)整体绩效目标完成情况。",
        "(二)部门自评工作开展情况",
        "(三)绩效目标完成情况分析",
        "1.预算执行情况分析。",
        "2.绩效目标完成情况分析(包括完成情况和偏离原因等)。",
        "(1)产出指标完成情况分析。",
        "(2) 效益指标完成情况分析。",
        "(四)其他佐证材料",
    ];
    let printed: Vec<String> = (project.texts.iter())
        .map(|text| printed(&project, &text.heading))
        .collect();
    let kept: Vec<&str> = printed.iter().flat_map(|text| text.split('\n')).collect();
    let mut told = 0;
    for line in REPORT.lines().map(str::trim) {
        if line.is_empty() || headings.contains(&line) {
            continue;
        }
        // The score is data: the declared score, which the report's sentence is made from.
        if line == "[bookmark: _GoBack](一)部门整体绩效自评得分：96分" {
            continue;
        }
        let paragraph = line.strip_prefix("1.执行率情况：").unwrap_or(line);
        let paragraph = paragraph.strip_prefix("1.").unwrap_or(paragraph);
        assert!(kept.contains(&paragraph), "{line}");
        told += 1;
    }
    assert_eq!(told, kept.len(), "文字多于报告");
    for text in &project.texts {
        assert!(
            outlines::of(&project).position(&text.heading).is_some(),
            "{}",
            text.heading
        );
    }
}

#[test]
fn what_was_not_published_is_marked() {
    let project = project(Example::Wuchang);
    let facts = published();
    assert!(project.note.contains("演示数据") && project.note.contains("部门整体绩效自评结果"));
    assert!(project.goals.iter().all(|goal| goal.demo));
    for line in &project.budget.lines {
        // Of 年初预算 the report says the total and the part for projects; the rest is derived.
        let expected: &[&str] = match line.kind {
            FundKind::Basic => &["initial", "adjusted"],
            _ => &["adjusted"],
        };
        assert_eq!(line.demo, expected, "{}", line.id);
    }
    for indicator in &project.indicators {
        let id = &indicator.id;
        let stated = facts
            .iter()
            .find(|fact| fact.id == id.0)
            .and_then(Published::stated_target);
        match stated {
            Some(value) => assert_eq!(indicator.target, Some(Target::AtLeast(value)), "{id}"),
            None => assert!(indicator.target.is_some() && indicator.is_demo(Field::Target), "{id}"),
        }
        assert_eq!(indicator.is_demo(Field::Target), stated.is_none(), "{id}");
        assert!(indicator.is_demo(Field::Weight), "{id}");
        assert_eq!(indicator.is_demo(Field::Judged), indicator.judged.is_some(), "{id}");
        // The report has words for a quality, the tier was chosen.
        let tiered = matches!(indicator.actual, Some(Actual::Tier(_)));
        assert_eq!(indicator.is_demo(Field::Actual), id.0 == "I0002" || tiered, "{id}");
        // The report tells products from benefits where it explains them, and names no second level.
        let told = UNMET.contains(&id.0.as_str()) || BENEFITS.contains(&id.0.as_str());
        assert_eq!(indicator.is_demo(Field::Level1), !told, "{id}");
        assert!(indicator.is_demo(Field::Level2), "{id}");
        assert!(indicator.declared.is_none() && indicator.expected.is_none(), "{id}");
    }
    for fact in &project.facts {
        assert_eq!(fact.demo, !fact.source.starts_with("自评结果报告"), "{}", fact.id);
    }
    assert_eq!(
        project
            .indicators
            .iter()
            .filter(|one| !one.is_demo(Field::Target))
            .count(),
        6
    );
}

#[test]
fn the_numbers_agree_where_they_must() {
    let project = project(Example::Wuchang);
    let equations: Vec<String> = project
        .relations
        .iter()
        .map(|relation| {
            let parts: Vec<Decimal> = relation.parts.iter().map(|id| value(&project, id)).collect();
            let unit = indicator(&project, &relation.whole.0).map_or("", |one| one.unit.as_str());
            let (sign, computed) = match relation.kind {
                RelationKind::Sum => (" + ", parts.iter().sum()),
                RelationKind::Difference => (" - ", parts[0] - parts[1]),
                RelationKind::Ratio => (
                    " / ",
                    parts[0] / parts[1]
                        * if unit == "%" {
                            Decimal::ONE_HUNDRED
                        } else {
                            Decimal::ONE
                        },
                ),
            };
            let whole = value(&project, &relation.whole);
            assert_eq!(whole, computed, "{}", relation.name);
            let parts: Vec<String> = parts.into_iter().map(number::plain).collect();
            format!("{} = {}", number::plain(whole), parts.join(sign))
        })
        .collect();
    assert_eq!(
        equations,
        [
            "41141 = 37038 + 4103",
            "40 = 28 + 12",
            "100 = 28 / 28",
            "100 = 12 / 12",
            "154 = 145 + 9",
            "-4 = 96 - 100",
        ]
    );
    // The other form of the planned batches is the target of the same indicator.
    for (id, plan) in [("F030", "D001"), ("I0002", "D002")] {
        let target = indicator(&project, id).and_then(|one| one.target.as_ref()?.number());
        assert_eq!(target, fact(&project, plan).and_then(|fact| fact.value), "{id}");
    }
}

#[test]
fn wuchang_scores_the_published_96() {
    let project = project(Example::Wuchang);
    let card = score(&project);
    assert_eq!(number::points(card.total), "96.00");
    assert_eq!(Some(card.total), project.declared);
    assert_eq!(card.execution.score, Some(decimal("20")));
    assert_eq!(card.execution.rate, Some(Decimal::ONE));
    assert_eq!((card.unfilled, card.unmet, card.before_cap), (0, 4, None));
    assert_eq!(card.grade.as_deref(), Some("优"));

    let losing = |row: &hengji::score::Row| row.lost.expect("scored") > Decimal::ZERO;
    let lost: Decimal = card.rows.iter().filter_map(|row| row.lost).sum();
    assert_eq!(lost, decimal("4"));
    for (indicator, row) in project.indicators.iter().zip(&card.rows) {
        let id = indicator.id.0.as_str();
        assert_eq!(losing(row), UNMET.contains(&id), "{id}");
        let status = match id {
            "F039" => Status::Over,
            _ if UNMET.contains(&id) => Status::Unmet,
            _ => Status::Met,
        };
        assert_eq!(row.status, status, "{id}");
        // The report gives reasons for what was not met and none for 5436 against 3566.
        assert_eq!(!indicator.reason.is_empty(), UNMET.contains(&id), "{id}");
        assert_eq!(!indicator.measure.is_empty(), UNMET.contains(&id), "{id}");
        let qualitative = matches!(indicator.target, Some(Target::Tiered(_)));
        assert!(
            !qualitative || !indicator.description.is_empty(),
            "{id}: 定性指标须有简要描述"
        );
    }
    for (reason, id) in [("因疫情原因无法开展", "F028"), ("因疫情原因无法开展", "F029")] {
        assert!(indicator(&project, id).expect(id).reason.starts_with(reason));
    }
    let printed = binding::printed(&project, &card);
    for id in ["F030", "I0002"] {
        assert!(REPORT.contains(&indicator(&printed, id).expect(id).reason), "{id}");
    }
}

#[test]
fn weights_are_divided_as_the_scheme_demands() {
    for example in Example::ALL {
        let project = project(example);
        let card = score(&project);
        assert!(!card.weights.is_empty());
        for check in &card.weights {
            assert!(check.demanded.is_none_or(|demanded| demanded == check.sum), "{check:?}");
        }
        for goal in &project.goals {
            let own = |one: &&Indicator| one.goal.as_ref() == Some(&goal.id);
            let sum: Decimal = project.indicators.iter().filter(own).filter_map(|one| one.weight).sum();
            assert_eq!(Some(sum), goal.points, "{}", goal.name);
        }
        for indicator in &project.indicators {
            let level = project
                .scheme
                .levels
                .iter()
                .find(|level| level.name == indicator.level1);
            assert!(
                level.is_some_and(|level| level.level2.contains(&indicator.level2)),
                "{}: {} {}",
                indicator.id,
                indicator.level1,
                indicator.level2
            );
        }
    }
}

#[test]
fn rows_of_a_level_stand_together() {
    for example in Example::ALL {
        let project = project(example);
        let mut seen = BTreeSet::new();
        let mut last = None;
        for one in &project.indicators {
            let group = (&one.goal, &one.level1, &one.level2);
            if last != Some(group) {
                assert!(seen.insert(group), "{}", one.id);
            }
            last = Some(group);
        }
    }
}

#[test]
fn changjiang_scores_the_published_100() {
    let project = project(Example::Changjiang);
    let card = score(&project);
    assert_eq!(number::points(card.total), "100.00");
    assert_eq!(project.declared, Some(Decimal::ONE_HUNDRED));
    assert_eq!(
        (card.execution.base, card.execution.actual),
        (Some(decimal("1.56")), Some(decimal("1.56")))
    );
    let scores: Vec<String> = std::iter::once(card.execution.score)
        .chain(card.rows.iter().map(|row| row.score))
        .map(|score| number::plain(score.expect("scored")))
        .collect();
    assert_eq!(scores, ["20", "20", "10", "10", "40"]);
    let pairs: Vec<String> = project
        .indicators
        .iter()
        .map(|one| {
            format!(
                "{} {} {}",
                one.name,
                one.target_text(),
                one.actual_text(&project.scheme)
            )
        })
        .collect();
    assert_eq!(
        pairs,
        [
            "补贴渔船数 ＝6 6",
            "渔船补贴发放率 ＝100 100",
            "12月底之前完成 ＝100 100",
            "退捕渔民抽样调查满意度 ≥90 90",
        ]
    );
    assert!(card.rows.iter().all(|row| row.status == Status::Met));
}

#[test]
fn every_number_of_the_text_follows_its_fact() {
    let project = project(Example::Wuchang);
    let card = score(&project);
    let values = Values::new(&project, &card);
    for text in &project.texts {
        for bound in values.bindings(&text.text) {
            assert_eq!(bound.state, State::Known, "{}: {}", text.heading, bound.name);
        }
        assert!(values.changed(&text.text, &text.seen).is_empty(), "{}", text.heading);
        assert_eq!(text.seen, values.seen(&text.text), "{}", text.heading);
        // What is left as digits are years, numbered items and names, no figures.
        let mut words = String::new();
        for piece in values.pieces(&text.text) {
            if let Piece::Words(piece) = piece {
                words.push_str(piece);
            }
        }
        for year in ["2020年", "2019年", "1.年初", "2.2020", "2.", "3部分"] {
            words = words.replace(year, "");
        }
        assert!(
            !words.contains(|letter: char| letter.is_ascii_digit()),
            "{}: {words}",
            text.heading
        );
    }
}

#[test]
fn the_generated_report_holds_every_published_figure() {
    let mut project = project(Example::Wuchang);
    let numbers = |project: &Project| -> BTreeSet<Decimal> {
        let card = score(project);
        let report = hengji::report::report(project, &card, jiff::civil::date(2021, 3, 9));
        let mut text = String::new();
        for block in report.blocks {
            match block {
                Block::Paragraph(words) | Block::Remark(words) => text.push_str(&format!("{words}\n")),
                Block::Table(table) => {
                    for cell in table.rows.iter().flatten() {
                        text.push_str(&format!("{}\n", cell.text));
                    }
                }
                _ => {}
            }
        }
        // 30/30 is two numbers; 13,580.32 and 1,948.00 are one each.
        text.split(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == ','))
            .filter_map(|word| number::read(word.trim_matches(['.', ','])))
            .map(|value| value.normalize())
            .collect()
    };
    let with_text = numbers(&project);
    let facts: Vec<Published> = published();
    for fact in &facts {
        let found = number::read(fact.actual.split('(').next().unwrap_or_default());
        if let Some(value) = found {
            assert!(with_text.contains(&value.abs().normalize()), "{}: {value}", fact.id);
        }
        if let Some(value) = fact.stated_target() {
            assert!(with_text.contains(&value.normalize()), "{}: {value}", fact.id);
        }
    }
    // Without the officer's words, what the data alone say still names every indicator's figures.
    project.texts.clear();
    let proposed = numbers(&project);
    for indicator in &project.indicators {
        if let Some(value) = indicator.actual_number() {
            assert!(proposed.contains(&value.normalize()), "{}: {value}", indicator.id);
        }
    }
}
