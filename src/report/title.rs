//! Titles over several lines: broken where words end, in lines that form a 梯形 or a 菱形 (GB/T 9704-2012, 7.3.1).

/// Words that end a part of a title, with the characters that would go on the word instead: 武汉市 ends before
/// 市场监督管理局, and the 市 of 市场 does not.
const PARTS: [(&str, &str); 31] = [
    ("年度", ""),
    ("省", "直级"),
    ("自治州", ""),
    ("市", "场政民级容直"),
    ("区", "域级划直"),
    ("县", "域级直"),
    ("镇", ""),
    ("街道", "办"),
    ("局", "部属"),
    ("厅", "局"),
    ("委员会", "办"),
    ("办公室", ""),
    ("中心", "城区"),
    ("总队", ""),
    ("支队", ""),
    ("大队", ""),
    ("学院", ""),
    ("大学", ""),
    ("学校", ""),
    ("医院", ""),
    ("研究院", ""),
    ("研究所", ""),
    ("公司", ""),
    ("部门整体支出", ""),
    ("部门整体", "支"),
    ("项目", ""),
    ("工程", "款"),
    ("资金", ""),
    ("经费", ""),
    ("补助", ""),
    ("专项", "资经补"),
];

/// Words that belong together with what stands before them, but may begin a line where nothing else does.
const WORDS: &str = "绩效自评 市场 监督 管理 部门 项目 整体 支出 自评 结果 \
    报告 建设 工作 保障 服务 改造 运行 维护 检验 检测 执法 \
    综合 发展 宣传 采购 专项 食品 药品 安全 抽检 快速 体系 \
    能力 提升 推广 培训 质量 产品 消费 企业 农村 城市 教育 \
    卫生 环境 公共 系统 平台 信息 设备 购置 补助";

/// Signs that no line begins with.
const CLOSING: &str = "）】》”’、，。；：！？)]";
/// Signs that no line ends with.
const OPENING: &str = "（【《“‘([";

/// What a break costs by where it stands, in squares of half characters.
const AT_PART: usize = 4;
const AT_WORD: usize = 150;
const IN_WORD: usize = 4_000;
/// What a further line costs.
const LINE: usize = 60;
/// What a line costs that is shorter than those above and below it.
const WAIST: usize = 400;
/// Most lines of a title; a longer one is left to the program that sets it.
const MOST: usize = 5;

/// Breaks a title whose lines are wider than so many full-width characters; another one keeps the lines it has.
pub fn broken(title: &str, room: usize) -> String {
    let room = 2 * room;
    if title.lines().all(|line| width(line) <= room) {
        return title.to_owned();
    }
    // Where the pattern has a break is the end of a part.
    let mut letters: Vec<char> = Vec::new();
    let mut breaks = Vec::new();
    for line in title.lines() {
        letters.extend(line.trim().chars());
        breaks.push(letters.len());
    }
    let costs: Vec<Option<usize>> = (0..letters.len())
        .map(|at| cost(&letters, at, breaks.contains(&at)))
        .collect();
    let whole: usize = letters.iter().map(|&letter| half(letter)).sum();
    let lines = whole.div_ceil(room)..=MOST;
    let best = lines.filter_map(|count| {
        let mut search = Search {
            letters: &letters,
            costs: &costs,
            room,
            mean: whole / count,
            best: None,
        };
        search.go_on(&mut Vec::new(), 0, count, 0);
        let (cost, ends) = search.best?;
        Some((cost + count * LINE, ends))
    });
    let Some((_, ends)) = best.min_by_key(|(cost, _)| *cost) else {
        return title.to_owned();
    };
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let lines = starts
        .zip(&ends)
        .map(|(start, &end)| letters[start..end].iter().collect::<String>());
    lines.collect::<Vec<_>>().join("\n")
}

/// Width of a character in half characters.
fn half(letter: char) -> usize {
    if letter.is_ascii() { 1 } else { 2 }
}

fn width(line: &str) -> usize {
    line.chars().map(half).sum()
}

/// What a break before a letter costs; `None` where there must be none.
fn cost(letters: &[char], at: usize, is_given: bool) -> Option<usize> {
    let (&before, &after) = (letters.get(at.checked_sub(1)?)?, letters.get(at)?);
    let is_inside = before.is_ascii_alphanumeric() && (after.is_ascii_alphanumeric() || after == '年');
    if is_inside || CLOSING.contains(after) || OPENING.contains(before) || after == '的' {
        return None;
    }
    let ends = |word: &str| letters[..at].ends_with(&word.chars().collect::<Vec<_>>());
    let begins = |word: &str| letters[at..].starts_with(&word.chars().collect::<Vec<_>>());
    let ends_part = |(word, goes_on): &(&str, &str)| ends(word) && !goes_on.contains(after);
    let is_part = is_given || CLOSING.contains(before) || OPENING.contains(after) || PARTS.iter().any(ends_part);
    Some(if is_part {
        AT_PART
    } else if WORDS.split(' ').any(begins) {
        AT_WORD
    } else {
        IN_WORD
    })
}

/// The search for the breaks that cost least.
struct Search<'t> {
    letters: &'t [char],
    costs: &'t [Option<usize>],
    room: usize,
    mean: usize,
    best: Option<(usize, Vec<usize>)>,
}

impl Search<'_> {
    /// Tries every end of the next line, with so many lines still to come.
    fn go_on(&mut self, ends: &mut Vec<usize>, start: usize, left: usize, spent: usize) {
        if self.best.as_ref().is_some_and(|(cost, _)| *cost <= spent) {
            return;
        }
        let mut filled = 0;
        for at in start + 1..=self.letters.len() {
            filled += half(self.letters[at - 1]);
            if filled > self.room {
                return;
            }
            let off = filled.abs_diff(self.mean).pow(2);
            let is_last = at == self.letters.len();
            if is_last != (left == 1) {
                continue;
            }
            let at_break = if is_last { Some(0) } else { self.costs[at] };
            let Some(at_break) = at_break else { continue };
            ends.push(at);
            let cost = spent + off + at_break + self.waist(ends);
            if is_last {
                if self.best.as_ref().is_none_or(|(best, _)| cost < *best) {
                    self.best = Some((cost, ends.clone()));
                }
            } else {
                self.go_on(ends, at, left - 1, cost);
            }
            ends.pop();
        }
    }

    /// What the line before the last one costs where both beside it are wider.
    fn waist(&self, ends: &[usize]) -> usize {
        let widths: Vec<usize> = (0..ends.len())
            .map(|line| {
                let start = line.checked_sub(1).map_or(0, |before| ends[before]);
                self.letters[start..ends[line]].iter().map(|&letter| half(letter)).sum()
            })
            .collect();
        match widths[..] {
            [.., above, line, below] if line < above && line < below => WAIST,
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_broken_where_words_end() {
        for (title, wanted) in [
            (
                "2020年度武汉市长江区\n部门整体绩效自评结果",
                "2020年度武汉市长江区\n部门整体绩效自评结果",
            ),
            (
                "2020年度武汉东湖新技术开发区市场监督管理局\n部门整体绩效自评结果",
                "2020年度武汉东湖新技术开发区\n市场监督管理局部门整体绩效自评结果",
            ),
            (
                "2020年度武汉市长江区市场监督管理局\n食品安全监督抽检和快速检测体系建设项目绩效自评结果",
                "2020年度武汉市长江区市场监督管理局\n食品安全监督抽检和快速检测\n体系建设项目绩效自评结果",
            ),
            (
                "2020年度恩施土家族苗族自治州\n文化和旅游局部门整体绩效自评结果",
                "2020年度恩施土家族苗族自治州\n文化和旅游局部门整体绩效自评结果",
            ),
        ] {
            assert_eq!(broken(title, 20), wanted, "{title}");
        }
    }

    #[test]
    fn no_line_is_wider_than_its_room_and_no_letter_is_lost() {
        let name = "中华人民共和国abc一二三（四五六）2020年度市场监督".repeat(3);
        for count in 1..name.chars().count() {
            let title: String = name.chars().take(count).collect();
            let lines = broken(&title, 20);
            assert_eq!(lines.replace('\n', ""), title);
            assert!(lines.lines().all(|line| width(line) <= 40), "{lines}");
        }
    }
}
