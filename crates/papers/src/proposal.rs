//! What a paper's first page says about it in the layout of Decree 30/2020/NĐ-CP, for the secretary to confirm.
//!
//! Nothing is invented: a field is there only if the page has it in the place where an official paper has it. Two columns
//! at the top may come one after the other or mixed in one line, as different readers answer them.

use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

mod heading;
mod line;
mod unit;

use line::Line;

/// What a paper says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Proposal {
    /// Code of its type as Decree 30 abbreviates it: "TTr", "QĐ", "BC".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub type_code: Option<String>,
    /// Number and symbol: "218/TTr-STC".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symbol: Option<String>,
    /// The day it was issued, as "2026-05-06".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<String>,
    /// Who issued it, in usual letters: "Sở Tài chính", "UBND tỉnh Lam Giang".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Its type and what it is about: "Tờ trình về việc ...".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The secrecy stamped on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub classification: Option<Classification>,
}

/// Secrecy as the law on state secrets has it, from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Classification {
    /// Said as it is stamped: the house's rules have it under the same name.
    #[serde(rename = "Mật")]
    Confidential,
    /// The same.
    #[serde(rename = "Tối mật")]
    Secret,
    /// The same.
    #[serde(rename = "Tuyệt mật")]
    TopSecret,
}

/// Lines of a page that can be its head; body text further down has no place in a proposal.
const HEAD: usize = 40;
/// Longest title, as the house keeps them (in characters).
const LONGEST: usize = 250;

/// Reads a first page. Its text is best read as the page is laid out, any order of the head's two columns is understood.
#[must_use]
pub fn propose(first_page: &str) -> Proposal {
    let page: String = first_page.nfc().map(|sign| if sign == 'Ð' { 'Đ' } else { sign }).collect();
    let head = Head::read(page.lines().map(Line::new).filter(|line| !line.is_blank()).take(HEAD).collect());
    let heading = heading::find(&head.rest, head.is_official(), head.before_symbol);
    let code = head.symbol.as_deref().and_then(heading::code_of_symbol);
    Proposal {
        type_code: code.or_else(|| heading.as_ref().and_then(|heading| heading.code)).map(str::to_owned),
        unit: if head.is_official() { unit::name(&head.units(), &page) } else { None },
        title: heading.map(|heading| shortened(&heading.title)).filter(|title| !title.is_empty()),
        symbol: head.symbol,
        issued_on: head.issued_on,
        classification: head.classification,
    }
}

/// Cut at a word, not in it.
fn shortened(title: &str) -> String {
    if title.chars().count() <= LONGEST {
        return title.to_owned();
    }
    let start: String = title.chars().take(LONGEST - 2).collect();
    format!("{} …", start.rsplit_once(' ').map_or(start.as_str(), |(start, _)| start))
}

/// The head of a page, with what stands in fixed places taken out.
struct Head {
    /// What is left, line by line; the unit's names first.
    rest: Vec<Line>,
    /// Lines before the number, in `rest`.
    before_symbol: usize,
    /// Lines before the state's or the Party's motto, in `rest`, where it was there.
    motto: Option<usize>,
    /// Whether a place for number and symbol was there, filled or not.
    numbered: bool,
    symbol: Option<String>,
    issued_on: Option<String>,
    classification: Option<Classification>,
}

/// Patterns over folded text: plain small letters, one byte a character.
macro_rules! pattern {
    ($name:ident, $pattern:expr) => {
        static $name: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new($pattern).ok());
    };
}

pattern!(COUNTRY, r"cong\s*hoa\s+xa\s*hoi\s+chu\s*nghia(\s+viet\s*nam)?|socialist republic of viet\s*nam|dang\s+cong\s+san\s+viet\s*nam");
pattern!(MOTTO, r"doc\s*lap\s*[-.,~]*\s*tu\s*do\s*[-.,~]*\s*hanh\s*phuc|independence\s*-\s*freedom\s*-\s*happiness");
pattern!(
    NUMBER,
    r"^(?:(?:luat|phap lenh|nghi quyet|nghi dinh|thong tu)\s+)?so\s*[:.;]?\s*([0-9]{1,6}[a-z]?(?:\s*/\s*[0-9]{4})?)?\s*([-/])\s*([a-z][a-z0-9&]*(?:\s?[-/.,]\s?[a-z0-9&]+)*)"
);
pattern!(STANDARD, r"^(qcvn|tcvn)\s+[0-9][0-9a-z-]*\s*:\s*[0-9]{4}(\s*/\s*[a-z]+)?$");
pattern!(
    DATE,
    r"ngay\s*([0-9]{0,2})[\s.~]*thang\s*([0-9]{0,2})[\s.~]*nam\s*([0-9]{4})?|ngay\s*([0-9]{1,2})\s*/\s*([0-9]{1,2})\s*/\s*([0-9]{4})"
);
pattern!(STAMP, r"^(?:do mat\s*:\s*)?(?:(?:hoa toc|thuong khan|khan)\s+)?(tuyet mat|toi mat|mat)(?:\s+(?:hoa toc|thuong khan|khan))?$");

impl Head {
    fn read(lines: Vec<Line>) -> Self {
        let mut head =
            Self { rest: Vec::new(), before_symbol: 0, motto: None, numbered: false, symbol: None, issued_on: None, classification: None };
        for mut line in lines {
            head.take_motto(&mut line);
            head.take_stamp(&mut line);
            head.take_symbol(&mut line);
            head.take_date(&mut line);
            if !line.is_blank() {
                head.rest.push(line);
            }
        }
        head
    }

    /// Whether the page begins like an official paper.
    const fn is_official(&self) -> bool {
        self.motto.is_some() || self.numbered
    }

    /// The lines that may name who issued it.
    fn units(&self) -> Vec<&Line> {
        let before = if self.numbered { self.before_symbol } else { self.motto.unwrap_or_default() };
        self.rest.iter().take(before).collect()
    }

    fn take_motto(&mut self, line: &mut Line) {
        for pattern in [&COUNTRY, &MOTTO] {
            if line.take(pattern.as_ref()).is_some() {
                // What is left of the line stands beside the motto, before it.
                self.motto = Some(self.rest.len() + usize::from(!line.is_blank()));
            }
        }
    }

    fn take_stamp(&mut self, line: &mut Line) {
        let Some(found) = line.groups(STAMP.as_ref()) else { return };
        let stated = line.folded().starts_with("do mat");
        if self.classification.is_none() && (stated || line.is_capitals()) {
            self.classification = match found.get(1).map(Vec::as_slice) {
                Some(['T' | 't', 'U' | 'u', ..]) => Some(Classification::TopSecret),
                Some(['T' | 't', ..]) => Some(Classification::Secret),
                _ => Some(Classification::Confidential),
            };
            line.clear();
        }
    }

    fn take_symbol(&mut self, line: &mut Line) {
        // Further down other papers are named.
        if self.numbered || self.rest.len() > if self.motto.is_some() { 14 } else { 8 } {
            return;
        }
        if let Some(found) = line.take(NUMBER.as_ref()) {
            self.numbered = true;
            self.before_symbol = self.rest.len();
            let part = |group: usize| found.get(group).map(|signs| signs.iter().filter(|sign| !sign.is_whitespace()).collect::<String>());
            if let (Some(number), Some(mark), Some(code)) = (part(1), part(2), part(3))
                && !number.is_empty()
                && code.starts_with(char::is_uppercase)
            {
                self.symbol = Some(format!("{number}{mark}{code}"));
            }
        } else if self.rest.len() < 3
            && let Some(found) = line.take(STANDARD.as_ref())
        {
            self.numbered = true;
            self.before_symbol = self.rest.len();
            self.symbol = found.first().map(|signs| signs.iter().collect());
        } else if line.folded().trim_end_matches([' ', '.', '~', '/']) == "so:" {
            self.numbered = true;
            self.before_symbol = self.rest.len();
            line.clear();
        }
    }

    /// The place and date: "Nghệ An, ngày 06 tháng 5 năm 2026", alone in what is left of its line.
    fn take_date(&mut self, line: &mut Line) {
        let Some((before, found, after)) = line.around(DATE.as_ref()) else { return };
        let place = before.strip_suffix(',').is_some_and(|place| place.split(' ').count() <= 6 && !place.contains(['(', ':', ';']));
        if !(place || before.is_empty()) || !after.trim_matches(['.', ' ']).is_empty() {
            return;
        }
        let number = |group: usize| found.get(group).and_then(|signs| signs.iter().collect::<String>().parse::<u32>().ok());
        let date = |day: usize| Some((number(day + 2)?, number(day + 1)?, number(day)?));
        if self.issued_on.is_none()
            && let Some((year, month, day)) = date(1).or_else(|| date(4))
            && is_day(year, month, day)
        {
            self.issued_on = Some(format!("{year:04}-{month:02}-{day:02}"));
        }
        line.clear();
    }
}

fn is_day(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(leap),
        _ => 0,
    };
    (1945..2200).contains(&year) && (1..=days).contains(&day)
}

#[cfg(test)]
mod tests;
