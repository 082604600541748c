//! Our own workbooks read back.

use hengji::binding;
use hengji::examples::Example;
use hengji::model::budget::Amount;
use hengji::model::scheme::FormCell;
use hengji::model::{Actual, Id, Indicator, Project, Scheme, Target, number};
use hengji::report::unproposed;
use hengji::report::xlsx::xlsx;
use hengji::{file, schemes, score, table};
use jiff::civil::date;

/// What a workbook carries of a project: for each indicator its places, target, unit, actual and weight.
fn carried(project: &Project) -> Vec<String> {
    let rows = project.indicators.iter();
    rows.map(|one| {
        let actual = match (one.actual_number(), &one.actual) {
            // The budget system takes numbers only.
            (Some(value), Some(Actual::Ratio { .. })) => Some(Actual::Number(number::round(value, 6).normalize())),
            (_, actual) => actual.clone(),
        };
        let goal = one
            .goal
            .as_ref()
            .and_then(|goal| project.goals.iter().position(|other| other.id == *goal));
        format!(
            "{goal:?}|{}|{}|{}|{:?}|{}|{actual:?}|{:?}|{}",
            one.level1,
            one.level2,
            one.name,
            one.target,
            one.unit,
            one.weight.map(number::plain),
            one.description
        )
    })
    .collect()
}

#[test]
fn what_was_proposed_at_the_foot_stays_proposed_and_what_was_written_comes_back() {
    for example in Example::ALL {
        let mut project = file::decode(example.bytes()).expect("a sample");
        project.scheme = schemes::find(&project.scheme.id).expect("a shipped scheme");
        let own = "按程序报批后调减。";
        for (analysis, plan) in [("", ""), (own, ""), ("", own)] {
            project.deviation_analysis = analysis.to_owned();
            project.improvement_plan = plan.to_owned();
            let bytes = xlsx(&project, &score::score(&project), date(2021, 3, 9)).expect("a workbook");
            let reading = table::read(&bytes, "自评表.xlsx", &project.scheme).expect("a table");
            assert_eq!(reading.sheets.len(), 1, "one form, and nothing to choose");
            assert!(!reading.project.deviation_analysis.is_empty(), "{}", example.id());
            let read = unproposed(reading.project);
            let texts = (read.deviation_analysis.as_str(), read.improvement_plan.as_str());
            assert_eq!(texts, (analysis, plan), "{}", example.id());
        }
    }
}

#[test]
fn the_samples_come_back_from_their_workbooks() {
    for example in Example::ALL {
        let mut project = file::decode(example.bytes()).expect("a sample");
        project.scheme = schemes::find(&project.scheme.id).expect("a shipped scheme");
        let bytes = xlsx(&project, &score::score(&project), date(2021, 3, 9)).expect("a workbook");
        let reading = table::read(&bytes, "自评表.xlsx", &project.scheme).expect("a table");
        let printed = binding::printed(&project, &score::score(&project)).into_owned();
        for (read, written) in carried(&reading.project).iter().zip(carried(&printed)) {
            assert_eq!(*read, written, "{}", example.id());
        }
        assert_eq!(reading.project.indicators.len(), project.indicators.len());
        assert_eq!(reading.project.year, project.year);
        assert_eq!(reading.project.department, project.department);
        let points = |project: &Project| -> Vec<_> { project.goals.iter().map(|goal| goal.points).collect() };
        assert_eq!(points(&reading.project), points(&project));
        for amount in [Amount::Adjusted, Amount::Actual] {
            assert_eq!(reading.project.budget.total(amount), project.budget.total(amount));
        }
        assert_eq!(reading.project.subject(), project.subject());
    }
}

#[test]
fn a_project_whose_goals_take_turns_comes_back_in_its_own_order() {
    // A form with goals has their indicators together.
    let schemes = schemes::shipped()
        .iter()
        .filter(|scheme| scheme.form.has(&[FormCell::Goal]));
    for scheme in schemes {
        let mut project = crate::reports::fixture::many(scheme, 31);
        project.declared = number::read("61.5");
        // Rows of one name are told apart by their numbers.
        for (position, one) in project.indicators.iter_mut().enumerate() {
            one.name = one.name.split('（').next().unwrap_or_default().to_owned();
            one.weight = Some(rust_decimal::Decimal::new(
                i64::try_from(position).expect("a row") + 11,
                1,
            ));
            if let Some(Actual::Number(value)) = &mut one.actual {
                *value = value.normalize();
            }
        }
        project.scheme = schemes::find(&scheme.id).expect("a shipped scheme");
        let card = score::score(&project);
        let bytes = xlsx(&project, &card, date(2021, 3, 9)).expect("a workbook");
        let reading = table::read(&bytes, "自评表.xlsx", scheme).expect("a table");
        let printed = binding::printed(&project, &card).into_owned();
        assert_eq!(carried(&reading.project), carried(&printed), "{}", scheme.id);
        let analysis = &reading.project.deviation_analysis;
        assert!(!analysis.is_empty(), "{}: the foot is read too", scheme.id);
    }
}

/// A target, its unit, and actuals of its kind.
type Written = (Option<Target>, &'static str, Vec<Option<Actual>>);

/// An indicator of each kind of target with each kind of actual, missing ones among them.
fn every_kind(scheme: &std::sync::Arc<Scheme>) -> Project {
    let number = |text: &str| number::read(text).expect("a number");
    let ratio = Actual::Ratio {
        numerator: number("3"),
        denominator: number("4"),
    };
    let day = date(2020, 9, 30);
    let words = |words: &str| words.to_owned();
    let (some, missing) = (|actual: Actual| Some(actual), None::<Actual>);
    let kinds: Vec<Written> = vec![
        (
            Some(Target::AtLeast(number("95"))),
            "%",
            vec![some(Actual::Number(number("98.5"))), some(ratio), missing.clone()],
        ),
        (
            Some(Target::MoreThan(number("3.5"))),
            "次",
            vec![some(Actual::Number(number("0"))), missing.clone()],
        ),
        (
            Some(Target::AtMost(number("10"))),
            "起",
            vec![some(Actual::Number(number("12"))), missing.clone()],
        ),
        (
            Some(Target::LessThan(number("10"))),
            "天",
            vec![some(Actual::Number(number("9"))), missing.clone()],
        ),
        (
            Some(Target::Equal(number("4"))),
            "",
            vec![some(Actual::Number(number("4"))), missing.clone()],
        ),
        (
            Some(Target::Range {
                low: number("3"),
                high: number("5"),
            }),
            "万元",
            vec![some(Actual::Number(number("4.25"))), missing.clone()],
        ),
        (
            Some(Target::Zero),
            "起",
            vec![some(Actual::Number(number("0"))), missing.clone()],
        ),
        (
            Some(Target::ByDate(day)),
            "",
            vec![
                some(Actual::Date(date(2020, 10, 8))),
                some(Actual::Done(false)),
                missing.clone(),
            ],
        ),
        (
            Some(Target::Tiered(words("持续提升"))),
            "",
            vec![some(Actual::Tier(1)), missing.clone()],
        ),
        (
            Some(Target::Tiered(words("完成"))),
            "",
            vec![
                some(Actual::Tier(0)),
                some(Actual::Tier(1)),
                some(Actual::Tier(2)),
                missing.clone(),
            ],
        ),
        (
            Some(Target::YesNo(words("完成"))),
            "",
            vec![some(Actual::Done(true)), some(Actual::Done(false)), missing.clone()],
        ),
        (
            Some(Target::YesNo(words("按时拨付"))),
            "",
            vec![some(Actual::Done(true)), missing.clone()],
        ),
        (
            Some(Target::YesNo(words("是"))),
            "",
            vec![some(Actual::Done(false)), missing.clone()],
        ),
        (Some(Target::Text(words("≥95"))), "", vec![missing.clone()]),
        (
            Some(Target::Text(words("约50家"))),
            "家",
            vec![some(Actual::Number(number("52"))), missing.clone()],
        ),
        (
            Some(Target::AtLeast(number("10"))),
            "次/年",
            vec![some(Actual::Number(number("12"))), missing.clone()],
        ),
        (None, "", vec![missing]),
    ];
    let mut project = Project {
        department: words("某局"),
        year: 2020,
        scheme: scheme.clone(),
        ..Project::default()
    };
    for (target, unit, actuals) in kinds {
        for actual in actuals {
            let position = project.indicators.len();
            project.indicators.push(Indicator {
                id: Id::new(format!("I{position:04}")),
                level1: words("产出指标"),
                level2: words("数量指标"),
                name: format!("第{position}项"),
                target: target.clone(),
                unit: unit.to_owned(),
                weight: Some(number("2.5")),
                declared: Some(number("1.5")),
                actual,
                ..Indicator::default()
            });
        }
    }
    project
}

/// Keeps one sheet of a workbook in sight, as a person does who sends only that one.
pub fn only(bytes: &[u8], sheet: &str) -> Vec<u8> {
    crate::collection::with_part(bytes, "xl/workbook.xml", |xml| {
        xml.replace("<sheet name=", "<sheet state=\"hidden\" name=").replace(
            &format!("<sheet state=\"hidden\" name=\"{sheet}\""),
            &format!("<sheet name=\"{sheet}\""),
        )
    })
}

#[test]
fn every_kind_of_indicator_comes_back_from_the_import_sheet() {
    for scheme in schemes::shipped() {
        let project = every_kind(scheme);
        let card = score::score(&project);
        let whole = xlsx(&project, &card, date(2021, 3, 9)).expect("a workbook");
        let alone = only(&whole, "系统导入");
        for (what, bytes) in [("whole", whole), ("alone", alone)] {
            let reading = table::read(&bytes, "2020年系统导入.xlsx", scheme).expect("a table");
            let read = carried(&reading.project);
            for (position, (read, written)) in read.iter().zip(carried(&project)).enumerate() {
                // Which goal it belongs to is said in the form only.
                let [read, written] = [read, &written].map(|text| text.split_once('|').expect("a goal").1);
                assert_eq!(read, written, "{} {what}", scheme.id);
                // The sheet has the computed score, which is what the system is told.
                let told = card.rows[position].score;
                assert_eq!(
                    reading.project.indicators[position]
                        .declared
                        .map(|score| score.normalize()),
                    told.map(|score| score.normalize()),
                    "{} {what} {position}",
                    scheme.id
                );
            }
            assert_eq!(read.len(), project.indicators.len());
        }
    }
}

#[test]
fn reasons_and_measures_of_any_shape_come_back() {
    let parts = [
        ("", "加强调度"),
        ("受疫情影响\n部分场所关停", ""),
        ("受疫情影响", "改用线上方式\n增加人手"),
        ("1.人手不足\n2.场地不足", "1.增加人手\n2.借用场地"),
        ("受疫情影响", ""),
    ];
    for scheme in schemes::shipped() {
        let mut project = every_kind(scheme);
        for (one, (reason, measure)) in project.indicators.iter_mut().zip(parts.iter().cycle()) {
            (one.reason, one.measure) = ((*reason).to_owned(), (*measure).to_owned());
        }
        let whole = xlsx(&project, &score::score(&project), date(2021, 3, 9)).expect("a workbook");
        for sheet in ["系统导入", "自评表"] {
            let cells = [FormCell::ReasonAndMeasure, FormCell::Reason];
            if sheet == "自评表" && !scheme.form.has(&cells) {
                continue;
            }
            let read = table::read(&only(&whole, sheet), "2020年.xlsx", scheme).expect("a table");
            for (read, written) in read.project.indicators.iter().zip(&project.indicators) {
                assert_eq!(read.reason, written.reason, "{} {sheet}", scheme.id);
                if sheet == "系统导入" || scheme.form.has(&[FormCell::ReasonAndMeasure, FormCell::Measure]) {
                    assert_eq!(read.measure, written.measure, "{} {sheet}", scheme.id);
                }
            }
            let said: String = read.remarks.iter().map(|remark| remark.to_string()).collect();
            assert!(!said.contains("这一栏没有写明"), "{} {sheet}: {said}", scheme.id);
        }
    }
}

/// What a sheet may lose of an indicator, each with the columns of the form that hold it.
fn told(one: &Indicator, score: Option<rust_decimal::Decimal>) -> Vec<(&'static [FormCell], String)> {
    use FormCell::{
        Actual, ActualValue, InitialTarget, Level1, Level2, Measure, Name, Reason, ReasonAndMeasure, Score, Target,
        TargetValue, Unit, Weight,
    };
    let actual = match (one.actual_number(), &one.actual) {
        // A quotient is printed with as many digits as its sheet has.
        (Some(value), Some(_)) => number::round(value, 6).normalize().to_string(),
        (_, actual) => format!("{actual:?}"),
    };
    let points = |value: Option<rust_decimal::Decimal>| value.map(number::plain).unwrap_or_default();
    vec![
        (&[Name], one.name.clone()),
        (&[Level1], one.level1.clone()),
        (&[Level2], one.level2.clone()),
        (&[Target, TargetValue, InitialTarget], format!("{:?}", one.target)),
        (&[Unit], one.unit.clone()),
        (&[Actual, ActualValue], actual),
        (&[Weight], points(one.weight)),
        (&[Score], points(score.map(|score| score.normalize()))),
        (&[Reason, ReasonAndMeasure], one.reason.clone()),
        (&[Measure, ReasonAndMeasure], one.measure.clone()),
    ]
}

#[test]
fn whatever_a_sheet_holds_of_an_indicator_comes_back_from_it() {
    for scheme in schemes::shipped() {
        let printed: Vec<FormCell> = scheme.form.columns.iter().map(|column| column.holds).collect();
        for mut project in [every_kind(scheme), crate::reports::fixture::project(scheme)] {
            for (position, one) in project.indicators.iter_mut().enumerate() {
                one.reason = format!("原因{position}");
                one.measure = format!("措施{position}");
            }
            let card = score::score(&project);
            let whole = xlsx(&project, &card, date(2021, 3, 9)).expect("a workbook");
            let project = binding::printed(&project, &card).into_owned();
            for sheet in ["系统导入", "自评表"] {
                let read = table::read(&only(&whole, sheet), "2020年.xlsx", scheme)
                    .expect("a table")
                    .project;
                assert_eq!(read.indicators.len(), project.indicators.len(), "{} {sheet}", scheme.id);
                let rows = project.indicators.iter().zip(&card.rows).zip(&read.indicators);
                for ((written, row), read) in rows {
                    let fields = told(written, row.score).into_iter().zip(told(read, read.declared));
                    for ((columns, written_field), (_, read_field)) in fields {
                        let is_held = sheet == "系统导入" || columns.iter().any(|column| printed.contains(column));
                        // A form without a sign prints a text that looks like a number as it looks.
                        let is_text =
                            matches!(written.target, Some(Target::Text(_))) && !printed.contains(&FormCell::Operator);
                        if is_held && !(is_text && sheet == "自评表") {
                            assert_eq!(
                                read_field, written_field,
                                "{} {sheet} {columns:?}: {written:?}",
                                scheme.id
                            );
                        }
                    }
                }
            }
        }
    }
}
