//! What the English window says of a table and of a returned sheet.

use hengji::collection::{Column, Conflicts, compare};
use hengji::report::{Format, deliverables};
use hengji::table::{self, Gravity, grouped};
use hengji::{schemes, score};

use crate::alone::is_alone;
use crate::collection::{Typed, shared, typed};
use crate::reports::fixture::DAY;

/// Finds Chinese that is neither quoted, as what the officer wrote is, nor a term of the form.
fn is_english(sentence: &str) -> bool {
    let mut bare = String::new();
    for (at, part) in sentence.split('“').enumerate() {
        bare += if at == 0 {
            part
        } else {
            part.split_once('”').map_or("", |(_, rest)| rest)
        };
    }
    let terms = Column::ALL.map(Column::heading);
    let bare = terms.iter().fold(bare, |bare, term| bare.replace(term, ""));
    !bare.contains(|sign: char| ('\u{3000}'..='\u{9fff}').contains(&sign) || "，；：（）".contains(sign))
}

#[test]
fn the_english_window_says_what_it_has_to_say_in_english() {
    if !is_alone("tables::english::the_english_window_says_what_it_has_to_say_in_english") {
        return;
    }
    rust_i18n::set_locale("en-US");
    let scheme = schemes::find("hubei_dept").expect("a scheme");
    let text = "某局自评,,,,,,,,\n联络员,张三,,,,,,,\n\
        一级指标,二级指标,三级指标,指标性质,年度指标值,计量单位,分值,实际完成值,得分,办理进度\n\
        产出指标,数量指标,检查户数（户）,,100,,10,约120,9,正常\n\
        ,成本指标,业务成本,,12,万元,5,0.95,6,正常\n\
        ,时效指标,资金下达,,9月前,,5,8月,5,\n\
        ,时效指标,按时完成率,≥,100,%,十,0.98,-1,\n\
        ,质量指标,合格率,怪,≥95%,个,5,95%以上,101,\n\
        ,质量指标,制度建设,定性,已建立,,5,建立了,5,\n\
        ,质量指标,安全事故,,无,起,5,#REF!,5,\n\
        ,质量指标,投诉（10分）,,0,,5,95/0,5,\n\
        ,质量指标,只有名称,,,,,,,\n\
        ,质量指标,,,≥5,次,5,6,5,\n\
        ,质量指标,隐患整改,,及时整改,,5,已整改,5,\n\
        ,质量指标,经费使用,≤,稳中有升,,5,部分达成预期指标,5,\n\
        ,质量指标,里程,,1 200,公里,5,1 300,5,\n\
        ,质量指标,办结日期,,3月5日,件,5,20200305,5,\n\
        预算执行,预算执行率,预算执行率,,100%,,20,99%,20,\n\
        合计,,,,,,100,,96,\n\
        审核意见：同意,,,,,,,,,\n\
        联系电话,027,,,,,,,,\n\
        备注：本表一式三份,,,,,,,,,\n";
    let reading = table::read(text.as_bytes(), "表.csv", &scheme).expect("reads");
    assert!(reading.remarks.len() > 20, "{:?}", reading.remarks);
    let said = reading.remarks.iter().map(ToString::to_string);
    for sentence in said.chain(grouped(&reading.remarks).iter().map(ToString::to_string)) {
        assert!(is_english(&sentence), "{sentence}");
    }
    let first = reading
        .remarks
        .iter()
        .map(ToString::to_string)
        .find(|said| said.contains("9月前"));
    assert_eq!(
        first.as_deref(),
        Some("Row 6, column 5: the target “9月前” is not understood and is kept as text")
    );
    // What waits for a person is weighed by what it is, whatever the language.
    let waits = |word: &str| {
        let remark = reading.remarks.iter().find(|remark| remark.to_string().contains(word));
        remark.map(|remark| remark.gravity())
    };
    assert_eq!(waits("办理进度"), Some(Gravity::Unread));
    assert_eq!(waits("业务成本"), Some(Gravity::Doubtful));

    let project = shared();
    let files = deliverables(&project, &score::score(&project), Format::Sections, DAY).expect("files");
    let wrong = typed(
        &files[0].bytes,
        &[
            ("H5", Typed::Text("大约九十")),
            ("I6", Typed::Text("3")),
            ("H7", Typed::Text("约3批次")),
            ("D8", Typed::Text("改名")),
            ("B9", Typed::Nothing),
            ("O9", Typed::Text("档案室")),
            ("L9", Typed::Text("原因另有说明")),
        ],
    );
    let foreign = typed(&files[1].bytes, &[]);
    let mut other = project.clone();
    other.year += 1;
    other.indicators[9].unit = "吨".to_owned();
    let read = |bytes: &[u8]| [table::returned(bytes, "一.xlsx").expect("a sheet")];
    let altered = compare(&project, &read(&wrong), Conflicts::Overwrite);
    let of_another = compare(&other, &read(&foreign), Conflicts::Refuse);
    assert!(altered.refusals.len() > 4, "{altered:?}");
    for comparison in [&altered, &of_another] {
        let changes = comparison.changes.iter().flat_map(|change| {
            let said = change.remarks.iter().chain(&change.conflict);
            said.cloned()
        });
        let refusals = comparison.refusals.iter().map(|refusal| refusal.text.clone());
        for sentence in changes.chain(refusals).chain(comparison.remarks.iter().cloned()) {
            assert!(is_english(&sentence), "{sentence}");
        }
    }
}
