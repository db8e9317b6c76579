//! Files of every kind: made by LibreOffice from the flat files beside them (`tests/files`), made here, and real ones.

use std::{
    io::{Cursor, Write},
    path::Path,
};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::{kind::kind, proposal::propose};

fn sample(ending: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/mau").with_extension(ending)).expect("a file of the tests")
}

fn read(bytes: &[u8]) -> Result<Vec<Block>, Unusable> {
    text(kind(bytes)?, bytes)
}

/// A zip of these parts.
fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        // OpenDocument's type is to be found without inflating anything.
        let method = if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).expect("a part");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let document = format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>");
    zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())])
}

fn line(docx: &[u8]) -> String {
    read(docx).expect("text").remove(0).text
}

/// What every text file of the samples says.
const TEXT: &str = "UBND TỈNH LAM GIANG\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ TÀI CHÍNH\tĐộc lập - Tự do - Hạnh phúc\n\
                    Số: 218/TTr-STC\tLam Giang, ngày 06 tháng 5 năm 2026\nTỜ TRÌNH\nVề việc phân bổ vốn đầu tư công năm 2026\n\
                    Kính gửi: Ủy ban nhân dân tỉnh\nThực hiện nhiệm vụ được giao, Sở  Tài chính\tkính trình\nnội dung sau.\n\
                    Nội dung trong khung\nTrước khung sau khung.\nTT\tDự án\tVốn\n1\tĐường tỉnh 505\t27.283\n\
                    Bảng chữ: ẳ ẵ ỡ ợ ữ ự ỵ đ Đ Ỹ.\nCông văn số 12/UBND-TH.\nĐầu trang lưu hành nội bộ\nChân trang mẫu";

#[test]
fn texts_are_read_in_order() {
    for ending in ["docx", "odt"] {
        let blocks = read(&sample(ending)).expect("text");
        let [block] = &blocks[..] else { panic!("{ending}: {blocks:?}") };
        assert_eq!(block.text.replace("\n\tCông văn", "\nCông văn"), TEXT, "{ending}");
        assert_eq!(propose(&block.text).symbol.as_deref(), Some("218/TTr-STC"));
    }
}

#[test]
fn an_old_text_has_the_same_words() {
    let text = read(&sample("doc")).expect("text").remove(0).text;
    let words = |text: &str| {
        let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        words.sort_unstable();
        words
    };
    assert_eq!(words(&text), words(TEXT));
    assert!(text.contains("\n1\tĐường tỉnh 505\t27.283\n"), "{text}");
    let read = propose(&text);
    assert_eq!((read.symbol.as_deref(), read.unit.as_deref()), (Some("218/TTr-STC"), Some("Sở Tài chính")));
}

#[test]
fn a_rich_text_is_read_but_for_its_frames() {
    let text = read(&sample("rtf")).expect("text").remove(0).text;
    // LibreOffice writes notes where only itself looks for them; pages have them once they are there.
    let without = ["Nội dung trong khung", "Công văn số 12/UBND-TH."];
    for line in TEXT.lines().filter(|line| !without.contains(line)) {
        let written = |word: &str| {
            text.split_whitespace().any(|there| there.trim_end_matches("1,").trim_end_matches(',') == word.trim_end_matches(','))
        };
        assert!(line.split_whitespace().all(written), "{line}\nis not in\n{text}");
    }
    assert!(text.contains("\n1\tĐường tỉnh 505\t27.283\n"), "{text}");
    assert_eq!(propose(&text).symbol.as_deref(), Some("218/TTr-STC"));
    assert_eq!(read(b"{\\rtf1 cut {off"), Err(Unusable::Damaged));
}

#[test]
fn sheets_are_blocks() {
    for ending in ["xlsx", "ods", "xls"] {
        let expected = [
            Block {
                name: Some("Thu ngân sách".into()),
                text: "Chỉ tiêu\tDự toán\tNgày\nThu nội địa\t11800\t06/05/2026\nTổng\t99.5".into(),
            },
            Block { name: Some("Chi".into()), text: "Chi thường xuyên".into() },
        ];
        let mut blocks = read(&sample(ending)).expect("text");
        // A thousand empty rows are one.
        blocks[0].text = blocks[0].text.replace("\n\n", "\n");
        assert_eq!(blocks, expected, "{ending}");
    }
}

#[test]
fn slides_are_blocks_without_their_notes() {
    for ending in ["pptx", "odp"] {
        let blocks: Vec<String> = read(&sample(ending)).expect("text").into_iter().map(|block| block.text).collect();
        let first = "Báo cáo tình hình kinh tế - xã hội\nThu ngân sách đạt 99,99 %\nGiải ngân vốn đầu tư công";
        assert_eq!(blocks, [first, "Khung chữ tự do\nXã\tTiêu chí\nThượng Lam\t19/19"], "{ending}");
    }
}

/// A record of an old presentation.
fn record(version: u16, kind: u16, body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).expect("small");
    [&version.to_le_bytes()[..], &kind.to_le_bytes(), &length.to_le_bytes(), body].concat()
}

fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// An old presentation of one slide: a title in the document's list, a box on the slide.
fn ppt(lock: u32) -> Vec<u8> {
    let utf16: Vec<u8> = "Đề án".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let list = [record(0, 0x03F3, &numbers(&[2, 0, 0, 256, 0])), record(0, 0x0FA0, &utf16)].concat();
    let document = record(0xF, 0x03E8, &record(0xF, 0x0FF0, &list));
    let boxed = record(0, 0xF00D, &record(0, 0x0FA8, b"one\rtwo"));
    let slide = record(0xF, 0x03EE, &record(0xF, 0x040C, &record(0xF, 0xF002, &boxed)));
    let at = u32::try_from(document.len()).expect("small");
    let table_at = at + u32::try_from(slide.len()).expect("small");
    let table = record(0, 0x1772, &numbers(&[1 | 2 << 20, 0, at]));
    let edit_at = table_at + u32::try_from(table.len()).expect("small");
    let edit = record(0, 0x0FF5, &numbers(&[256, 0, 0, table_at, 1, 3, 1]));
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
    let records = [document, slide, table, edit].concat();
    file.create_stream("/PowerPoint Document").expect("a stream").write_all(&records).expect("bytes");
    let user = record(0, 0x0FF6, &numbers(&[20, lock, edit_at, 0]));
    file.create_stream("/Current User").expect("a stream").write_all(&user).expect("bytes");
    file.into_inner().into_inner()
}

#[test]
fn an_old_presentation_is_read_through_its_table() {
    let text = read(&ppt(0xE391_C05F)).expect("text").remove(0).text;
    assert_eq!(text, "Đề án\none\ntwo");
    assert_eq!(read(&ppt(0xF3D1_C4DF)), Err(Unusable::Encrypted));
}

#[test]
fn what_is_not_shown_is_not_read() {
    let body =
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>shown</w:t></w:r><w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>\
                <w:moveFrom><w:r><w:t>moved</w:t></w:r></w:moveFrom><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>\
                <w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t xml:space='preserve"
            .to_owned()
            + "'> &amp;&#7843;&lt;</w:t></w:r></w:p>";
    assert_eq!(line(&docx(&body)), "shown &ả<");
    let boxed = "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
                 <mc:Fallback><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>";
    assert_eq!(line(&docx(boxed)), "box");
}

#[test]
fn legacy_and_decomposed_letters_become_unicode() {
    let run = |text: &str| docx(&format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"));
    assert_eq!(line(&run("C¸c ®ång chÝ ngµnh ®iÖn tö")), "Các đồng chí ngành điện tử");
    assert_eq!(line(&run("to\u{302}\u{309}ng")), "tổng");
}

#[test]
fn text_without_end_is_cut() {
    let paragraph = format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "đủ ".repeat(100_000));
    let text = line(&docx(&paragraph.repeat(20)));
    assert!(text.len() <= LONGEST && text.len() > LONGEST - 4, "{}", text.len());
}

#[test]
fn floods_are_refused() {
    let flood = vec![b' '; 130 << 20];
    assert_eq!(read(&zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", &flood)])), Err(Unusable::TooCostly));
    let deep = "<w:p>".repeat(2_000);
    assert_eq!(read(&docx(&deep)), Err(Unusable::TooCostly));
    let many: Vec<String> = (0..20_001).map(|number| format!("word/{number}")).collect();
    let mut parts: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    parts.push(("[Content_Types].xml", b"<Types/>"));
    assert_eq!(read(&zip(&parts)), Err(Unusable::TooCostly));
}

#[test]
fn locked_files_say_so() {
    let media = b"application/vnd.oasis.opendocument.text";
    let manifest = b"<manifest><file-entry><encryption-data/></file-entry></manifest>";
    assert_eq!(
        read(&zip(&[("mimetype", media), ("META-INF/manifest.xml", manifest), ("content.xml", b"\x01\x02")])),
        Err(Unusable::Encrypted)
    );
    let mut locked = vec![0; 0x200];
    locked[0x0B] = 0x01;
    assert_eq!(old_word::text(&locked, &[]), Err(Unusable::Encrypted));
}

#[test]
fn damage_ends_in_an_answer() {
    for ending in ["docx", "odt", "doc", "xlsx", "ods", "xls", "pptx", "odp"] {
        let whole = sample(ending);
        let known = kind(&whole).expect("a kind");
        for end in (0..whole.len()).step_by(whole.len() / 40) {
            // Whatever it answers, it answers.
            drop(text(known, &whole[..end]));
            let mut bent = whole.clone();
            bent[end] ^= 0x55;
            drop(text(known, &bent));
        }
    }
    assert_eq!(read(&zip(&[("[Content_Types].xml", b"<Types/>"), ("word/other.xml", b"")])), Err(Unusable::Damaged));
}

#[test]
fn real_files_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples/real");
    for (name, words) in [
        ("mau_1.docx", "Yêu cầu Tòa án giải quyết những vấn đề sau đây:"),
        ("mau_2.docx", "Kính mong Quý toà án xem xét xử lý theo quy định của pháp luật."),
        ("mau_3.doc", "Kính mong Ban Giám Đốc xem xét và chấp thuận."),
    ] {
        // They are not part of the project: where they are not, the made ones must do.
        let Ok(bytes) = std::fs::read(folder.join(name)) else { continue };
        let text = read(&bytes).expect("text").remove(0).text;
        assert!(text.contains(words) && text.contains("CỘNG H"), "{name}: {text}");
    }
}
