//! What remarks are about: each kind with what its sentence needs, and how much it asks.

use std::fmt;

use jiff::civil::Date;
use rust_i18n::t;

use super::Gravity;

/// Declares the kinds: what a sentence needs, how much it asks, and the key of the sentence, which names the same.
macro_rules! matters {
    ($($(#[$doc:meta])* $kind:ident $({ $($part:ident: $type:ty),+ })? = $gravity:ident $key:literal;)+) => {
        /// What a remark is about.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub(in crate::table) enum Matter {
            $($(#[$doc])* $kind $({ $($part: $type),+ })?,)+
        }

        impl Matter {
            /// Returns how much it asks.
            pub(super) fn gravity(&self) -> Gravity {
                match self {
                    $(Self::$kind { .. } => Gravity::$gravity,)+
                }
            }

            /// Returns the key of its sentence, which tells the kinds apart.
            pub(super) fn key(&self) -> &'static str {
                match self {
                    $(Self::$kind { .. } => $key,)+
                }
            }

            /// Returns the parts of its sentence in their order: name and words.
            pub(super) fn parts(&self) -> Vec<(&'static str, String)> {
                match self {
                    $(Self::$kind { $($($part),+)? } => vec![$($((stringify!($part), $part.to_string())),+)?],)+
                }
            }

            /// Returns the program's own words among the parts, which make a sentence another.
            pub(super) fn own_words(&self) -> Vec<&'static str> {
                let words: Vec<Option<&'static str>> = match self {
                    $(Self::$kind { $($($part),+)? } => vec![$($($part.own()),+)?],)+
                };
                words.into_iter().flatten().collect()
            }
        }

        /// Every key with the names of its parts.
        #[cfg(test)]
        const KINDS: &[(&str, &[&str])] = &[$(($key, &[$($(stringify!($part)),+)?]),)+];
    };
}

matters! {
    // What the workbook and its cells are.

    /// Sheets that are hidden or too many.
    SheetsUnread { names: Names } = Unread "remark.sheets_unread";
    /// The sheet with the indicators of several.
    SheetRead { count: usize, sheet: String } = Doubtful "remark.sheet_read";
    /// The same, and sheets without indicators.
    OthersUnread { count: usize, sheet: String, names: Names } = Unread "remark.others_unread";
    /// Indicators of another sheet.
    IndicatorsUnread { sheet: String, count: usize, names: Names } = Unread "remark.indicators_unread";
    /// Numbers of another sheet that are otherwise.
    NumbersDiffer { sheet: String, count: usize, names: Names } = Doubtful "remark.numbers_differ";
    /// A formula whose result is not in the file.
    Uncomputed = Unread "remark.uncomputed";
    /// What a formula without a value came to.
    Error { text: String } = Unread "remark.error";
    /// TRUE or FALSE, and how it was read.
    Truth { text: String } = Doubtful "remark.truth";
    /// A text that may have swallowed other cells.
    QuoteOpen = Doubtful "remark.quote_open";

    /// More cells of these four kinds than are told one by one.
    MoreCells { count: usize } = Unread "remark.more_cells";

    // The head and the year.

    /// A spending project under rules for a department.
    ProjectNamed = Doubtful "remark.project_named";
    /// A spending project without its name.
    ProjectNameless = Unread "remark.project_nameless";
    /// The table says another year than the person.
    YearGiven { printed: u16, given: u16 } = Doubtful "remark.year_given";
    /// The table says another year than the name of its file.
    YearPrinted { printed: u16, name: String } = Doubtful "remark.year_printed";
    /// Only the name of the file says the year.
    YearNamed { year: u16 } = Doubtful "remark.year_named";
    /// Nothing says the year.
    Yearless = Unread "remark.yearless";
    /// A field of the head that the project does not hold.
    FieldUnread { name: String, text: String } = Unread "remark.field_unread";
    /// What stands above the table.
    AboveUnread { text: String } = Unread "remark.above_unread";
    /// More of that.
    MoreAboveUnread { count: usize } = Unread "remark.more_above_unread";

    // The table: its headings, its parts, its foot.

    /// A row that numbers the columns.
    ColumnsNumbered = Doubtful "remark.columns_numbered";
    /// Other headings among the indicators.
    HeadingAgain = Doubtful "remark.heading_again";
    /// A form about somebody or something else.
    FormAgain { subject: String } = Doubtful "remark.form_again";
    /// No column of weights.
    Weightless = Unread "remark.weightless";
    /// Weights that sum to 1.
    WeightShares = Doubtful "remark.weight_shares";
    /// A column nobody sees.
    ColumnHidden { heading: String } = Doubtful "remark.column_hidden";
    /// A column whose heading says nothing to us.
    ColumnUnread { heading: String, count: usize } = Unread "remark.column_unread";
    /// A column of a kind that is read from another.
    ColumnTwice { heading: String, count: usize } = Unread "remark.column_twice";
    /// Indicators below what looked like the foot.
    FootPassed { foot: usize } = Doubtful "remark.foot_passed";
    /// A row that begins as a sum does.
    SumUnread { words: String } = Doubtful "remark.sum_unread";
    /// The score of the whole.
    TotalTaken { label: String, total: String } = Doubtful "remark.total_taken";
    /// What stands below the table.
    BelowUnread { count: usize, names: Names } = Unread "remark.below_unread";
    /// A text at the foot for which the form has no place.
    LabelKept { label: String } = Doubtful "remark.label_kept";

    // The row of an indicator.

    /// A row nobody sees.
    RowHidden = Doubtful "remark.row_hidden";
    /// Values without a name.
    Nameless { texts: String } = Unread "remark.nameless";
    /// A name without values.
    NameAlone { name: String } = Unread "remark.name_alone";
    /// The name of a level where an indicator's stands.
    LevelNamed { name: String } = Doubtful "remark.level_named";
    /// The execution of the budget among the indicators.
    Execution { name: String } = Unread "remark.execution";
    /// A value merged with that of a row above, counted from 1.
    Covered { what: Word, above: usize } = Doubtful "remark.covered";
    /// Reasons and measures in one column, unmarked.
    ReasonsUnparted = Doubtful "remark.reasons_unparted";
    /// The unit stands behind the name.
    UnitOfName { unit: String } = Plain "remark.unit_of_name";
    /// The unit stands in the heading.
    UnitOfHeading { unit: String } = Plain "remark.unit_of_heading";
    /// The unit behind the name is another.
    UnitsDiffer { own: String, unit: String } = Doubtful "remark.units_differ";

    // Points.

    /// Points that are no number.
    PointsUnread { what: Word, text: String } = Unread "remark.points_unread";
    /// Points below 0.
    PointsNegative { what: Word, points: String } = Doubtful "remark.points_negative";
    /// Points above 100.
    PointsAbove { what: Word, points: String } = Doubtful "remark.points_above";
    /// More points than there are.
    ScoreAbove { score: String, weight: String } = Doubtful "remark.score_above";
    /// Points behind the name.
    PointsOfName { points: String } = Doubtful "remark.points_of_name";
    /// Points behind the name beside others.
    PointsDiffer { points: String, weight: Word } = Unread "remark.points_differ";
    /// A given score that is the judgement of a tier.
    TierJudged { score: String, tier: String } = Doubtful "remark.tier_judged";
    /// A given score outside its tier.
    TierUnjudged { score: String, tier: String } = Doubtful "remark.tier_unjudged";
    /// A given score that is the judgement of a miss.
    MissJudged { score: String } = Doubtful "remark.miss_judged";
    /// A given score that can be none.
    MissUnjudged { score: String } = Doubtful "remark.miss_unjudged";

    // Targets.

    /// A sign nobody knows.
    SignUnread { text: String } = Unread "remark.sign_unread";
    /// A target that contradicts its sign.
    SignContradicts { text: String, sign: String } = Unread "remark.sign_contradicts";
    /// A target in another unit than the row's.
    TargetUnit { text: String, unit: String } = Unread "remark.target_unit";
    /// A target with two meanings.
    DayUnderstood { text: String, day: Day } = Doubtful "remark.day_understood";
    /// A day that is counted in a unit.
    DayCounted { text: String, unit: String } = Doubtful "remark.day_counted";
    /// A number that may be two.
    NumberGrouped { text: String, number: String } = Doubtful "remark.number_grouped";
    /// 定性 and done or not.
    QualitativeDone { text: String } = Doubtful "remark.qualitative_done";
    /// 文字 that is a range or a day.
    WordsRead { text: String, kind: Word } = Doubtful "remark.words_read";
    /// 文字 that has no score.
    WordsKept { text: String } = Doubtful "remark.words_kept";
    /// 0 without a sign.
    ZeroUnsigned { text: String } = Doubtful "remark.zero_unsigned";
    /// 无.
    ZeroSaid { text: String } = Doubtful "remark.zero_said";
    /// A target nobody can read.
    TargetKept { text: String } = Unread "remark.target_kept";
    /// A target whose actual is a tier.
    TargetTiered { text: String } = Doubtful "remark.target_tiered";
    /// A direction nobody printed, the usual one.
    ProposedMore { name: String } = Doubtful "remark.proposed_more";
    /// The other, by a word of the name.
    ProposedLess { name: String, word: String } = Doubtful "remark.proposed_less";

    // Actuals.

    /// An actual nobody can read, or of another kind.
    ActualKept { text: String, why: Word } = Unread "remark.actual_kept";
    /// An actual in another unit than the row's.
    ActualUnit { text: String, unit: String } = Unread "remark.actual_unit";
    /// An actual of another kind than the target.
    Incomparable { text: String, target: String, wanted: Word } = Unread "remark.incomparable";
    /// A ratio of nothing.
    DenominatorZero { text: String } = Doubtful "remark.denominator_zero";
    /// A month in which something was done.
    DayLast { text: String, day: Day } = Doubtful "remark.day_last";
    /// A number that is a day.
    DayRead { text: String, day: Day } = Doubtful "remark.day_read";
    /// Done, and not said how.
    MannerUnsaid { text: String, manner: String, target: String } = Doubtful "remark.manner_unsaid";
    /// A sign before the actual.
    SignDropped { text: String, number: String } = Doubtful "remark.sign_dropped";
    /// A percentage that may be a fraction.
    FractionSuspect { text: String } = Doubtful "remark.fraction_suspect";
    /// A fraction beside a target in percent.
    ShareSuspect { text: String, target: String } = Doubtful "remark.share_suspect";
    /// A quotient that may be a percentage.
    QuotientSuspect { text: String } = Doubtful "remark.quotient_suspect";

    // The budget.

    /// A second block.
    BudgetAgain = Unread "remark.budget_again";
    /// An amount that is none.
    AmountUnread { line: String, text: String } = Unread "remark.amount_unread";
    /// A column of the block that has no place.
    AmountsUnread { heading: String, count: usize } = Unread "remark.amounts_unread";
    /// 预算数 is the adjusted one.
    BaseAdjusted = Doubtful "remark.base_adjusted";
    /// 上年结转 stands apart.
    CarryOverApart = Doubtful "remark.carry_over_apart";
    /// Only the sum of the budget.
    TotalUndivided = Unread "remark.total_undivided";
    /// Parts of a sum of 0.
    TotalZero { line: String } = Doubtful "remark.total_zero";
    /// Parts that do not add up.
    PartsDiffer { line: String } = Doubtful "remark.parts_differ";
    /// Amounts in 元.
    AmountsInYuan = Doubtful "remark.amounts_in_yuan";
}

/// What a sentence is put together from.
trait Part {
    /// Returns the key of a word of the program.
    fn own(&self) -> Option<&'static str> {
        None
    }
}

impl Part for String {}
impl Part for usize {}
impl Part for u16 {}
impl Part for Day {}
impl Part for Names {}

impl Part for Word {
    fn own(&self) -> Option<&'static str> {
        match self {
            Self::Own(key) => Some(key),
            Self::Printed(_) => None,
        }
    }
}

/// A word of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::table) enum Word {
    /// The program's own, by its key.
    Own(&'static str),
    /// The table's.
    Printed(String),
}

impl fmt::Display for Word {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Own(key) => formatter.write_str(&t!(*key)),
            Self::Printed(text) => formatter.write_str(text),
        }
    }
}

/// A day in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::table) struct Day(pub(in crate::table) Date);

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(day) = self;
        let text = t!("remark.day", year = day.year(), month = day.month(), day = day.day());
        formatter.write_str(&text)
    }
}

/// Most names that are listed.
const LISTED: usize = 5;

/// Names in quotes, as many as are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::table) struct Names(Vec<String>);

impl Names {
    /// Takes the names of a list.
    pub(in crate::table) fn of<'t>(names: impl IntoIterator<Item = &'t str>) -> Self {
        Self(names.into_iter().map(str::to_owned).collect())
    }
}

impl fmt::Display for Names {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for name in self.0.iter().take(LISTED) {
            write!(formatter, "“{name}”")?;
        }
        match self.0.len() > LISTED {
            true => formatter.write_str(&t!("remark.and_more")),
            false => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_kind_has_a_sentence_with_its_parts_in_both_languages() {
        let keys: BTreeSet<&str> = KINDS.iter().map(|(key, _)| *key).collect();
        assert_eq!(keys.len(), KINDS.len(), "a sentence for each");
        for (key, parts) in KINDS {
            for locale in ["zh-CN", "en-US"] {
                let text = t!(*key, locale = locale);
                let holes = text.split("%{").skip(1).filter_map(|rest| rest.split('}').next());
                let holes: BTreeSet<&str> = holes.collect();
                assert_ne!(&*text, *key, "{locale}");
                assert_eq!(holes, parts.iter().copied().collect(), "{key} {locale}");
            }
        }
    }
}
