//! Telephones: mobiles and landlines, with country and area code, however they are grouped.

use super::line::Line;

/// Words that a telephone stands behind.
pub const TELEPHONE: [&str; 14] = [
    "电话",
    "手机",
    "座机",
    "固话",
    "传真",
    "热线",
    "联系方式",
    "致电",
    "拨打",
    "请拨",
    "tel",
    "phone",
    "mobile",
    "fax",
];

/// Words that a code stands behind, which is no telephone however it looks.
const CODE: [&str; 12] = [
    "订单",
    "发票",
    "编号",
    "编码",
    "代码",
    "单号",
    "流水号",
    "账号",
    "卡号",
    "文号",
    "证号",
    "许可证",
];

impl Line {
    /// Where the 86 before a number begins.
    pub(super) fn country(&self, at: usize) -> Option<usize> {
        let near = (at.saturating_sub(8)..at).rev();
        let end = near
            .clone()
            .find(|one| !matches!(self.get(*one), Some(' ' | '-' | ')')))
            .map(|one| one + 1)?;
        let start = near.filter(|one| *one < end).find(|one| !self.is_digit(*one));
        let start = start.map_or(at.saturating_sub(8), |one| one + 1);
        let code = self.text(start..end);
        let plus = self.before(start) == Some('+');
        ((code == "86" && (plus || end < at)) || code == "0086").then(|| start - usize::from(plus))
    }

    /// The beginning of a number with its +86, where it has one.
    pub(super) fn with_country(&self, at: usize, after: usize) -> usize {
        let plus = at > after && self.before(at) == Some('+');
        let start = self.country(at).filter(|start| *start >= after);
        let start = start.unwrap_or(at - usize::from(plus));
        // The bracket of an area code or of +86 goes with what is in it.
        let bracket = start > after && self.before(start) == Some('(');
        let closes = (start..at + 5).any(|one| self.get(one) == Some(')'));
        if bracket && closes { start - 1 } else { start }
    }

    pub(super) fn mobile(&self, at: usize) -> Option<usize> {
        if self.stands_behind(at, &TELEPHONE)
            && let Some(end) = self.labelled_mobile(at)
        {
            return Some(end);
        }
        let end = self.digits(at);
        let is_mobile = |from: usize| self.get(from) == Some('1') && matches!(self.get(from + 1), Some('3'..='9'));
        let plus = self.before(at) == Some('+');
        let (start, end) = match end - at {
            11 => (at, end),
            13 if self.starts(at, "86") && plus => (at + 2, end),
            15 if self.starts(at, "0086") => (at + 4, end),
            3 => {
                let separator = self.get(end).filter(|one| matches!(one, ' ' | '-' | '.'))?;
                let middle = self.digits(end + 1);
                let last = self.digits(middle + 1);
                let grouped = middle == end + 5 && last == middle + 5 && self.get(middle) == Some(separator);
                let goes_on = self.get(last) == Some(separator) && self.is_digit(last + 1);
                (grouped && !goes_on).then_some((at, last))?
            }
            _ => return None,
        };
        let numbered = self.before(at) == Some('第') || self.stands_behind(at, &CODE);
        (is_mobile(start) && self.may_end(end) && !numbered).then_some(end)
    }

    /// The end of the 11 digits of a mobile, however they are grouped.
    fn labelled_mobile(&self, at: usize) -> Option<usize> {
        let (mut end, mut count) = (at, 0);
        while count < 11 {
            let is_between = end > at && matches!(self.get(end), Some(' ' | '-'));
            end += usize::from(is_between);
            if !self.is_digit(end) {
                return None;
            }
            (end, count) = (end + 1, count + 1);
        }
        let is_mobile = self.get(at) == Some('1') && matches!(self.get(at + 1), Some('3'..='9'));
        (is_mobile && !self.is_digit(end) && self.may_end(end)).then_some(end)
    }

    pub(super) fn landline(&self, at: usize, after: usize) -> Option<usize> {
        let end = self.digits(at);
        let near_another = at > after && at - after <= 2 && after > 0;
        let labelled = self.stands_behind(at, &TELEPHONE) || near_another;
        let is_one = labelled && (!near_another || !self.before(at).is_some_and(char::is_alphabetic));
        let whatever = || is_one.then(|| self.whatever(at)).flatten();
        let area = if self.country(at).is_some() && self.get(at) != Some('0') {
            format!("0{}", self.text(at..end))
        } else {
            self.text(at..end)
        };
        if is_area(&area) {
            let mut next = end;
            while next < end + 2 && matches!(self.get(next), Some('-' | ' ' | ')')) {
                next += 1;
            }
            // No count is written behind a bracket or a stroke; one behind a blank may be.
            let joined = next > end && !self.starts(end, " ");
            let end = (next > end)
                .then(|| self.subscriber(next, area.len(), joined))
                .flatten();
            return end.map(|end| self.extension(end)).or_else(whatever);
        }
        if !labelled {
            return self.with_more(at, end);
        }
        let whole = (3..=4).any(|length| {
            let area = self.text(at..end.min(at + length));
            let rest = (end - at).saturating_sub(length);
            is_area(&area) && (rest == 8 || rest == 7 && length == 4)
        });
        let end = if whole && self.may_end(end) {
            Some(end)
        } else {
            self.subscriber(at, 4, false)
        };
        end.map(|end| self.extension(end)).or_else(whatever)
    }

    /// The end of whatever number stands behind a word for a telephone, however it is grouped: as long as one of its
    /// kind is, or after a colon a short one; numbers that serve everybody, 12315 and 400-800-1234, stay.
    fn whatever(&self, at: usize) -> Option<usize> {
        let longest = match (self.get(at), self.get(at + 1)) {
            (Some('0'), _) => 11,
            (Some('1'), Some('3'..='9')) => 11,
            _ => 8,
        };
        let (mut end, mut count) = (at, 0);
        loop {
            let next = self.digits(end);
            (end, count) = (next, count + next - end);
            let between = (end..end + 2).take_while(|one| matches!(self.get(*one), Some(' ' | '-' | '.' | ')')));
            let next = end + between.count();
            let fits = count + self.digits(next) - next <= longest || self.get(end) == Some('-');
            if next == end || !self.is_digit(next) || !fits {
                break;
            }
            end = next;
        }
        let digits: String = self.text(at..end).chars().filter(char::is_ascii_digit).collect();
        let serves = ["400", "800"].iter().any(|area| digits.starts_with(area)) && count == 10
            || count < 7 && ["1", "95", "96"].iter().any(|first| digits.starts_with(first));
        let is_short =
            (4..7).contains(&count) && self.before(at) == Some(':') && !self.get(end).is_some_and(char::is_alphabetic);
        (!serves && (count >= 7 || is_short) && self.may_end(end)).then_some(end)
    }

    /// The end of a local number of 8 digits, 7 or 8 where the area code has 4; also as 4-4 or 3-4.
    ///
    /// It begins with 2 to 9, or with 1 as well where it is joined to an area code.
    fn subscriber(&self, at: usize, area: usize, joined: bool) -> Option<usize> {
        let end = self.digits(at);
        let (count, end) = match end - at {
            count @ (7 | 8) => (count, end),
            // A number of the document that is printed as a count.
            count @ (1 | 2) if self.is_thousands(end) && self.is_thousands(end + 4) => (count + 6, end + 8),
            count @ (3 | 4) if matches!(self.get(end), Some('-' | ' ')) && self.digits(end + 1) == end + 5 => {
                let is_year = |from: usize| self.starts(from, "19") || self.starts(from, "20");
                let years = count == 4 && is_year(at) && is_year(end + 1);
                (!years).then_some((count + 4, end + 5))?
            }
            _ => return None,
        };
        let begins = matches!(self.get(at), Some('2'..='9')) || joined && self.get(at) == Some('1');
        (begins && (count == 8 || area == 4) && self.may_end(end)).then_some(end)
    }

    /// Tells a comma with exactly three digits behind it.
    fn is_thousands(&self, at: usize) -> bool {
        self.get(at) == Some(',') && self.digits(at + 1) == at + 4
    }

    /// The end of eight digits with an extension, or with the next number of the same office, 88936230/31, which nothing
    /// but telephones have; a day and a code are none, nor is a ratio.
    fn with_more(&self, at: usize, end: usize) -> Option<usize> {
        let last = self.extension(end);
        let tail = self.text(end + 1..last);
        let is_next = || {
            let own: i32 = self.text(end.saturating_sub(tail.len())..end).parse().ok()?;
            let next: i32 = tail.parse().ok()?;
            Some((1..10).contains(&(next - own)))
        };
        let more = match self.get(end)? {
            '/' => is_next() == Some(true),
            _ => matches!(tail.len(), 3 | 4) && self.get(last) != Some('-'),
        };
        let is_day = self.starts(at, "19") || self.starts(at, "20");
        let begins = end - at == 8 && matches!(self.get(at), Some('2'..='9')) && !is_day;
        (begins && more && last > end && !self.stands_behind(at, &CODE)).then_some(last)
    }

    /// The end of an extension behind a number, or of the number.
    fn extension(&self, end: usize) -> usize {
        if !matches!(self.get(end), Some('-' | '转' | '/')) {
            return end;
        }
        let last = self.digits(end + 1);
        if (2..=7).contains(&(last - end)) && self.may_end(last) {
            last
        } else {
            end
        }
    }
}

/// Tells whether digits are an area code: 010, 02×, 03××–09××.
fn is_area(digits: &str) -> bool {
    match digits.as_bytes() {
        [b'0', b'1', b'0'] => true,
        [b'0', b'2', last] => last.is_ascii_digit(),
        [b'0', first @ b'3'..=b'9', b'0'..=b'9', b'0'..=b'9'] => first.is_ascii_digit(),
        _ => false,
    }
}
