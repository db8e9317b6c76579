//! Who issued a paper: the agencies' names at the top left, in capitals over one or more lines, in usual letters again.

use super::line::{Line, fold};
use crate::syllable::is_syllable;

/// Words an agency's name begins with.
const AGENCIES: [&str; 58] = [
    "uy ban",
    "ubnd",
    "hoi dong",
    "hdnd",
    "so",
    "bo",
    "ban",
    "van phong",
    "phong",
    "cuc",
    "chi cuc",
    "tong cuc",
    "vu",
    "vien",
    "truong",
    "hoc vien",
    "trung tam",
    "cong ty",
    "tong cong ty",
    "tap doan",
    "thanh tra",
    "cong an",
    "toa an",
    "tand",
    "vksnd",
    "benh vien",
    "tinh uy",
    "thanh uy",
    "dang uy",
    "dang bo",
    "huyen uy",
    "quan uy",
    "chi bo",
    "chinh phu",
    "quoc hoi",
    "uy ban thuong vu",
    "thu tuong",
    "chu tich",
    "mat tran",
    "kho bac",
    "thue",
    "hai quan",
    "bao hiem",
    "lien doan",
    "hoi",
    "doan",
    "ngan hang",
    "to cong tac",
    "to giup viec",
    "dai",
    "quy",
    "thong ke",
    "ubmttq",
    "bqp",
    "bca",
    "dai hoc",
    "xi nghiep",
    "nha may",
];

/// Agencies' lines begin alike, but these are none.
const OTHERS: [&str; 9] =
    ["phong chong", "quy dinh", "quy che", "quy chuan", "so lieu", "bo tieu chi", "bo thong so", "ban do", "to trinh"];

/// Names that say nothing without the body above them.
const DEPENDENT: [&str; 4] = ["van phong", "thanh tra", "phong", "to"];

/// Places: what follows them is a name.
const PLACES: [&str; 9] = ["tỉnh", "phố", "huyện", "quận", "thị xã", "thị trấn", "xã", "phường", "đặc khu"];

/// Bodies whose names are words of the language but for places, so that a rule can write them.
const PLAIN: [&str; 10] =
    ["uy ban", "ubnd", "hoi dong nhan dan", "hdnd", "van phong", "thanh tra", "cong an", "thong ke", "thue", "dang uy"];

/// Bodies whose own name begins with a capital after their kind: "Sở Tài chính", "Chi cục Kiểm lâm".
const DEPARTMENTS: [&str; 9] = ["so", "bo", "ban", "cuc", "vu", "phong", "chi cuc", "tong cuc", "kho bac"];

/// The Party's committees: a place's name follows at once.
const COMMITTEES: [&str; 4] = ["tinh uy", "thanh uy", "huyen uy", "quan uy"];

/// Names that keep their capitals within others.
const NAMES: [&str; 5] = ["Mặt trận", "Tổ quốc", "Việt Nam", "Nhà nước", "Hồ Chí Minh"];

/// Whether a line begins an agency's name.
pub fn is_name(line: &Line) -> bool {
    let starts = |word: &str| line.folded().strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    line.is_capitals() && AGENCIES.iter().any(|word| starts(word)) && !OTHERS.iter().any(|word| starts(word))
}

/// The issuing agency by the lines above the number; `page` shows how it is usually written.
pub fn name(lines: &[&Line], page: &str) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for line in lines.iter().skip_while(|line| !is_name(line)).take_while(|line| line.is_capitals()).take(6) {
        let text = line.text();
        let text = text.trim_matches(|sign: char| !sign.is_alphanumeric() && sign != ',');
        let open = names.last().is_some_and(|last| last.ends_with([',', '-', '–']) || last.ends_with(" VÀ"));
        match names.last_mut() {
            Some(last) if open || !is_name(line) => {
                last.push(' ');
                last.push_str(text);
            }
            _ => names.push(text.to_owned()),
        }
    }
    let issuer = usual(names.last()?, page);
    let parent = names.len().checked_sub(2).and_then(|at| names.get(at)).map(|parent| usual(parent, page));
    let first = folded(&issuer);
    let dependent = DEPENDENT.iter().any(|word| first == *word || (*word == "phong" && first.starts_with("phong ")));
    Some(match parent {
        Some(parent) if dependent && first.contains(' ') && first.starts_with("phong ") => format!("{issuer}, {parent}"),
        Some(parent) if dependent => format!("{issuer} {parent}"),
        _ => issuer,
    })
}

fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// A name in capitals as the page writes it elsewhere, else as names of its kind are written.
fn usual(capitals: &str, page: &str) -> String {
    written(capitals, page).unwrap_or_else(|| by_rule(capitals))
}

/// The same words in other letters somewhere on the page.
fn written(capitals: &str, page: &str) -> Option<String> {
    let flat: Vec<char> = page.split_whitespace().collect::<Vec<_>>().join(" ").chars().collect();
    let folded: String = flat.iter().map(|sign| fold(*sign)).collect();
    let wanted: String = capitals.chars().map(fold).collect();
    folded.match_indices(&wanted).find_map(|(at, _)| {
        let found: String = flat.get(at..at + wanted.len())?.iter().collect();
        let whole = |place: Option<usize>| place.and_then(|place| flat.get(place)).is_none_or(|sign| !sign.is_alphanumeric());
        let same = found.to_uppercase() == capitals;
        (same && whole(at.checked_sub(1)) && whole(Some(at + wanted.len())) && found.starts_with(char::is_uppercase) && found != capitals)
            .then_some(found)
    })
}

/// Rules of Decree 30's annex II as far as words alone tell: the body's kind, what it is for, places and their names. A
/// school or a company has a name that no rule knows: it keeps its capitals.
fn by_rule(capitals: &str) -> String {
    let words: Vec<&str> = capitals.split(' ').collect();
    let begins = |kinds: &[&str]| {
        let found =
            kinds.iter().find(|kind| folded(capitals).strip_prefix(**kind).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')));
        found.map(|kind| kind.split(' ').count())
    };
    let department = begins(&DEPARTMENTS);
    let committee = begins(&COMMITTEES);
    if department.or(committee).or_else(|| begins(&PLAIN)).is_none() {
        return capitals.to_owned();
    }
    let mut usual: Vec<String> = Vec::with_capacity(words.len());
    let mut name = false;
    for (at, word) in words.iter().enumerate() {
        let small = word.to_lowercase();
        let before = at.checked_sub(1).and_then(|at| words.get(at)).map(|word| word.to_lowercase()).unwrap_or_default();
        let is_place = PLACES.contains(&small.as_str()) || PLACES.contains(&format!("{before} {small}").as_str());
        // "xã hội" is no commune.
        let society = small == "xã" && words.get(at + 1).is_some_and(|next| next.to_lowercase() == "hội");
        let begins_part = department
            .is_some_and(|kind| at == kind || (at > kind && matches!(before.as_str(), "và" | "-" | "–")) || before.ends_with(','));
        if !is_syllable(word) {
            usual.push((*word).to_owned());
        } else if at > 0 && is_place && !society {
            name = true;
            usual.push(small);
        } else if at == 0 || name || begins_part || committee.is_some_and(|kind| at >= kind) {
            usual.push(capitalised(word));
        } else {
            usual.push(small);
        }
    }
    let usual = usual.join(" ");
    NAMES.iter().fold(usual, |usual, name| usual.replace(&name.to_lowercase(), name))
}

fn capitalised(word: &str) -> String {
    let mut signs = word.chars();
    signs.next().map(|first| first.to_uppercase().chain(signs.flat_map(char::to_lowercase)).collect()).unwrap_or_default()
}
