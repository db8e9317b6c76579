//! The main part of the Word file: the paper's pieces, in the order and places the decree gives them.

use std::fmt::Write;

use super::{Annex, Block, Column, Level, Official, Run};

/// Width of what is written, in twentieths of a point: A4 without its margins of 30 mm and 15 mm.
const WIDTH: u32 = 9_354;
/// Of that, the columns of the head: who draws it up, and the country's name, whose line must not break.
const HEAD: [u32; 2] = [3_554, 5_800];
/// Capitals of the agency's name that fit into its column.
const NAME_LINE: usize = 19;
/// Words that names of bodies and places begin with.
const HEAD_WORDS: [&str; 10] = ["ỦY", "UỶ", "HỘI", "SỞ", "TỈNH", "THÀNH", "PHƯỜNG", "XÃ", "ĐẶC", "VÀ"];
/// What stands where something is to be filled in.
const DOTS: &str = "……";

/// The text in XML: marks escaped, and left out what XML cannot hold.
pub(super) fn escaped(text: &str) -> String {
    let held: String =
        text.chars().filter(|character| matches!(character, '\t' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)).collect();
    quick_xml::escape::escape(held.as_str()).into_owned()
}

/// The main part.
pub(super) fn document(official: &Official) -> String {
    let mut writer = Writer(String::with_capacity(64 << 10));
    writer.head(official);
    let (last, body) = official.body.split_last().map_or((None, &official.body[..]), |(last, body)| (Some(last), body));
    writer.blocks(body);
    match last {
        // Signatures do not stand on a page alone.
        Some(Block::Paragraph(runs)) => {
            writer.raw(r#"<w:p><w:pPr><w:pStyle w:val="ThanVanBan"/><w:keepNext/></w:pPr>"#);
            writer.runs(runs);
            writer.raw("</w:p>");
        }
        last => writer.blocks(last.map(std::slice::from_ref).unwrap_or_default()),
    }
    writer.signatures(official);
    writer.recipients(official);
    for (number, annex) in official.annexes.iter().enumerate() {
        let number = (official.annexes.len() > 1).then_some(number + 1);
        // A section ends with the paragraph that holds its layout.
        writer.raw(&format!("<w:p><w:pPr>{SMALLEST}{}</w:pPr></w:p>", section()));
        writer.annex(official, annex, number);
    }
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><w:body>{}{}</w:body></w:document>"#,
        writer.0,
        section()
    )
}

/// What programs show as the file's properties.
pub(super) fn properties(official: &Official) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:description>{}</dc:description><dc:language>vi-VN</dc:language></cp:coreProperties>"#,
        escaped(&format!("{}: {}", official.type_name, official.subject)),
        escaped(&official.agency),
        escaped(&official.source)
    )
}

/// A paragraph that takes next to no room.
const SMALLEST: &str = r#"<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>"#;

/// A4 upright; margins 20 mm above and below, 30 mm left, 15 mm right; numbered from 1, the first page's number not shown.
fn section() -> &'static str {
    concat!(
        r#"<w:sectPr><w:headerReference w:type="default" r:id="rId3"/><w:headerReference w:type="first" r:id="rId4"/>"#,
        r#"<w:type w:val="nextPage"/><w:pgSz w:w="11906" w:h="16838"/>"#,
        r#"<w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/>"#,
        r#"<w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>"#
    )
}

struct Writer(String);

impl Writer {
    fn raw(&mut self, xml: &str) {
        self.0.push_str(xml);
    }

    fn paragraph(&mut self, style: &str, runs: &[Run]) {
        self.open(style);
        self.runs(runs);
        self.raw("</w:p>");
    }

    fn open(&mut self, style: &str) {
        // Writing to a string cannot fail.
        let _written = write!(self.0, r#"<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>"#);
    }

    fn runs(&mut self, runs: &[Run]) {
        for run in runs {
            self.raw("<w:r>");
            if run.bold || run.italic {
                let (bold, italic) = (if run.bold { "<w:b/>" } else { "" }, if run.italic { "<w:i/>" } else { "" });
                self.raw(&format!("<w:rPr>{bold}{italic}</w:rPr>"));
            }
            self.raw(&format!(r#"<w:t xml:space="preserve">{}</w:t></w:r>"#, escaped(&run.text)));
        }
    }

    fn line(&mut self, style: &str, text: &str) {
        self.paragraph(style, &[Run::plain(text)]);
    }

    /// A rule so many twentieths of a point long, in the middle of a column of this width.
    fn rule(&mut self, column: u32, length: u32) {
        let side = column.saturating_sub(length) / 2;
        self.raw(&format!(
            r#"<w:p><w:pPr><w:pBdr><w:top w:val="single" w:sz="6" w:space="0" w:color="auto"/></w:pBdr><w:spacing w:before="40" w:after="0" w:line="60" w:lineRule="exact"/><w:ind w:left="{side}" w:right="{side}"/></w:pPr></w:p>"#
        ));
    }

    /// Opens a table of these columns, without lines.
    fn open_bare(&mut self, columns: &[u32]) {
        self.raw(&format!(
            r#"<w:tbl><w:tblPr><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr>{}<w:tr><w:trPr><w:cantSplit/></w:trPr>"#,
            grid(columns)
        ));
    }

    fn open_cell(&mut self, width: u32) {
        self.raw(&format!(r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>"#));
    }

    /// Country and agency side by side, number, type and subject.
    fn head(&mut self, official: &Official) {
        let [left, right] = HEAD;
        self.open_bare(&HEAD);
        self.open_cell(left);
        for line in balanced(&official.agency.to_uppercase()) {
            self.line("CoQuan", &line);
        }
        self.rule(left, left / 3);
        self.line("SoKyHieu", &format!("Số: {DOTS}/{}-{DOTS}", official.code));
        if let Some(mark) = &official.mark {
            self.line("DuThao", mark);
        }
        self.raw("</w:tc>");
        self.open_cell(right);
        self.line("QuocHieu", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        self.line("TieuNgu", "Độc lập - Tự do - Hạnh phúc");
        // As long as the words above it, which are always these.
        self.rule(right, 3_420);
        self.raw("</w:tc></w:tr></w:tbl>");
        self.line("TenLoai", &official.type_name.to_uppercase());
        self.line("TrichYeu", &official.subject);
        self.rule(WIDTH, WIDTH / 3);
        self.line("SauTen", "");
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading(Level::Part, text) => self.line("De1", text),
                Block::Heading(Level::Matter, text) => self.line("De2", text),
                Block::Heading(Level::Group, text) => self.line("De3", text),
                Block::Paragraph(runs) => self.paragraph("ThanVanBan", runs),
                Block::Blank(runs, lines) => {
                    let kept = if *lines > 0 { "<w:keepNext/>" } else { "" };
                    self.raw(&format!(r#"<w:p><w:pPr><w:pStyle w:val="ChoDien"/>{kept}</w:pPr>"#));
                    self.runs(runs);
                    self.raw("<w:r><w:tab/></w:r></w:p>");
                    for _ in 0..*lines {
                        self.raw(r#"<w:p><w:pPr><w:pStyle w:val="ChoDienTiep"/></w:pPr><w:r><w:tab/></w:r></w:p>"#);
                    }
                }
                Block::Table(columns, rows) => self.table(columns, rows),
            }
        }
    }

    fn table(&mut self, columns: &[Column], rows: &[Vec<String>]) {
        let all: u32 = columns.iter().map(|column| column.share).sum::<u32>().max(1);
        let widths: Vec<u32> = columns.iter().map(|column| WIDTH * column.share / all).collect();
        self.raw(&format!(
            r#"<w:tbl><w:tblPr><w:tblStyle w:val="KeBang"/><w:tblW w:w="{WIDTH}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>{}"#,
            grid(&widths)
        ));
        // The heads come again on every page.
        self.raw("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (column, width) in columns.iter().zip(&widths) {
            self.open_cell(*width);
            self.line("DauBang", &column.head);
            self.raw("</w:tc>");
        }
        self.raw("</w:tr>");
        for row in rows {
            self.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
            for (number, (column, width)) in columns.iter().zip(&widths).enumerate() {
                self.open_cell(*width);
                self.line(if column.centred { "OGiua" } else { "O" }, row.get(number).map_or("", String::as_str));
                self.raw("</w:tc>");
            }
            self.raw("</w:tr>");
        }
        self.raw("</w:tbl>");
        self.raw(r#"<w:p><w:pPr><w:pStyle w:val="SauBang"/></w:pPr></w:p>"#);
    }

    /// In one row that no page breaks apart.
    fn signatures(&mut self, official: &Official) {
        let Some(count) = u32::try_from(official.signatures.len()).ok().filter(|count| *count > 0) else { return };
        let width = WIDTH / count;
        self.open_bare(&vec![width; official.signatures.len()]);
        for signature in &official.signatures {
            self.open_cell(width);
            self.line("ChucNang", &signature.capacity.to_uppercase());
            self.line("NguoiKy", &signature.name);
            self.raw("</w:tc>");
        }
        self.raw("</w:tr></w:tbl>");
    }

    fn recipients(&mut self, official: &Official) {
        self.line("NoiNhan", "Nơi nhận:");
        for recipient in &official.recipients {
            self.line("NoiNhanDong", &format!("- {recipient}"));
        }
    }

    fn annex(&mut self, official: &Official, annex: &Annex, number: Option<usize>) {
        let number = number.map(|number| format!(" {}", roman(number))).unwrap_or_default();
        self.line("PhuLuc", &format!("Phụ lục{number}"));
        self.line("TenPhuLuc", &annex.title.to_uppercase());
        let joined = format!(
            "(Kèm theo {} số {DOTS}/{}-{DOTS} ngày {DOTS} tháng {DOTS} năm {DOTS} của {})",
            official.type_name, official.code, official.agency
        );
        self.line("KemTheo", &joined);
        self.rule(WIDTH, WIDTH / 3);
        self.line("SauTen", "");
        self.blocks(&annex.body);
    }
}

fn grid(columns: &[u32]) -> String {
    let columns: String = columns.iter().map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#)).collect();
    format!("<w:tblGrid>{columns}</w:tblGrid>")
}

/// A name in lines of much the same length, as a name in the middle of a narrow column is broken: "ỦY BAN NHÂN DÂN" above "TỈNH …".
fn balanced(name: &str) -> Vec<String> {
    let length = name.chars().count();
    let lines = length.div_ceil(NAME_LINE);
    if lines < 2 {
        return vec![name.to_owned()];
    }
    // The break nearest to an equal share, before a word that begins a name within the name where there is one not far from it.
    let share = length / lines;
    let begins = |rest: &str| HEAD_WORDS.contains(&rest.split_whitespace().next().unwrap_or_default());
    let cost = |place: usize, at: usize| place.abs_diff(share) + if begins(name.split_at(at).1) { 0 } else { share / 2 };
    let spaces = name.char_indices().enumerate().filter(|(_, (_, character))| *character == ' ');
    match spaces.min_by_key(|(place, (at, _))| cost(*place, *at)) {
        Some((_, (at, _))) => {
            let (first, rest) = name.split_at(at);
            let mut lines = vec![first.to_owned()];
            lines.extend(balanced(rest.trim_start()));
            lines
        }
        None => vec![name.to_owned()],
    }
}

/// Annexes are numbered in Roman figures. Nobody joins a hundred.
fn roman(number: usize) -> String {
    let tens = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC"];
    let ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let of = |figures: [&str; 10], figure: usize| figures.get(figure % 10).copied().unwrap_or_default().to_owned();
    of(tens, number / 10) + &of(ones, number)
}

#[cfg(test)]
mod tests {
    use super::{balanced, roman};

    #[test]
    fn names_break_in_the_middle() {
        assert_eq!(balanced("ỦY BAN NHÂN DÂN TỈNH LAM GIANG"), ["ỦY BAN NHÂN DÂN", "TỈNH LAM GIANG"]);
        assert_eq!(balanced("SỞ TÀI CHÍNH"), ["SỞ TÀI CHÍNH"]);
        assert_eq!(balanced("VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH LAM GIANG"), ["VĂN PHÒNG", "ỦY BAN NHÂN DÂN", "TỈNH LAM GIANG"]);
        assert_eq!(balanced("BAN QUẢN LÝ DỰ ÁN ĐẦU TƯ XÂY DỰNG TỈNH LAM GIANG").last().map(String::as_str), Some("TỈNH LAM GIANG"));
        assert_eq!(balanced("MỘTTỪDÀIKHÔNGCÓCHỖNGẮTNÀO"), ["MỘTTỪDÀIKHÔNGCÓCHỖNGẮTNÀO"]);
    }

    #[test]
    fn annexes_have_roman_numbers() {
        assert_eq!([1, 4, 9, 14, 40].map(roman), ["I", "IV", "IX", "XIV", "XL"]);
    }
}
