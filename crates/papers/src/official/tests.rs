//! An official paper is opened again by the same reader that reads what departments send.

use std::io::{Cursor, Read};

use super::{Annex, Block, Column, Level, Official, Run, Signature};
use crate::{
    kind::{Kind, kind},
    office,
};

fn paper() -> Official {
    let column = |head: &str| Column { head: head.to_owned(), share: 1, centred: false };
    Official {
        agency: "Ủy ban nhân dân tỉnh Lam Giang".to_owned(),
        code: "BB".to_owned(),
        type_name: "Biên bản".to_owned(),
        subject: "Phiên họp thường kỳ <tháng 11> & kế hoạch".to_owned(),
        mark: Some("DỰ THẢO".to_owned()),
        body: vec![
            Block::Heading(Level::Part, "Nội dung:".to_owned()),
            Block::Paragraph(vec![Run::bold("Địa điểm: "), Run::plain("Phòng họp “số 1”\u{1}, tầng 2.")]),
            Block::Blank(vec![Run::bold("Kết luận: ")], 1),
            Block::Paragraph(vec![Run::italic("Cuộc họp kết thúc./.")]),
        ],
        signatures: vec![
            Signature { capacity: "Thư ký".to_owned(), name: "Võ Thị Ngọc Trâm".to_owned() },
            Signature { capacity: "Chủ trì".to_owned(), name: String::new() },
        ],
        recipients: vec!["Lưu: VT, Hồ sơ.".to_owned()],
        annexes: vec![
            Annex {
                title: "Danh sách".to_owned(),
                body: vec![Block::Table(vec![column("TT"), column("Họ và tên")], vec![vec!["1".to_owned(), "Ông Lê Văn A".to_owned()]])],
            },
            Annex { title: "Phiếu".to_owned(), body: vec![Block::Paragraph(vec![Run::plain("Hết.")])] },
        ],
        source: "Lập từ nhật ký.".to_owned(),
    }
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    archive.by_name(name).expect("a part").read_to_string(&mut text).expect("text");
    text
}

#[test]
fn our_own_reader_finds_every_word_in_its_order() {
    let bytes = paper().docx();
    assert!(matches!(kind(&bytes), Ok(Kind::Docx)));
    let text = office::text(Kind::Docx, &bytes).expect("text").remove(0).text;
    let mut rest = text.as_str();
    for expected in [
        // Cells of a row are read side by side.
        "ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TỈNH LAM GIANG\tĐộc lập - Tự do - Hạnh phúc",
        "Số: ……/BB-……",
        "DỰ THẢO",
        "BIÊN BẢN",
        "Phiên họp thường kỳ <tháng 11> & kế hoạch",
        "Địa điểm: Phòng họp “số 1”, tầng 2.",
        "Kết luận:",
        "Cuộc họp kết thúc./.",
        "THƯ KÝ\tCHỦ TRÌ",
        "Võ Thị Ngọc Trâm",
        "Nơi nhận:",
        "- Lưu: VT, Hồ sơ.",
        "Phụ lục I",
        "DANH SÁCH",
        "(Kèm theo Biên bản số ……/BB-…… ngày …… tháng …… năm …… của Ủy ban nhân dân tỉnh Lam Giang)",
        "1\tÔng Lê Văn A",
        "Phụ lục II",
        "PHIẾU",
        "Hết.",
    ] {
        let at = rest.find(expected).unwrap_or_else(|| panic!("{expected} in {text}"));
        rest = &rest[at + expected.len()..];
    }
}

#[test]
fn the_page_is_the_decrees() {
    let bytes = paper().docx();
    let document = part(&bytes, "word/document.xml");
    // The paper itself and two annexes, each numbered by itself, no number on its first page.
    assert_eq!(document.matches(r#"<w:pgSz w:w="11906" w:h="16838"/>"#).count(), 3);
    assert_eq!(document.matches(r#"<w:pgMar w:top="1134" w:right="851" w:bottom="1134" w:left="1701""#).count(), 3);
    assert_eq!(document.matches(r#"<w:pgNumType w:start="1"/><w:titlePg/>"#).count(), 3);
    assert!(part(&bytes, "word/header1.xml").contains(" PAGE ") && !part(&bytes, "word/header2.xml").contains("PAGE"));
    let styles = part(&bytes, "word/styles.xml");
    assert!(styles.contains(r#"w:ascii="Times New Roman""#) && styles.contains(r#"w:val="vi-VN""#));
    // Every style that is used is there.
    for used in document.split(r#"<w:pStyle w:val=""#).skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(styles.contains(&format!(r#"w:styleId="{used}""#)), "{used}");
    }
    assert_eq!(paper().docx(), bytes, "the same paper, the same bytes");
}

#[test]
fn one_annex_has_no_number() {
    let mut paper = paper();
    paper.annexes.truncate(1);
    let text = office::text(Kind::Docx, &paper.docx()).expect("text").remove(0).text;
    assert!(text.contains("Phụ lục\n") && !text.contains("Phụ lục I"), "{text}");
}

#[test]
fn nothing_to_say_is_still_a_paper() {
    assert!(office::text(Kind::Docx, &Official::default().docx()).expect("text").remove(0).text.contains("CỘNG HÒA"));
}
