//! Lengths and sizes of the standard, and the words for them.

/// 1 mm in twips, rounded up: what the standard allows a margin to be off.
pub const MILLIMETRE: i64 = 57;
/// A4: short and long edge in twips.
pub const PAPER: [i64; 2] = [11906, 16838];
/// 天头 37 mm, 地脚 35 mm, 订口 28 mm, 切口 26 mm, in twips.
pub const MARGINS: [i64; 4] = [2098, 1984, 1587, 1474];
/// Height of the text area, 225 mm, in twips.
pub const HEIGHT: i64 = 12756;
/// Width of the text area, 156 mm, in twips.
pub const WIDTH: i64 = 8845;
/// Sizes in half points: 二号, 三号, 四号.
pub const SIZE_2: i64 = 44;
/// 三号.
pub const SIZE_3: i64 = 32;
/// 四号.
pub const SIZE_4: i64 = 28;
/// 五号.
pub const SIZE_5: i64 = 21;

/// Names of sizes, in half points.
const SIZES: [(i64, &str); 14] = [
    (84, "初号"),
    (72, "小初"),
    (52, "一号"),
    (48, "小一"),
    (44, "二号"),
    (36, "小二"),
    (32, "三号"),
    (30, "小三"),
    (28, "四号"),
    (24, "小四"),
    (21, "五号"),
    (18, "小五"),
    (15, "六号"),
    (13, "小六"),
];

/// Writes a size in half points: 三号（16磅）.
pub fn size(half_points: i64) -> String {
    let points = tenths(half_points * 5);
    match SIZES.iter().find(|(size, _)| *size == half_points) {
        Some((_, name)) => format!("{name}（{points}磅）"),
        None => format!("{points}磅"),
    }
}

/// Writes a length in twips as millimetres.
pub fn millimetres(twips: i64) -> String {
    format!("{}毫米", tenths((twips * 254 * 2 + 1440) / (2 * 1440)))
}

/// Writes a length in twips as points.
pub fn points(twips: i64) -> String {
    let (whole, rest) = (twips / 20, (twips % 20).abs() * 5);
    let digits = format!("{whole}.{rest:02}");
    format!("{}磅", digits.trim_end_matches('0').trim_end_matches('.'))
}

/// Writes hundredths of a character.
pub fn characters(hundredths: i64) -> String {
    format!("{}字", tenths((hundredths + 5) / 10))
}

/// Writes a number given in tenths.
fn tenths(value: i64) -> String {
    let sign = if value < 0 { "-" } else { "" };
    let value = value.abs();
    match value % 10 {
        0 => format!("{sign}{}", value / 10),
        rest => format!("{sign}{}.{rest}", value / 10),
    }
}

/// How many times a pitch fits, give or take a millimetre; nothing where there is no pitch.
pub fn fitting(room: i64, pitch: i64) -> Option<i64> {
    (pitch > 0).then(|| (room + MILLIMETRE) / pitch)
}

/// Width of the blanks a text begins with, in hundredths of a character.
pub fn blanks(text: impl Iterator<Item = char>) -> i64 {
    let widths = text.map_while(|character| match character {
        '\u{3000}' => Some(100),
        ' ' => Some(50),
        _ => None,
    });
    widths.sum()
}

/// Width of a text without the blanks around it, in hundredths of a character.
pub fn width(text: &str) -> i64 {
    let widths = text
        .trim()
        .chars()
        .map(|character| if character.is_ascii() { 50 } else { 100 });
    widths.sum()
}
