//! The name of a paper's type and what stands below it: what the paper is about.

use super::line::{Line, fold};

/// What a heading says.
#[derive(Debug, PartialEq, Eq)]
pub struct Heading {
    /// Code of the type, where the type is named.
    pub code: Option<&'static str>,
    /// The type's name and the abstract, in usual letters.
    pub title: String,
}

/// Types of papers: code and name.
const TYPES: [(&str, &str); 31] = [
    ("NQ", "Nghị quyết"),
    ("QĐ", "Quyết định"),
    ("CT", "Chỉ thị"),
    ("QC", "Quy chế"),
    ("QyĐ", "Quy định"),
    ("TC", "Thông cáo"),
    ("TB", "Thông báo"),
    ("HD", "Hướng dẫn"),
    ("CTr", "Chương trình"),
    ("KH", "Kế hoạch"),
    ("PA", "Phương án"),
    ("ĐA", "Đề án"),
    ("DA", "Dự án"),
    ("BC", "Báo cáo"),
    ("BB", "Biên bản"),
    ("TTr", "Tờ trình"),
    ("HĐ", "Hợp đồng"),
    ("CĐ", "Công điện"),
    ("BGN", "Bản ghi nhớ"),
    ("BTT", "Bản thỏa thuận"),
    ("GUQ", "Giấy ủy quyền"),
    ("GM", "Giấy mời"),
    ("GGT", "Giấy giới thiệu"),
    ("GNP", "Giấy nghỉ phép"),
    ("PG", "Phiếu gửi"),
    ("PC", "Phiếu chuyển"),
    ("PB", "Phiếu báo"),
    ("NĐ", "Nghị định"),
    ("TT", "Thông tư"),
    ("KL", "Kết luận"),
    ("L", "Luật"),
];

/// Words a body's first paragraph begins with, never an abstract.
const BODY: [&str; 25] = [
    "kinh gui",
    "can cu",
    "thuc hien ",
    "theo ",
    "xet ",
    "tren co so",
    "de ",
    "nham ",
    "tiep theo",
    "trong ",
    "hom nay",
    "tai ",
    "sau khi",
    "tu ",
    "thoi gian",
    "dieu ",
    "phan ",
    "chuong ",
    "muc ",
    "(kem ",
    "(ban hanh kem",
    "noi nhan",
    "dia diem",
    "qua ",
    "don vi tinh",
];

/// Longest abstract, in lines.
const LINES: usize = 6;

/// The type a number and symbol names: "218/TTr-STC" is a "TTr".
pub fn code_of_symbol(symbol: &str) -> Option<&'static str> {
    let code = symbol.trim_start_matches(|sign: char| sign.is_ascii_digit() || matches!(sign, '/' | '-'));
    let code = code.split(['-', '/', '.']).next()?;
    TYPES.iter().find(|(known, _)| *known == code).map(|(known, _)| *known)
}

/// Finds the heading among what a head's fixed places left; in an official paper it stands after the agencies' names, the
/// first `agencies` lines. Elsewhere only capitals at the very top are one.
pub fn find(lines: &[Line], official: bool, agencies: usize) -> Option<Heading> {
    let draft =
        lines.iter().any(|line| line.is_capitals() && matches!(line.folded().trim_matches(['(', ')', ' ']), "du thao" | "ban du thao"));
    if official {
        let below = lines.get(agencies..).unwrap_or_default();
        return named(below, draft).or_else(|| concerning(below)).or_else(|| named(lines, draft)).or_else(|| first_capitals(lines, true));
    }
    let first = lines.iter().take(4).position(Line::is_capitals)?;
    let annexed = lines.iter().take(first).any(is_annex);
    let heading = lines.get(first..).filter(|_| !annexed).and_then(|lines| named(lines.get(..1)?, draft).and_then(|_| named(lines, draft)));
    heading.or_else(|| first_capitals(lines, false))
}

/// "PHỤ LỤC I" and no more.
fn is_annex(line: &Line) -> bool {
    line.folded().starts_with("phu luc") && line.text().split(' ').count() <= 4
}

/// A type's name in capitals, and its abstract.
fn named(lines: &[Line], draft: bool) -> Option<Heading> {
    let (at, line, (code, name), length) = lines.iter().enumerate().find_map(|(at, line)| {
        let (known, length) = TYPES.iter().find_map(|(code, name)| Some(((*code, *name), length(line, name)?)))?;
        // "LUẬT" and the like begin titles of books too: the name stands alone or nearly so.
        (line.is_capitals() && line.text().split(' ').count() <= 14).then_some((at, line, known, length))
    })?;
    let rest: String = line.text().chars().skip(length).collect();
    let rest = rest.trim_matches([' ', ':', '.']);
    let mut title = String::from(if draft { "Dự thảo " } else { "" });
    title.push_str(name);
    if !rest.is_empty() {
        title.push(' ');
        title.push_str(&rest.to_lowercase());
    }
    let about = about(lines.get(at + 1..).unwrap_or_default());
    if !about.is_empty() {
        title.push(' ');
        title.push_str(&spelt_out(&about));
    } else if rest.is_empty() {
        // Some write the abstract in capitals too. What names in it have small letters nobody can tell.
        let capitals =
            lines.get(at + 1..).unwrap_or_default().iter().take_while(|line| line.is_capitals() && !is_authority(line)).take(LINES);
        for line in capitals {
            title.push(' ');
            title.push_str(&line.text());
        }
    }
    Some(Heading { code: Some(code), title })
}

/// An abstract to follow another word: "V/v" written out, the first letter small.
fn spelt_out(about: &str) -> String {
    match about.get(..3) {
        Some("V/v" | "v/v" | "V/V" | "V.v") => {
            format!("về việc {}", lowered(about.get(3..).unwrap_or_default().trim_start_matches([':', ' ', '.'])))
        }
        _ => lowered(about),
    }
}

/// Whether a line in capitals names who decides, or decides, and is no abstract.
fn is_authority(line: &Line) -> bool {
    let starts = [
        "chu tich",
        "giam doc",
        "hieu truong",
        "bo truong",
        "thu tuong",
        "truong ban",
        "cua ",
        "quyet dinh",
        "quyet nghi",
        "du thao",
        "kinh gui",
    ];
    super::unit::is_name(line) || starts.iter().any(|start| line.folded().starts_with(start))
}

/// How many characters of the line are this name, whatever the spaces between its letters: readers lose and invent them.
fn length(line: &Line, name: &str) -> Option<usize> {
    let mut wanted = name.chars().map(fold).filter(|sign| *sign != ' ').peekable();
    let mut signs = line.folded().chars().enumerate().peekable();
    while let Some(next) = wanted.next() {
        let (at, found) = signs.find(|(_, sign)| *sign != ' ')?;
        if found != next {
            return None;
        }
        if wanted.peek().is_none() {
            return signs.peek().is_none_or(|(_, sign)| !sign.is_alphanumeric()).then_some(at + 1);
        }
    }
    None
}

/// "V/v ..." under the number of a letter without a type.
fn concerning(lines: &[Line]) -> Option<Heading> {
    let at = lines.iter().position(|line| ["v/v", "v.v", "ve viec"].iter().any(|start| line.folded().starts_with(start)))?;
    let title = spelt_out(&about(lines.get(at..)?)).replacen("về việc", "Về việc", 1);
    Some(Heading { code: None, title })
}

/// The first lines in capitals: the title of an annex or of a standard.
fn first_capitals(lines: &[Line], official: bool) -> Option<Heading> {
    let heading =
        |line: &&Line| line.is_capitals() && !is_annex(line) && !is_numbered(&line.text()) && (!official || !super::unit::is_name(line));
    let start = lines.iter().take(if official { 12 } else { 4 }).position(|line| heading(&line))?;
    let capitals: Vec<String> = lines.get(start..)?.iter().take_while(heading).take(LINES).map(Line::text).collect();
    let mut title = capitals.join(" ");
    if title.split(' ').count() < if official { 3 } else { 4 } {
        return None;
    }
    if let Some(annex) = lines.get(..start)?.iter().rev().find(|line| is_annex(line)) {
        title = format!("{}. {title}", annex.text().trim_end_matches(['.', ':']));
    }
    Some(Heading { code: None, title })
}

/// Whether a body's first paragraph begins here; what goes on in small letters begins nothing.
fn begins_body(line: &Line) -> bool {
    !line.text().starts_with(char::is_lowercase) && BODY.iter().any(|start| line.folded().starts_with(start))
}

/// Whether a line begins a part of the body: "I. ", "1. ", "A) ".
fn is_numbered(text: &str) -> bool {
    text.split_once(['.', ')']).is_some_and(|(number, _)| number.len() <= 4 && number.chars().all(|sign| "IVX0123456789A".contains(sign)))
}

/// The lines of an abstract: up to where the body or the addressee begins.
fn about(lines: &[Line]) -> String {
    let ends = |line: &Line| {
        let text = line.text();
        line.is_capitals() || is_numbered(&text) || text.starts_with(['-', '+', '*', '•']) || begins_body(line)
    };
    let length = lines.iter().position(ends).unwrap_or(lines.len());
    let known = length <= LINES && length < lines.len();
    let mut taken = Vec::new();
    for line in lines.iter().take(length.min(LINES)) {
        let text = line.text();
        // Where nothing shows the end, only what goes on in small letters belongs to it; a sentence's end is body text.
        if !taken.is_empty() && !known && text.starts_with(char::is_uppercase) {
            break;
        }
        if text.ends_with('.') && !known {
            break;
        }
        taken.push(text);
    }
    taken.join(" ").trim_end_matches(['.', ';', ':', ' ']).to_owned()
}

/// With a small first letter, unless it begins an abbreviation.
fn lowered(text: &str) -> String {
    let mut signs = text.chars();
    match (signs.next(), signs.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(signs).collect(),
        _ => text.to_owned(),
    }
}
