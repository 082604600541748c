//! What LibreOffice makes of a workbook after other actuals and amounts are typed into it: what we make of those.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use calamine::{DataType, Reader};
use hengji::model::scheme::{FormCell, OverspentRule};
use hengji::model::{Actual, Id, Indicator, Project, Target, number};
use hengji::report::form::{Slot, form};
use hengji::score::Subtotal;
use hengji::{schemes, score};
use jiff::civil::date;

use super::fixture::{DAY, number as dec, project};
use super::workbooks::book;
use super::{office, part, parts, without_results, xlsx_of};

/// Every kind of target once more, where no ratio is defined too; late and outside a range is judged.
fn of_every_kind(scheme: &std::sync::Arc<hengji::model::Scheme>) -> Project {
    let mut project = project(scheme);
    let zero = || dec("0");
    let targets = [
        Target::AtLeast(zero()),
        Target::MoreThan(zero()),
        Target::AtMost(zero()),
        Target::LessThan(zero()),
        Target::Equal(zero()),
        Target::AtLeast(dec("-3")),
        Target::MoreThan(dec("-3")),
        Target::AtMost(dec("-3")),
        Target::LessThan(dec("-3")),
        Target::Equal(dec("-3")),
        Target::Range {
            low: zero(),
            high: dec("5"),
        },
        Target::ByDate(date(2020, 10, 31)),
        Target::ByDate(date(2020, 11, 30)),
        Target::YesNo("完成".to_owned()),
    ];
    for (position, target) in targets.into_iter().enumerate() {
        project.indicators.push(Indicator {
            id: Id::new(format!("I{:04}", position + 101)),
            level1: "产出指标".to_owned(),
            level2: "时效指标".to_owned(),
            name: format!("另一项指标{position}"),
            actual: Some(match target {
                Target::ByDate(day) if position == 11 => Actual::Date(day),
                Target::ByDate(_) | Target::YesNo(_) => Actual::Done(true),
                _ => Actual::Number(dec("-3")),
            }),
            target: Some(target),
            weight: Some(dec("4")),
            judged: (position % 2 == 0).then(|| dec("1.5")),
            ..Indicator::default()
        });
    }
    project.indicators[7].judged = Some(dec("2.345"));
    // The goals take turns: the form has their indicators in another order than the other sheets.
    for (position, indicator) in project.indicators.iter_mut().enumerate() {
        indicator.goal = ["G2", "G1", "G1"].get(position % 4).map(|goal| Id::new(*goal));
    }
    project
}

/// Ratios, which the form computes, and tiers, which go with their judged score, stay as they are.
fn is_kept(actual: &Actual) -> bool {
    matches!(actual, Actual::Ratio { .. } | Actual::Tier(_))
}

/// Another actual, by the number of the attempt; none where it stays.
fn another(indicator: &Indicator, attempt: usize) -> Option<Actual> {
    let value = match (&indicator.actual, &indicator.target) {
        // A day where words stood, and words where a day did.
        (Some(Actual::Done(_)), Some(Target::ByDate(day))) if attempt > 1 => {
            return Some(Actual::Date(*day + jiff::Span::new().days(5 - 2 * attempt as i64)));
        }
        (Some(Actual::Date(_)), Some(Target::ByDate(_))) if attempt > 1 => return Some(Actual::Done(attempt == 3)),
        (Some(Actual::Done(_)), _) => return Some(Actual::Done(attempt % 2 == 1)),
        (Some(Actual::Date(_)), Some(Target::ByDate(day))) => {
            let days = [1, 0][attempt];
            return Some(Actual::Date(*day + jiff::Span::new().days(days)));
        }
        (Some(Actual::Number(value)), target) => target.as_ref().and_then(Target::number).unwrap_or(*value),
        _ => return None,
    };
    let share = ["0.55", "1", "2.5", "0"][attempt];
    let sign = if attempt == 2 { "-1" } else { "1" };
    let typed = match indicator.target {
        Some(Target::Zero) => [dec("2"), dec("0"), dec("-1"), dec("0.5")][attempt],
        Some(Target::Range { low, high }) => [low - dec("7"), low, high + dec("9"), high][attempt],
        _ if value.is_zero() => [dec("2"), dec("0"), dec("-1"), dec("0.5")][attempt],
        _ if value < dec("0") => value * dec(share),
        Some(Target::AtLeast(_)) if indicator.unit == "户" => value * dec(share) * dec(sign),
        _ => value * dec(share),
    };
    Some(Actual::Number(typed.normalize()))
}

/// What is typed for an actual.
fn content(indicator: &Indicator) -> String {
    let text = |text: &str| format!("t=\"str\"><v>{text}</v></c>");
    match (&indicator.actual, &indicator.target) {
        (Some(Actual::Number(value)), _) => format!("><v>{value}</v></c>"),
        (Some(Actual::Date(day)), _) => format!("><v>{}</v></c>", (*day - date(1899, 12, 30)).get_days()),
        (Some(Actual::Done(done)), Some(target)) => text(&target.answers()[usize::from(!done)]),
        _ => text("未填"),
    }
}

/// Types into cells of a sheet, by its number.
fn typed(bytes: &[u8], number: usize, cells: &BTreeMap<String, String>) -> Vec<u8> {
    let sheet = format!("xl/worksheets/sheet{number}.xml");
    let mut out = part(bytes, &sheet);
    for (address, content) in cells {
        let from = out.find(&format!("<c r=\"{address}\"")).expect("a cell");
        let head = from + out[from..].find('>').expect("an end");
        let end = if out[..head].ends_with('/') {
            head + 1
        } else {
            head + out[head..].find("</c>").expect("an end") + "</c>".len()
        };
        let style = out[from..head]
            .split("s=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let style = style.expect("a style").to_owned();
        out.replace_range(from..end, &format!("<c r=\"{address}\" s=\"{style}\" {content}"));
    }
    let mut workbook = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts(bytes) {
        let options = zip::write::SimpleFileOptions::default();
        workbook.start_file(&name, options).expect("an entry");
        let content = if name == sheet { out.as_bytes() } else { &content };
        workbook.write_all(content).expect("content");
    }
    workbook.finish().expect("a zip").into_inner()
}

/// The cells of the actuals of a project in its form, and of the amounts of the first line of its budget.
fn cells(project: &Project) -> [BTreeMap<String, String>; 2] {
    let form = form(project, &score::score(project), DAY);
    let (above, mut actuals) = (super::above(&xlsx_of(project), &form), BTreeMap::new());
    for (position, row) in form.rows.iter().enumerate() {
        for entry in row {
            let Slot::Indicator(indicator, FormCell::Actual | FormCell::ActualValue) = entry.slot else {
                continue;
            };
            let indicator = &project.indicators[indicator];
            if !indicator.actual.as_ref().is_some_and(is_kept) {
                let column = char::from(b'A' + u8::try_from(entry.column).expect("a column"));
                actuals.insert(format!("{column}{}", position + above + 1), content(indicator));
            }
        }
    }
    let amount = project.budget.lines[0].actual;
    let amount = amount.map_or("/>".to_owned(), |amount| format!("><v>{amount}</v></c>"));
    [actuals, [("G4".to_owned(), amount)].into()]
}

#[test]
fn libreoffice_follows_what_is_typed_as_we_do() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut files, mut wanted) = (Vec::new(), Vec::new());
    for scheme in schemes::shipped() {
        let base = of_every_kind(scheme);
        // Typed over what was there, and into what was not filled in.
        let mut blank = base.clone();
        for indicator in &mut blank.indicators {
            indicator.actual = indicator.actual.take().filter(is_kept);
        }
        let sent = [xlsx_of(&base), xlsx_of(&blank)];
        // A line that states nothing makes what is typed into the others no sum.
        let lacking = |project: &Project| {
            let mut project = project.clone();
            let line = &mut project.budget.lines[1];
            (line.initial, line.adjusted, line.carry_over, line.actual) = (None, None, None, None);
            project
        };
        for attempt in 0..5 {
            let mut other = base.clone();
            for indicator in &mut other.indicators {
                if attempt == 4 {
                    indicator.actual = indicator.actual.take().filter(is_kept);
                } else if let Some(actual) = another(indicator, attempt.min(3)) {
                    indicator.actual = Some(actual);
                }
            }
            // Short of the budget, all of it, more than it, nothing, and not known.
            let spent = [Some("5000"), Some("11865.75"), Some("30000"), Some("0"), None][attempt];
            other.budget.lines[0].actual = spent.map(dec);
            let mut sent = sent[attempt % 2].clone();
            if attempt == 3 {
                (sent, other) = (xlsx_of(&lacking(&blank)), lacking(&other));
            }
            let [actuals, amounts] = cells(&other);
            let bytes = typed(&typed(&sent, 1, &actuals), 2, &amounts);
            let bytes = without_results(&bytes, str::to_owned);
            let name = format!("{}-{attempt}", scheme.id);
            let file = folder.path().join(format!("{name}.xlsx"));
            std::fs::write(&file, bytes).expect("written");
            files.push(file);
            wanted.push((name, other));
        }
    }
    let out = office::converted(folder.path(), "xlsx:Calc MS Excel 2007 XML", &files);
    let mut wrong = Vec::new();
    for (name, project) in &wanted {
        let card = score::score(project);
        let mut book = book(&std::fs::read(out.join(format!("{name}.xlsx"))).expect("converted"));
        let mut compare = |sheet: &str, row: usize, column: u32, what: &str, ours: String| {
            let range = book.worksheet_range(sheet).expect("values");
            let at = (u32::try_from(row).expect("a row"), column);
            let theirs = range.get_value(at).cloned().unwrap_or_default();
            let alike = match (theirs.as_f64(), ours.parse::<f64>()) {
                (Some(theirs), Ok(ours)) => (theirs - ours).abs() < 1e-9 * ours.abs().max(1.0),
                _ => theirs.to_string() == ours,
            };
            if !alike {
                wrong.push(format!("{name} {sheet} {what}: {ours}, {theirs}"));
            }
        };
        let plain = |value: Option<rust_decimal::Decimal>, none: &str| value.map_or(none.to_owned(), number::plain);
        for (position, (indicator, row)) in project.indicators.iter().zip(&card.rows).enumerate() {
            // Against a target below 0 there is no rate whatever is typed.
            let target = indicator.target.as_ref().and_then(Target::number);
            let has_none = indicator.actual.is_some() || target.is_some_and(|value| value < dec("0"));
            let none = if has_none { "—" } else { "未填" };
            let what = format!("{} {:?} {:?}", indicator.name, indicator.target, indicator.actual);
            compare("指标明细", 3 + position, 12, &what, plain(row.completion, none));
            let none = if row.awaits_points() { "待评定" } else { "未填" };
            compare("指标明细", 3 + position, 15, &what, plain(row.score, none));
        }
        let total = 3 + project.budget.lines.len();
        compare("预算执行", total, 7, "执行率", plain(card.execution.rate, "未填"));
        compare(
            "预算执行",
            total,
            10,
            "预算执行得分",
            plain(card.execution.score, card.execution.rate.map_or("未填", |_| "待评定")),
        );
        compare("项目汇总", 3, 5, "总分", plain(card.stated_total(), "未填"));
        let goals = project.scheme.goals.iter().flat_map(|_| &card.goals);
        let groups: Vec<&Subtotal> = card.levels.iter().chain(goals).collect();
        let first = 3 + usize::from(!card.execution.weight.is_zero());
        for (row, group) in groups.iter().enumerate() {
            let unscored = group.rows.iter().filter(|row| card.rows[**row].score.is_none());
            let open: rust_decimal::Decimal = unscored.filter_map(|row| project.indicators[*row].weight).sum();
            compare(
                "得分汇总",
                first + row,
                2,
                &group.name,
                plain(group.stated_score(), "未填"),
            );
            compare(
                "得分汇总",
                first + row,
                3,
                &group.name,
                plain(group.stated_lost(), "未填"),
            );
            compare("得分汇总", first + row, 4, &group.name, plain(Some(open), ""));
        }
        // A sum of some of the rows is not called the total.
        let (is_whole, has_total) = (card.unfilled == 0, card.stated_total().is_some());
        let said = if is_whole {
            "总分（系统计算）"
        } else {
            "已填部分得分（系统计算）"
        };
        compare("得分汇总", first + groups.len(), 0, "总分", said.to_owned());
        let said = if is_whole || !has_total {
            "金额单位：万元"
        } else {
            "金额单位：万元　　得分只含已填部分，不是最终得分"
        };
        compare("项目汇总", 1, 0, "说明", said.to_owned());
        if project.scheme.budget.overspent == OverspentRule::Judged && name.ends_with('2') {
            assert_eq!(card.execution.score, None, "{name}");
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A sign pasted over another gets past the list of its cell.
#[test]
fn a_sign_the_formulas_are_not_written_for_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut files = Vec::new();
    // Signs stand in the form of one, in the details of the other.
    for (id, sheet) in [("guangxi", 1), ("hubei_dept", 3)] {
        let project = project(&schemes::find(id).expect("a scheme"));
        let bytes = xlsx_of(&project);
        let form = form(&project, &score::score(&project), DAY);
        let above = super::above(&bytes, &form);
        let of_form = (form.rows.iter().enumerate()).find_map(|(row, entries)| {
            let entry = entries
                .iter()
                .find(|entry| entry.slot == Slot::Indicator(0, FormCell::Operator))?;
            Some((char::from(b'A' + u8::try_from(entry.column).ok()?), row + above + 1))
        });
        let (column, row) = of_form.unwrap_or(('G', 4));
        let place = [format!("{column}{row}"), format!("{column}{}", row + 1)];
        let pasted = place.map(|place| (place, "t=\"str\"><v>≤</v></c>".to_owned()));
        let bytes = without_results(&typed(&bytes, sheet, &pasted.into()), str::to_owned);
        files.push(folder.path().join(format!("{id}.xlsx")));
        std::fs::write(&files[files.len() - 1], bytes).expect("written");
    }
    let out = office::converted(folder.path(), "xlsx:Calc MS Excel 2007 XML", &files);
    for file in files {
        let converted = out.join(file.file_name().expect("a name"));
        let mut book = book(&std::fs::read(converted).expect("converted"));
        let checks = book.worksheet_range("校验").expect("checks");
        let row = checks.rows().find(|row| row[1] == "计算符号");
        let row: Vec<String> = row.expect("a check").iter().map(ToString::to_string).collect();
        assert_eq!(row[3..], ["14", "12", "-2", "不一致"], "{}", file.display());
    }
}

#[test]
fn the_note_of_a_partial_sum_goes_when_the_rest_is_typed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut files, mut names) = (Vec::new(), Vec::new());
    for id in ["hubei_dept", "mof2020_project"] {
        let whole = project(&schemes::find(id).expect("a scheme"));
        assert_eq!(score::score(&whole).unfilled, 0, "{id}");
        let is_measured = |one: &Indicator| matches!(one.actual, Some(Actual::Number(_)));
        let measured = whole.indicators.iter().enumerate().filter(|(_, one)| is_measured(one));
        let measured: Vec<usize> = measured.map(|(row, _)| row).take(2).collect();
        let mut blank = whole.clone();
        for row in &measured {
            blank.indicators[*row].actual = None;
        }
        let sent = xlsx_of(&blank);
        // Beside them one row awaits its points, so that the word for what is open changes with what is typed.
        let judged = (whole.indicators.iter())
            .position(|one| one.judged.is_some())
            .expect("a tier");
        let mut awaiting = blank.clone();
        awaiting.indicators[judged].judged = None;
        let awaiting_sent = xlsx_of(&awaiting);
        for (typed_in, awaits) in (0..=2).flat_map(|typed_in| [(typed_in, false), (typed_in, true)]) {
            let (blank, sent) = if awaits {
                (&awaiting, &awaiting_sent)
            } else {
                (&blank, &sent)
            };
            let mut other = blank.clone();
            for row in &measured[..typed_in] {
                other.indicators[*row].actual.clone_from(&whole.indicators[*row].actual);
            }
            let bytes = without_results(&typed(sent, 1, &cells(&other)[0]), str::to_owned);
            let name = format!("{id}-{typed_in}-{awaits}.xlsx");
            std::fs::write(folder.path().join(&name), bytes).expect("written");
            files.push(folder.path().join(&name));
            let word = match (typed_in, awaits) {
                (_, false) => "未填",
                (2, true) => "待评定",
                (_, true) => "未填或待评定",
            };
            names.push((name, 2 - typed_in + usize::from(awaits), word));
        }
    }
    let out = office::converted(folder.path(), "xlsx:Calc MS Excel 2007 XML", &files);
    for (name, open, word) in names {
        let mut book = book(&std::fs::read(out.join(&name)).expect("converted"));
        let sheet = book.worksheet_range("自评表").expect("the form");
        let note = sheet.cells().map(|(_, _, cell)| cell.to_string());
        let note = note.into_iter().find(|text| text.contains("不是最终得分"));
        let wanted = format!("表中尚有{open}项{word}，得分合计只含已填部分，不是最终得分。");
        let ends = note.as_ref().is_some_and(|note| note.ends_with(&wanted));
        assert!(if open == 0 { note.is_none() } else { ends }, "{name}: {note:?}");
    }
}
