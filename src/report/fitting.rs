//! How close the rows of an annex stand, and how high they become: the same for the Word document and the PDF.
//!
//! The form is set comfortably. Where it runs over the end of its first page, rows and notes are set closer, as an
//! officer would do by hand, if that brings everything to one page, or the notes of a form of several pages to the
//! page of its last rows. Where it does not, rows go to the page of the notes. Text keeps its size of 五号 (`domain.md`
//! §8.4), and rows are as high as their text or higher: where an estimate is wrong, a form has a page more, and
//! nothing is cut.

use super::columns::{self, EM, Growth, Need};
use super::{Block, Cell, Table};

/// Width of a character of 五号 in twips.
const CHARACTER: usize = 210;
/// Sizes of the type of tables in half points: 五号, and 小五 and 六号 where numbers would have to be broken otherwise.
const SIZES: [usize; 3] = [COMMON, 18, 15];
/// 五号 in half points.
pub const COMMON: usize = 21;
/// What a cell is wider than its text, in twips: its padding and its frame.
const EDGE: usize = 2 * PADDING + 16;
/// Characters of a text that stand beside each other: a word such as 质量指标 or 计量单位.
const WORD: usize = 4 * EM;
/// Characters of the heads of columns and the names of levels that are kept whole where the width allows it.
const WHOLE: usize = 6 * EM;
/// Characters that do at least, where words have no room.
const NARROWEST: usize = 3 * EM;
/// Characters that do where the type would have to be smaller otherwise.
const SPLIT: usize = 2 * EM;
/// Distance of the text from the edges of its cell, left and right, in twips.
pub const PADDING: usize = 57;
/// Width of the text area of an upright page in twips: A4 between 订口 and 切口.
pub const TEXT_WIDTH: usize = 11906 - 1587 - 1474;
/// Width of the text area of an annex in twips: A4 on its side between 天头 and 地脚.
pub const ANNEX_WIDTH: usize = 16838 - 2098 - 1984;
/// Height of its text area in twips, with a little left over.
pub const ANNEX_HEIGHT: usize = 11906 - 1587 - 1474 - 100;
/// What has to be left over where rows stand comfortably, in twips: two lines. Fonts and programs break lines
/// otherwise than estimated, and rows a little closer than needed read better than one row on a page of its own.
const RESERVE: usize = 600;
/// Height of a line of the text, the mark and the title, in twips: 22 fill 225 mm (GB/T 9704-2012).
pub const LINE: usize = 579;
/// Characters of a line of the text: 28 fill 156 mm.
pub const CHARACTERS: usize = 28;
/// Width of a character of 二号, which titles have, in twips.
const TITLE_CHARACTER: usize = 440;
/// Characters of a title on a line of an upright page.
pub const TITLE: usize = TEXT_WIDTH / TITLE_CHARACTER;
/// Characters of the title of an annex on a line.
pub const ANNEX_TITLE: usize = ANNEX_WIDTH / TITLE_CHARACTER;
/// Distance between tables, in twips.
const GAP: usize = 120;

/// A row of more lines of 五号 may be higher than what headings leave of a page on its side: it has to be split, or its
/// end is lost.
const PAGE: usize = 25;

/// Characters of the name of an annex on a line of 附件说明; one less where annexes have numbers.
pub const NOTE: usize = CHARACTERS - 5;

/// Breaks a text before its last characters where it would leave one alone on its last line of so many characters.
pub fn without_orphan(text: &str, line: usize) -> String {
    /// Fewest characters of a last line.
    const LAST: usize = 3;
    // In quarters of a character: digits and letters are half as wide, and a quarter stands between them and others.
    let letters: Vec<char> = text.chars().collect();
    let width = |letter: char| if letter.is_ascii() { 2 } else { 4 };
    let (mut filled, mut on_last) = (0, 0);
    for (position, &letter) in letters.iter().enumerate() {
        let before = position.checked_sub(1).and_then(|before| letters.get(before));
        let apart = usize::from(before.is_some_and(|before| before.is_ascii() != letter.is_ascii()));
        filled += width(letter) + apart;
        on_last += 1;
        if filled > 4 * line {
            (filled, on_last) = (width(letter), 1);
        }
    }
    if on_last > 1 || letters.len() <= LAST {
        return text.to_owned();
    }
    let (first, last) = letters.split_at(letters.len() - LAST);
    first.iter().chain(&['\n']).chain(last).collect()
}

/// A picture is at most this high, in twips, so that its heading stays on the page.
pub const FIGURE_HEIGHT: usize = 11_000;

/// A table of so many lines of text stays on one page; a longer one would leave too great a gap.
const TOGETHER: usize = 10;

/// Tells whether a row of a table, whose rows take so many lines, and the next stay on one page: a short table is not
/// torn over two pages, and of a longer one no row stands alone.
pub fn keeps_with_next(table: &Table, grid: &Grid, heights: &[usize], position: usize) -> bool {
    heights.iter().sum::<usize>() <= TOGETHER
        || position <= table.heading_rows
        || position + 2 == table.rows.len()
        || stays_with_next(table, grid, heights, position)
}

/// Most rows beside one cell that stay on one page.
pub const GROUP: usize = 3;

/// Tells whether a row and the next stay on one page: those that one cell stands beside, unless they need more than one.
pub fn stays_with_next(table: &Table, grid: &Grid, heights: &[usize], position: usize) -> bool {
    (position.saturating_sub(GROUP - 2)..=position).any(|first| {
        let spans = table.rows[first].iter().map(|cell| cell.rows);
        let span = spans.filter(|span| (2..=GROUP).contains(span)).max().unwrap_or(1);
        let lines = heights.iter().skip(first).take(span).sum();
        first + span > position + 1 && !grid.may_split(lines)
    })
}

/// How close rows stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spacing {
    /// As close as reads well.
    Comfortable,
    /// As close as can still be read.
    Tight,
}

impl Spacing {
    /// Returns the height of a line of type of a size in half points, in twips: 14 pt or 11.65 pt for 五号, so that a page
    /// holds as much in every program and with every font.
    pub fn line(self, size: usize) -> usize {
        let common = match self {
            Self::Comfortable => 280,
            Self::Tight => 233,
        };
        common * size / COMMON
    }

    /// Returns the distance of the text from the upper and lower edge of a cell, in twips.
    pub fn padding(self) -> usize {
        match self {
            Self::Comfortable => 40,
            Self::Tight => 11,
        }
    }

    /// Returns the height of a row of so many lines of type of a size in half points, in twips, with its frame.
    pub fn row(self, lines: usize, size: usize) -> usize {
        lines * self.line(size) + 2 * self.padding() + 10
    }
}

/// Chooses the spacing of each annex, in their order.
pub fn spacings(blocks: &[Block]) -> Vec<Spacing> {
    let is_annex = |block: &Block| matches!(block, Block::Annex(_));
    let starts = (0..blocks.len()).filter(|&at| is_annex(&blocks[at]));
    starts
        .map(|start| {
            let length = blocks[start + 1..].iter().position(is_annex);
            let end = length.map_or(blocks.len(), |length| start + 1 + length);
            spacing(&blocks[start..end])
        })
        .collect()
}

/// Chooses the spacing of one annex.
pub fn spacing(blocks: &[Block]) -> Spacing {
    let fits = |spacing| {
        let reserve = match spacing {
            Spacing::Comfortable => RESERVE,
            Spacing::Tight => 0,
        };
        height(blocks, spacing) + reserve <= ANNEX_HEIGHT
    };
    let is_tight = |block: &Block| match block {
        Block::Table(table) => table.part.as_ref().is_some_and(|part| part.spacing == Spacing::Tight),
        _ => false,
    };
    if blocks.iter().any(is_tight) || (!fits(Spacing::Comfortable) && fits(Spacing::Tight)) {
        Spacing::Tight
    } else {
        Spacing::Comfortable
    }
}

/// Estimates the height of an annex or its beginning, in twips.
fn height(blocks: &[Block], spacing: Spacing) -> usize {
    blocks.iter().map(|block| height_of(block, spacing)).sum::<usize>() + GAP
}

/// Estimates the height of a block of an annex, in twips.
pub fn height_of(block: &Block, spacing: Spacing) -> usize {
    match block {
        // The mark and an empty line stand above the title.
        Block::Annex(title) => LINE * (2 + lines(title, ANNEX_TITLE)),
        Block::Paragraph(text) => spacing.line(COMMON) * lines(text, ANNEX_WIDTH / CHARACTER),
        Block::Table(table) => table_height(table, &Grid::new(table, ANNEX_WIDTH), spacing) + GAP,
        _ => ANNEX_HEIGHT,
    }
}

/// Estimates the height of a table of an annex, in twips.
pub fn table_height(table: &Table, grid: &Grid, spacing: Spacing) -> usize {
    let rows = whole_heights(table, grid).into_iter();
    rows.map(|lines| spacing.row(lines, grid.size)).sum()
}

/// A text of more bytes is higher than a page whatever its letters are: it is counted, not measured.
const ENDLESS: usize = 12_000;

/// How many lines a text takes.
fn lines(text: &str, room: usize) -> usize {
    if text.len() > ENDLESS {
        return text.chars().count().div_ceil(room.max(1));
    }
    broken(text, room).len().max(1)
}

/// Estimates how many lines of text each row takes; of a cell over several rows, what they have no room for is added to
/// the last.
fn whole_heights(table: &Table, grid: &Grid) -> Vec<usize> {
    with_merged(table, grid, heights(table, grid))
}

/// Returns how many lines of text each row most likely takes, where the estimate of [`heights`] is rather too high.
pub fn likely_heights(table: &Table, grid: &Grid) -> Vec<usize> {
    let height = |(row, columns): (&Vec<Cell>, Vec<usize>)| {
        let of_one_row = row.iter().zip(columns).filter(|(cell, _)| cell.rows <= 1);
        let lines = of_one_row
            .map(|(cell, column)| likely_lines(&grid.text(cell, column), grid.hundredths(column, cell.columns)));
        lines.fold(1, usize::max)
    };
    let heights = table.rows.iter().zip(table.columns()).map(height).collect();
    with_merged(table, grid, heights)
}

fn with_merged(table: &Table, grid: &Grid, mut heights: Vec<usize>) -> Vec<usize> {
    for (position, (row, columns)) in table.rows.iter().zip(table.columns()).enumerate() {
        for (cell, column) in row.iter().zip(columns).filter(|(cell, _)| cell.rows > 1) {
            let end = (position + cell.rows).min(heights.len());
            let free: usize = heights[position..end].iter().sum();
            let wanted = lines(&cell.text, grid.room(column, cell.columns));
            if let Some(last) = heights[position..end].last_mut() {
                *last += wanted.saturating_sub(free);
            }
        }
    }
    heights
}

/// The columns of a table on paper.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// Width of each column in twips.
    pub widths: Vec<usize>,
    /// Size of the type in half points.
    pub size: usize,
}

impl Grid {
    /// Divides a width in twips by the relative widths of a table, as far as no number, day or unit has to be broken;
    /// narrow columns get what they lack from the others, and the type becomes smaller where that is not enough. Where a
    /// row would be higher than half a page, columns are as wide as their texts are long; the type stays as it is.
    pub fn new(table: &Table, width: usize) -> Self {
        if let Some(part) = &table.part {
            return part.grid.clone();
        }
        let grid = Self::divided(table, width);
        let highest = |grid: &Self| heights(table, grid).into_iter().max().unwrap_or(0);
        if !grid.is_high(highest(&grid)) {
            return grid;
        }
        let cells = table.rows.iter().zip(table.columns());
        let cells = cells.flat_map(|(row, columns)| row.iter().zip(columns));
        let alone = cells.filter(|(cell, _)| cell.columns == 1 && cell.rows <= 1);
        let texts: Vec<(usize, &str)> = alone.map(|(cell, column)| (column, cell.text.as_str())).collect();
        // Short words on more lines before long texts in narrow columns.
        let ways = [NARROWEST, SPLIT]
            .into_iter()
            .flat_map(|whole| [(whole, Growth::Root), (whole, Growth::Length)]);
        let wider = ways.filter_map(|(whole, growth)| {
            let needs = needs(table, &grid.widths, grid.size, |_, text: &str| match whole {
                SPLIT => {
                    let least = if columns::breadth(text) > WHOLE { WORD } else { SPLIT };
                    columns::comfortable_or_broken(text, least)
                }
                whole => columns::comfortable(text, whole),
            });
            let widths = columns::by_length(texts.iter().copied(), growth, &needs, (grid.widths.len(), width))?;
            Some(Self { widths, ..grid.clone() })
        });
        let mut best = grid.clone();
        for wider in wider {
            if highest(&wider) < highest(&best) {
                best = wider;
            }
            if !best.is_high(highest(&best)) {
                break;
            }
        }
        best
    }

    /// Divides a width by the relative widths of a table, whatever the heights of its rows.
    fn divided(table: &Table, width: usize) -> Self {
        let preferred = divided(&table.widths, width);
        let least = |preferred: usize, text: &str| columns::comfortable(text, preferred * EM / CHARACTER * 3 / 5);
        let is_whole = |text: &str| columns::breadth(text) <= WHOLE && !text.contains('\n');
        let whole = needs(table, &preferred, COMMON, |had, text: &str| {
            least(had, text).max(if is_whole(text) { columns::breadth(text) } else { 0 })
        });
        let comfortable = needs(table, &preferred, COMMON, least);
        let closer = needs(table, &preferred, COMMON, |_, text: &str| {
            columns::comfortable(text, WORD)
        });
        let mut fitted = [whole, comfortable, closer].into_iter();
        if let Some(widths) = fitted.find_map(|needs| columns::fitted(&preferred, &needs, width)) {
            return Self { widths, size: COMMON };
        }
        // A word on two or three lines reads better than type below 五号, the smallest that GB/T 9704 knows.
        let mut ways = SIZES
            .into_iter()
            .flat_map(|size| [WORD, NARROWEST, SPLIT].map(|whole| (size, whole)));
        let fitted = ways.find_map(|(size, whole)| {
            let widths = columns::fitted(&preferred, &needs(table, &preferred, size, narrow(whole)), width)?;
            Some(Self { widths, size })
        });
        fitted.unwrap_or_else(|| Self {
            widths: preferred,
            size: SIZES[SIZES.len() - 1],
        })
    }

    /// Tells whether a row of so many lines may be split over two pages: it has more than a page has room for.
    pub fn may_split(&self, lines: usize) -> bool {
        lines * self.size > PAGE * COMMON
    }

    /// How many lines of a row have room on a page.
    pub fn lines(&self) -> usize {
        PAGE * COMMON / self.size
    }

    /// Tells whether a row of so many lines is higher than half a page.
    pub fn is_high(&self, lines: usize) -> bool {
        2 * lines * self.size > PAGE * COMMON
    }

    /// Width of a character in twips.
    fn character(&self) -> usize {
        self.size * CHARACTER / COMMON
    }

    /// How many characters stand in a line of a cell.
    pub fn room(&self, column: usize, columns: usize) -> usize {
        let width: usize = self.widths.iter().skip(column).take(columns).sum();
        (width.saturating_sub(2 * PADDING) / self.character()).max(1)
    }

    /// The same in hundredths of a character, to the last.
    fn hundredths(&self, column: usize, columns: usize) -> usize {
        let width: usize = self.widths.iter().skip(column).take(columns).sum();
        (width.saturating_sub(2 * PADDING) * EM / self.character()).max(EM)
    }

    /// Returns the text of a cell, a value that has no room on one line broken before its unit.
    pub fn text(&self, cell: &Cell, column: usize) -> String {
        let width: usize = self.widths.iter().skip(column).take(cell.columns).sum();
        columns::broken(&cell.text, width.saturating_sub(EDGE) * EM / self.character())
    }
}

/// Tells the least width of a text of which so much stands on a line.
fn narrow(whole: usize) -> impl Fn(usize, &str) -> usize {
    move |_, text| columns::unbroken(text).max(columns::breadth(text).min(whole))
}

/// Returns what the cells of a table need in type of a size, in twips; `least` tells it of a text from the width it had.
fn needs(table: &Table, preferred: &[usize], size: usize, least: impl Fn(usize, &str) -> usize) -> Vec<Need> {
    let cells = table.rows.iter().zip(table.columns());
    let cells = cells.flat_map(|(row, columns)| row.iter().zip(columns));
    cells
        .filter(|(cell, _)| !cell.text.is_empty())
        .map(|(cell, column)| {
            let had: usize = preferred.iter().skip(column).take(cell.columns).sum();
            // Rounded up: a hair less and a value would be broken before its unit.
            let text = (least(had, &cell.text) * size * CHARACTER).div_ceil(COMMON * EM);
            Need {
                column,
                columns: cell.columns,
                width: text + EDGE,
            }
        })
        .collect()
}

/// Divides a width by relative widths; the parts sum to it exactly.
fn divided(widths: &[u16], width: usize) -> Vec<usize> {
    let all: usize = widths.iter().map(|&part| usize::from(part)).sum::<usize>().max(1);
    let mut reached = 0;
    widths
        .iter()
        .map(|&part| {
            let start = reached * width / all;
            reached += usize::from(part);
            reached * width / all - start
        })
        .collect()
}

/// Estimates how many lines of text each row takes, by its cells of one row.
pub fn heights(table: &Table, grid: &Grid) -> Vec<usize> {
    let row_height = |(row, columns): (&Vec<Cell>, Vec<usize>)| {
        let of_one_row = row.iter().zip(columns).filter(|(cell, _)| cell.rows <= 1);
        let lines = of_one_row.map(|(cell, column)| lines(&grid.text(cell, column), grid.room(column, cell.columns)));
        lines.fold(1, usize::max)
    };
    table.rows.iter().zip(table.columns()).map(row_height).collect()
}

/// Breaks a text into lines of so many full-width characters, as far as can be told without the font: words and numbers
/// stay whole where they have room, and no line begins or ends with a sign that belongs to the other.
pub fn broken(text: &str, room: usize) -> Vec<String> {
    within(text, room * EM, columns::breadth, |_, _| 0)
}

/// Counts the lines that a text most likely takes, each of so many hundredths of a full-width character.
pub fn likely_lines(text: &str, room: usize) -> usize {
    within(text, room, columns::likely_breadth, columns::gap).len().max(1)
}

/// Breaks a text as [`broken`] does into lines of so many hundredths of a character, as a measure of pieces has them and
/// one of what stands between two.
fn within(text: &str, room: usize, breadth: fn(&str) -> usize, gap: fn(char, char) -> usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in text.lines() {
        let (mut current, mut width) = (String::new(), 0);
        for piece in pieces(line, room) {
            let between = current.chars().next_back().zip(piece.chars().next());
            let (own, gap) = (breadth(piece), between.map_or(0, |(before, after)| gap(before, after)));
            if width + gap + own > room && !current.is_empty() {
                lines.push(std::mem::take(&mut current));
                width = 0;
            }
            width += if current.is_empty() { own } else { gap + own };
            current.push_str(piece);
        }
        current.push('\n');
        lines.push(current);
    }
    lines
}

/// Cuts a line where it may be broken; what is wider than a line everywhere.
fn pieces(line: &str, room: usize) -> Vec<&str> {
    let letters: Vec<(usize, char)> = line.char_indices().collect();
    let is_joined = |before: char, after: char| {
        before.is_ascii_graphic() && after.is_ascii_graphic()
            || "（《“‘【〔".contains(before)
            || "），。、；：！？》”’】〕%‰℃".contains(after)
    };
    let mut pieces = Vec::new();
    let mut start = 0;
    for pair in letters.windows(2) {
        let ((_, before), (at, after)) = (pair[0], pair[1]);
        if !is_joined(before, after) || columns::breadth(&line[start..at]) + EM > room {
            pieces.push(&line[start..at]);
            start = at;
        }
    }
    pieces.push(&line[start..]);
    pieces
}
