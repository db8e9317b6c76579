//! Papers nobody wrote, as a provincial office writes them: set phrases, syllables as common as in life, numbers and symbols.

use std::fmt::Write;

use domain::text::line;

/// Numbers that look drawn and are the same at every run.
pub struct Dice(u64);

impl Dice {
    /// A number of its own for each `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From 0 to before `end`, each as often as the others.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// From 0 to before `end`, the second half as often as the first: the n-th as often as one n-th of the first (Zipf).
    pub fn rank(&mut self, end: usize) -> usize {
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        (((end as f64 + 1.0).ln() * share).exp() as usize).clamp(1, end) - 1
    }

    /// One of them.
    pub fn one<'text>(&mut self, of: &[&'text str]) -> &'text str {
        of.get(self.below(of.len())).copied().unwrap_or_default()
    }
}

/// Set phrases, the most common first.
const PHRASES: [&str; 72] = [
    "Ủy ban nhân dân tỉnh",
    "và",
    "của",
    "các",
    "trên địa bàn",
    "theo quy định",
    "thực hiện",
    "kế hoạch",
    "Sở Tài chính",
    "công tác",
    "Hội đồng nhân dân",
    "phát triển kinh tế - xã hội",
    "đầu tư công",
    "nhiệm vụ",
    "giải pháp",
    "cơ quan, đơn vị, địa phương",
    "Nghị quyết số",
    "Quyết định số",
    "năm 2026",
    "giai đoạn 2026-2030",
    "ngân sách nhà nước",
    "chuyển đổi số",
    "cải cách hành chính",
    "thủ tục hành chính",
    "quốc phòng, an ninh",
    "Ban Thường vụ Tỉnh ủy",
    "Chủ tịch Ủy ban nhân dân",
    "báo cáo kết quả",
    "tổ chức triển khai",
    "được",
    "trong",
    "cho",
    "với",
    "không",
    "đến",
    "là",
    "có",
    "tại",
    "về việc",
    "căn cứ",
    "đề nghị",
    "xem xét, quyết định",
    "nông thôn mới",
    "giảm nghèo bền vững",
    "bảo vệ môi trường",
    "quản lý đất đai",
    "giải phóng mặt bằng",
    "vốn đầu tư",
    "tỷ đồng",
    "triệu đồng",
    "tiến độ giải ngân",
    "danh mục dự án",
    "thẩm định",
    "phê duyệt",
    "điều chỉnh, bổ sung",
    "khu công nghiệp",
    "doanh nghiệp",
    "hợp tác xã",
    "giáo dục và đào tạo",
    "y tế",
    "văn hóa, thể thao và du lịch",
    "lao động, việc làm",
    "an sinh xã hội",
    "thanh tra",
    "khiếu nại, tố cáo",
    "phòng, chống thiên tai",
    "biến đổi khí hậu",
    "tài nguyên nước",
    "giao thông vận tải",
    "xây dựng",
    "khoa học và công nghệ",
    "đào tạo, bồi dưỡng cán bộ",
];

/// Types of paper and the units that sign them.
pub const TYPES: [&str; 8] = ["NQ", "QĐ", "TTr", "BC", "KH", "TB", "CV", "CT"];
/// Units, with their abbreviations.
pub const UNITS: [(&str, &str); 12] = [
    ("Sở Tài chính", "STC"),
    ("Sở Nông nghiệp và Môi trường", "SNNMT"),
    ("Sở Xây dựng", "SXD"),
    ("Sở Y tế", "SYT"),
    ("Sở Giáo dục và Đào tạo", "SGDĐT"),
    ("Sở Nội vụ", "SNV"),
    ("Sở Công Thương", "SCT"),
    ("Sở Tư pháp", "STP"),
    ("Sở Khoa học và Công nghệ", "SKHCN"),
    ("Thanh tra tỉnh", "TTT"),
    ("Công an tỉnh", "CAT"),
    ("Văn phòng", "VP"),
];

const ONSETS: [&str; 24] =
    ["", "b", "c", "ch", "d", "đ", "g", "gi", "h", "kh", "l", "m", "n", "ng", "nh", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x"];
/// Vowel and coda; the tone goes between.
const RHYMES: [(&str, &str); 40] = [
    ("a", ""),
    ("a", "n"),
    ("a", "ng"),
    ("a", "nh"),
    ("a", "o"),
    ("a", "i"),
    ("a", "t"),
    ("a", "c"),
    ("ă", "n"),
    ("ă", "ng"),
    ("â", "n"),
    ("â", "u"),
    ("â", "y"),
    ("e", "o"),
    ("e", "n"),
    ("ê", "n"),
    ("ê", "nh"),
    ("i", ""),
    ("i", "nh"),
    ("iê", "n"),
    ("iê", "u"),
    ("iê", "t"),
    ("o", ""),
    ("o", "n"),
    ("o", "ng"),
    ("ô", ""),
    ("ô", "ng"),
    ("ô", "i"),
    ("ơ", "i"),
    ("ơ", "n"),
    ("u", ""),
    ("u", "ng"),
    ("uô", "c"),
    ("uô", "n"),
    ("uy", ""),
    ("ư", ""),
    ("ươ", "ng"),
    ("ươ", "i"),
    ("ư", "ng"),
    ("oa", ""),
];
const TONES: [&str; 6] = ["", "\u{300}", "\u{301}", "\u{309}", "\u{303}", "\u{323}"];

/// What texts are made of.
pub struct Language {
    syllables: Vec<String>,
}

impl Language {
    /// All syllables, in an order of its own: the first are the common ones.
    pub fn new() -> Self {
        let mut syllables = Vec::new();
        for onset in ONSETS {
            for (vowel, coda) in RHYMES {
                syllables.extend(TONES.iter().map(|tone| line(&format!("{onset}{vowel}{tone}{coda}"))));
            }
        }
        let mut dice = Dice::new(7);
        for last in (1..syllables.len()).rev() {
            syllables.swap(last, dice.below(last + 1));
        }
        Self { syllables }
    }

    /// A set phrase.
    pub fn phrase(&self, dice: &mut Dice) -> &'static str {
        PHRASES.get(dice.rank(PHRASES.len())).copied().unwrap_or_default()
    }

    /// The syllable of this rank, or the rarest.
    pub fn syllable(&self, rank: usize) -> &str {
        self.syllables.get(rank).or(self.syllables.last()).map_or("", String::as_str)
    }

    /// How many syllables there are.
    pub fn syllables(&self) -> usize {
        self.syllables.len()
    }

    /// A number and symbol.
    pub fn symbol(&self, dice: &mut Dice) -> String {
        let unit = UNITS.get(dice.below(UNITS.len())).map_or("", |(_, short)| *short);
        format!("{}/{}/{}-{unit}", 1 + dice.below(4_000), 2020 + dice.below(7), dice.one(&TYPES))
    }

    /// A page of about 300 syllables.
    pub fn page(&self, dice: &mut Dice, header: &str) -> String {
        let mut page = format!("{header}\n");
        for word in 0..135 + dice.below(60) {
            let number = dice.below(1_000);
            let written = match dice.below(100) {
                0..55 => write!(page, "{}", self.phrase(dice)),
                55..88 => write!(page, "{}", self.syllable(dice.rank(self.syllables.len()))),
                88..94 => write!(page, "{}.{number:03}", 1 + dice.below(90)),
                94..97 => write!(page, "{number}"),
                97..99 => write!(page, "{:02}/{:02}/202{}", 1 + dice.below(28), 1 + dice.below(12), dice.below(7)),
                _ => write!(page, "{}", self.symbol(dice)),
            };
            // Writing to a string does not fail.
            written.unwrap_or_default();
            page.push(if word % 12 == 11 { '\n' } else { ' ' });
        }
        page
    }
}
