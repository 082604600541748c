//! Sentences and clauses that quote what is left out: scores that are bound, and those written in words.

use super::Matter;
use super::numbering::{self, Ordinal};
use super::scores::{self, Whose};

/// Stands for a binding of what is left out while its sentence is cut; a noncharacter, so no text has it.
pub const GONE: char = '\u{FDD0}';

/// Stands before an expected score that is written in words.
const EXPECTED: char = '\u{FDD1}';

/// Stands before one that was filled in.
const DECLARED: char = '\u{FDD2}';

/// The marks of what goes, and that of an ordinal that went.
pub const MARKS: [char; 4] = [GONE, EXPECTED, DECLARED, numbering::GONE];

/// How a sentence begins that speaks of the one before.
const BACKWARD: [&str; 12] = [
    "两者",
    "二者",
    "两个得分",
    "两项得分",
    "差距",
    "差异",
    "差额",
    "相差",
    "该得分",
    "此得分",
    "上述得分",
    "这一得分",
];

/// Words of a clause that answers the one before it.
const ANSWERS: [&str; 6] = ["但是", "但", "而", "不过", "然而", "同时"];

/// How a clause begins that is no sentence by itself.
const SUBORDINATE: [&str; 18] = [
    "由于",
    "鉴于",
    "按照",
    "根据",
    "依据",
    "依照",
    "对照",
    "参照",
    "如果",
    "若",
    "考虑到",
    "随着",
    "虽",
    "尽管",
    "因为",
    "不仅",
    "不但",
    "除",
];

/// How one ends.
const HANGING: [&str; 10] = [
    "影响",
    "时",
    "后",
    "来看",
    "情况下",
    "之下",
    "预计",
    "估计",
    "认为",
    "测算",
];

/// Fewest characters of words that stay before what is cut.
const SHORTEST: usize = 6;

/// Returns a marked text without what is marked, and what was taken out.
pub fn without(marked: &str) -> (String, Vec<(Matter, String)>) {
    let mut taken = Vec::new();
    let mut out = String::new();
    let mut begins = true;
    for line in marked.split('\n') {
        let whole = without_brackets(line, &mut taken);
        let kept: String = sentences(&whole)
            .into_iter()
            .map(|sentence| without_clauses(sentence, &mut taken))
            .collect();
        // An item of a list goes with its line.
        let is_item = Ordinal::at(line.trim_start_matches(MARKS)).is_some();
        let stays = !is_item || !numbering::is_bare(&kept);
        if !begins && stays {
            out.push('\n');
        }
        begins &= !stays;
        out.push_str(&kept);
    }
    (numbering::closed_up(&out), taken)
}

/// What is known of the text so far while it is read part by part.
#[derive(Default)]
struct Reading {
    /// Whose score the sentence speaks of.
    whose: Option<Whose>,
    /// The same outside the open brackets.
    outside: Vec<Option<Whose>>,
    /// Whether the part before named what others judge, or a review, and no score of it.
    announced: bool,
    reviewed: bool,
    /// Where the part begins that said so, until it is marked.
    since: Option<usize>,
    /// What it spoke of where its first item begins: 一是 says nothing of 二是.
    items: Option<Option<Whose>>,
    /// What the lines are of that one announced, and whether they are numbered.
    list: Option<(Matter, bool)>,
    /// Whether something was marked in the text, in the sentence before and in this one.
    ever: bool,
    before: bool,
    now: bool,
    marks: Vec<(usize, char)>,
}

/// Puts a mark before every part of a text that tells a score that is left out; nothing where none does.
pub fn mark(text: &str) -> Option<String> {
    let mut reading = Reading::default();
    let (mut at, mut begins) = (0, true);
    while at < text.len() {
        let end = at + scores::part(&text[at..]);
        let stop = text[end..].chars().next();
        reading.part(at, &text[at..end], begins);
        at = end + stop.map_or(0, char::len_utf8);
        begins = matches!(stop, Some('。' | '！' | '？' | '\n'));
        match stop {
            Some('（' | '(') => reading.outside.push(reading.whose),
            Some('）' | ')') => reading.whose = reading.outside.pop().unwrap_or(reading.whose),
            Some('\n') => reading.line(&text[..end], &text[at..]),
            _ if begins => reading.sentence(),
            _ => {}
        }
    }
    if !reading.ever {
        return None;
    }
    let mut marks = reading.marks;
    marks.sort_unstable();
    let mut out = String::new();
    let mut at = 0;
    for (place, mark) in marks {
        out.push_str(&text[at..place]);
        out.push(mark);
        at = place;
    }
    out.push_str(&text[at..]);
    Some(out)
}

impl Reading {
    fn part(&mut self, at: usize, part: &str, begins: bool) {
        if Ordinal::at(part).is_some() {
            self.whose = *self.items.get_or_insert(self.whose);
        }
        let mut said = scores::read(part);
        if self.announced && said.is_bare {
            said.whose = Some(Whose::Others);
        } else if self.reviewed && said.tells {
            said.whose = said.whose.or(Some(Whose::Closed(Matter::Expected)));
        }
        (self.announced, self.reviewed) = (said.announces, said.reviews);
        let of_others = said.whose.or(self.whose) == Some(Whose::Others);
        let compares = said.compares && self.ever;
        let is_closed = said.tells && !of_others && (compares || said.expects && said.whose.is_none());
        let whose = if is_closed {
            Some(
                said.whose
                    .filter(|whose| matches!(whose, Whose::Closed(_)))
                    .unwrap_or(Whose::Closed(Matter::Expected)),
            )
        } else {
            said.whose
        };
        if let Some(whose) = whose {
            let is_same = self.whose == Some(whose);
            self.since = self.since.filter(|_| is_same).or(Some(at));
            self.whose = Some(whose);
        }
        let goes_back = begins && self.before && BACKWARD.iter().any(|word| part.trim_start().starts_with(word));
        if goes_back {
            self.mark(at, Matter::Expected);
        } else if let Some(Whose::Closed(matter)) = self.whose
            && said.tells
        {
            if let Some(from) = self.since.take().filter(|from| *from < at) {
                self.mark(from, matter);
            }
            self.mark(at, matter);
        }
        let quotes = part.contains(GONE);
        (self.now, self.ever) = (self.now || quotes, self.ever || quotes);
    }

    fn mark(&mut self, at: usize, matter: Matter) {
        let mark = if matter == Matter::Declared { DECLARED } else { EXPECTED };
        self.marks.push((at, mark));
        (self.now, self.ever) = (true, true);
    }

    fn sentence(&mut self) {
        (self.before, self.now) = (self.now, false);
        (self.whose, self.since, self.items) = (None, None, None);
        (self.announced, self.reviewed) = (false, false);
        self.outside.clear();
    }

    /// Ends a line; what one announces with a colon, or as a heading, is said of the lines below it.
    fn line(&mut self, text: &str, next: &str) {
        let is_numbered = Ordinal::at(next).is_some();
        let since = self.since;
        if let Some(Whose::Closed(matter)) = self.whose
            && !text.ends_with(['；', ';', '，', ','])
            && since.is_some()
        {
            self.list = Some((matter, is_numbered));
        }
        self.sentence();
        self.list = self.list.filter(|(_, numbered)| is_numbered == *numbered);
        if let Some((matter, _)) = self.list {
            (self.whose, self.since) = (Some(Whose::Closed(matter)), since);
        }
    }
}

/// Takes out the brackets that hold a mark, whole with the brackets around and inside them.
fn without_brackets(text: &str, taken: &mut Vec<(Matter, String)>) -> String {
    let mut out = String::new();
    // The open brackets: where each begins, and whether it holds such a mark.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut rest = text.chars().peekable();
    while let Some(character) = rest.next() {
        if matches!(character, '（' | '(') {
            open.push((out.len(), false));
        }
        out.push(character);
        match character {
            _ if MARKS.contains(&character) => {
                if let Some((_, holds)) = open.last_mut() {
                    *holds = true;
                }
            }
            '）' | ')' => match (open.pop(), open.last_mut()) {
                (Some((_, true)), Some((_, around))) => *around = true,
                (Some((start, true)), None) => {
                    let words = out.split_off(start);
                    taken.push((matter(&words), words));
                    // Of the marks before and behind it one is left.
                    if rest.peek().is_some_and(|next| "，、；。".contains(*next)) && out.ends_with(['，', '、']) {
                        out.pop();
                    }
                }
                _ => {}
            },
            // A bracket that was never closed reaches no farther than its sentence.
            '。' => open.clear(),
            _ => {}
        }
    }
    out
}

/// Cuts a line into sentences, each with its full stop and closing quotes.
fn sentences(line: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut ended = false;
    for (at, character) in line.char_indices() {
        let ends = "。！？".contains(character);
        if ended && !ends && !"”’』」）".contains(character) {
            out.push(&line[start..at]);
            (start, ended) = (at, false);
        }
        ended |= ends;
    }
    out.push(&line[start..]);
    out
}

/// A sentence without the clauses that hold a mark; only the ordinals that went where none is left.
fn without_clauses(sentence: &str, taken: &mut Vec<(Matter, String)>) -> String {
    if !sentence.contains(MARKS) {
        return sentence.to_owned();
    }
    let body = sentence.trim_end_matches(|one: char| "。！？”’』」）".contains(one));
    let end = &sentence[body.len()..];
    let mut kept = String::new();
    // What announces the clauses behind it: 主要问题：.
    let mut lead = "";
    let mut gone = Vec::new();
    let mut ordinals = String::new();
    for clause in clauses(body) {
        let bare = clause.trim_end_matches(['；', ';', '，', ',']);
        let Cut { announced, head, rest } = cut(bare);
        if !head.trim().is_empty() {
            let answer = ANSWERS.iter().find_map(|word| head.strip_prefix(word));
            let answer = answer.filter(|_| kept.is_empty() && !gone.is_empty());
            kept.push_str(std::mem::take(&mut lead));
            kept.push_str(&std::mem::take(&mut ordinals));
            kept.push_str(answer.unwrap_or(head));
            kept.push_str(&clause[bare.len()..]);
        } else if kept.is_empty() && lead.is_empty() {
            lead = announced;
        }
        if !rest.is_empty() {
            gone.push(rest);
            ordinals.extend(numbering::mark(rest));
        }
    }
    if kept.is_empty() {
        taken.push((matter(sentence), sentence.trim().to_owned()));
        return ordinals;
    }
    taken.extend(gone.into_iter().map(|words| (matter(words), words.trim().to_owned())));
    let kept = kept.trim_end_matches(['；', ';', '，', ',']);
    format!("{kept}{end}{ordinals}")
}

/// Cuts a sentence into clauses, each with the mark behind it: at semicolons, and at commas before 二是 and the like.
fn clauses(body: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    for (at, stop) in body.match_indices(['；', ';', '，', ',']) {
        let end = at + stop.len();
        let begins_item = || Ordinal::at(body[end..].trim_start_matches(MARKS)).is_some_and(|one| one.counts_clauses());
        if matches!(stop, "；" | ";") || begins_item() {
            out.push(&body[start..end]);
            start = end;
        }
    }
    out.push(&body[start..]);
    out
}

/// A clause in three: what announces it, what of it stays, what goes.
struct Cut<'a> {
    announced: &'a str,
    head: &'a str,
    rest: &'a str,
}

/// Cuts a clause: with a binding all of it goes, with a score in words what it says up to there stays, unless that
/// is only how it begins (经测算，) or no sentence without the rest (由于资料不全，).
fn cut(clause: &str) -> Cut<'_> {
    let whole = |announced: usize| Cut {
        announced: &clause[..announced],
        head: "",
        rest: &clause[announced..],
    };
    let Some(at) = clause.find(MARKS) else {
        return Cut {
            announced: "",
            head: clause,
            rest: "",
        };
    };
    let announced = clause[..at].rfind('：').map_or(0, |colon| colon + '：'.len_utf8());
    if clause.contains(GONE) {
        return whole(announced);
    }
    let mut head = &clause[..at];
    while let Some(comma) = head.rfind(['，', ',']) {
        head = &head[..comma];
        let last = head.rsplit(['，', ',', '：']).next().unwrap_or(head).trim();
        let last = Ordinal::at(last).map_or(last, |ordinal| &last[ordinal.length()..]);
        let hangs = SUBORDINATE.iter().any(|word| last.starts_with(word))
            || HANGING.iter().any(|word| last.ends_with(word)) && !last.ends_with("落后")
            || last.chars().count() < SHORTEST && last.starts_with('经');
        if !hangs && head.chars().count() >= SHORTEST {
            return Cut {
                announced: "",
                head,
                rest: &clause[head.len() + clause[head.len()..].chars().next().map_or(0, char::len_utf8)..],
            };
        }
    }
    whole(announced)
}

/// What words are that were taken out.
fn matter(words: &str) -> Matter {
    if words.contains(GONE) {
        Matter::Sentence
    } else if words.contains(DECLARED) {
        Matter::Declared
    } else {
        Matter::Expected
    }
}
