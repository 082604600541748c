//! What is printed reads back, and nothing that can be typed breaks a reader.

use hengji::model::{Actual, Scheme, Target, notation, number};
use jiff::civil::Date;
use proptest::prelude::{Just, Strategy, any, prop, prop_oneof, proptest};
use rust_decimal::Decimal;

use super::cases;

/// Any decimal of 96 bits with up to 28 decimals.
fn decimal() -> impl Strategy<Value = Decimal> {
    (any::<i64>(), any::<i64>(), 0u32..=28).prop_filter_map("95 bits", |(low, high, scale)| {
        let mantissa = i128::from(low) * i128::from(high.rem_euclid(1 << 31) + 1);
        Decimal::try_from_i128_with_scale(mantissa, scale).ok()
    })
}

/// Any target that carries an operator.
fn target() -> impl Strategy<Value = Target> {
    prop_oneof![
        decimal().prop_map(Target::AtLeast),
        decimal().prop_map(Target::MoreThan),
        decimal().prop_map(Target::AtMost),
        decimal().prop_map(Target::LessThan),
        // ＝0 is the zero target.
        decimal()
            .prop_filter("not zero", |value| !value.is_zero())
            .prop_map(Target::Equal),
        (decimal(), decimal()).prop_map(|(one, other)| Target::Range {
            low: one.min(other),
            high: one.max(other)
        }),
        Just(Target::Zero),
        (1000i16..=9999, 1i8..=12, 1i8..=28).prop_filter_map("a day", |(year, month, day)| Date::new(year, month, day)
            .ok()
            .map(Target::ByDate)),
    ]
}

/// Cells made of what such cells are made of, in any order.
fn cell() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "≥",
            "≤",
            ">",
            "＝",
            "﹦",
            "不少于",
            "控制在",
            "以内",
            "以上",
            "%",
            "％",
            "‰",
            "万",
            "元/人·天",
            "（",
            "）",
            "[",
            "]",
            ",",
            "，",
            "-",
            "～",
            "至",
            "/",
            ".",
            "年",
            "月",
            "日",
            "前",
            "底",
            "季度",
            "第",
            "未发生",
            "达成",
            "是",
            "百分之",
            " ",
            "\n",
        ])
        .prop_map(str::to_owned),
        "[0-9０-９]{1,40}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn a_printed_target_reads_back(target in target(), year in any::<u16>()) {
        assert_eq!(notation::target(&target.text(), year), (Some(target.clone()), None));
        let printed = target.written(number::printed);
        assert_eq!(notation::target(&printed, year), (Some(target), None), "{printed}");
    }

    #[test]
    fn a_printed_ratio_reads_back(numerator in decimal(), denominator in decimal()) {
        let text = format!("{}/{}", number::plain(numerator), number::plain(denominator));
        let read = notation::actual(&text, None, &Scheme::default(), 2020);
        assert_eq!(read, (Some(Actual::Ratio { numerator, denominator }), None));
    }

    #[test]
    fn no_cell_breaks_a_reader_and_none_is_lost(text in cell(), year in any::<u16>()) {
        let (target, _) = notation::target(&text, year);
        assert_eq!(target.is_none(), text.trim().is_empty());
        for target in [target.as_ref(), None, Some(&Target::Zero), Some(&Target::YesNo(String::new()))] {
            let (actual, _) = notation::actual(&text, target, &Scheme::default(), year);
            assert_eq!(actual.is_none(), text.trim().is_empty());
        }
        let _ = notation::proposed_direction(&text);
    }
}

#[test]
fn marks_as_an_input_method_types_them() {
    let read = |text: &str| notation::target(text, 2024).0;
    let seven = || number::read("7").expect("a number");
    for (text, target) in [
        ("》=7", Target::AtLeast(seven())),
        ("》＝7", Target::AtLeast(seven())),
        ("〉= 7", Target::AtLeast(seven())),
        ("＝》7", Target::AtLeast(seven())),
        ("≽7", Target::AtLeast(seven())),
        ("≮7", Target::AtLeast(seven())),
        ("《=7", Target::AtMost(seven())),
        ("〈＝7", Target::AtMost(seven())),
        ("≼7", Target::AtMost(seven())),
        ("≯7", Target::AtMost(seven())),
        ("》7", Target::MoreThan(seven())),
        ("〉7", Target::MoreThan(seven())),
        ("《7", Target::LessThan(seven())),
        ("〈7", Target::LessThan(seven())),
    ] {
        assert_eq!(read(text), Some(target), "{text}");
    }
    // What may be a title stays as it is.
    for text in ["《7》", "《》7", "》《7", "《2024年报》3份", "7》"] {
        assert_eq!(read(text), Some(Target::Text(text.to_owned())), "{text}");
    }
    assert_eq!(notation::Operator::read("》="), Some(notation::Operator::AtLeast));
    assert_eq!(
        notation::actual("》=7%", None, &Scheme::default(), 2024),
        (Some(Actual::Number(seven())), Some("%".to_owned()))
    );
}
