//! The parts around the main one: what the file holds, how its styles look, the page number, and the zip all lie in.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, result::ZipError, write::SimpleFileOptions};

const XML: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The file of this main part and these properties.
pub(super) fn packed(document: &str, properties: &str) -> Vec<u8> {
    let parts = [
        ("[Content_Types].xml", types()),
        ("_rels/.rels", relations(&[("officeDocument", "word/document.xml"), ("core-properties", "docProps/core.xml")])),
        ("docProps/core.xml", properties.to_owned()),
        ("word/document.xml", document.to_owned()),
        (
            "word/_rels/document.xml.rels",
            relations(&[("styles", "styles.xml"), ("settings", "settings.xml"), ("header", "header1.xml"), ("header", "header2.xml")]),
        ),
        ("word/styles.xml", styles()),
        (
            "word/settings.xml",
            format!(
                r#"{XML}<w:settings xmlns:w="{WORD}"><w:defaultTabStop w:val="567"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="vi-VN"/></w:settings>"#
            ),
        ),
        (
            "word/header1.xml",
            header(
                r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#,
            ),
        ),
        ("word/header2.xml", header("")),
    ];
    // Into memory nothing fails to be written.
    zipped(&parts).unwrap_or_default()
}

fn zipped(parts: &[(&str, String)]) -> Result<Vec<u8>, ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, part) in parts {
        zip.start_file(*name, options)?;
        zip.write_all(part.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

fn types() -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let part = |name: &str, kind: &str| format!(r#"<Override PartName="{name}" ContentType="{kind}"/>"#);
    [
        format!(r#"{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#),
        r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#.to_owned(),
        r#"<Default Extension="xml" ContentType="application/xml"/>"#.to_owned(),
        part("/word/document.xml", &format!("{word}.document.main+xml")),
        part("/word/styles.xml", &format!("{word}.styles+xml")),
        part("/word/settings.xml", &format!("{word}.settings+xml")),
        part("/word/header1.xml", &format!("{word}.header+xml")),
        part("/word/header2.xml", &format!("{word}.header+xml")),
        part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        "</Types>".to_owned(),
    ]
    .concat()
}

/// What a part refers to: rId1, rId2, … in this order.
fn relations(to: &[(&str, &str)]) -> String {
    let mut xml = format!(r#"{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#);
    for (number, (kind, target)) in to.iter().enumerate() {
        let family = if *kind == "core-properties" { "package/2006/relationships/metadata" } else { "officeDocument/2006/relationships" };
        xml.push_str(&format!(
            r#"<Relationship Id="rId{}" Type="http://schemas.openxmlformats.org/{family}/{kind}" Target="{target}"/>"#,
            number + 1
        ));
    }
    xml + "</Relationships>"
}

fn header(runs: &str) -> String {
    format!(r#"{XML}<w:hdr xmlns:w="{WORD}"><w:p><w:pPr><w:pStyle w:val="SoTrang"/></w:pPr>{runs}</w:p></w:hdr>"#)
}

/// A style: its name as the secretary sees it, half points, face, and how its paragraphs stand.
struct Style(&'static str, &'static str, u32, &'static str, &'static str);

/// Sizes, faces and places as Annex I of the decree gives them.
const STYLES: &[Style] = &[
    Style("CoQuan", "Tên cơ quan", 26, "<w:b/>", r#"<w:jc w:val="center"/>"#),
    Style("QuocHieu", "Quốc hiệu", 26, "<w:b/>", r#"<w:jc w:val="center"/>"#),
    Style("TieuNgu", "Tiêu ngữ", 28, "<w:b/>", r#"<w:jc w:val="center"/>"#),
    Style("SoKyHieu", "Số, ký hiệu", 26, "", r#"<w:spacing w:before="60"/><w:jc w:val="center"/>"#),
    Style("DuThao", "Dự thảo", 26, "<w:b/>", r#"<w:spacing w:before="120"/><w:jc w:val="center"/>"#),
    Style("TenLoai", "Tên loại văn bản", 28, "<w:b/>", r#"<w:keepNext/><w:spacing w:before="360"/><w:jc w:val="center"/>"#),
    Style("TrichYeu", "Trích yếu", 28, "<w:b/>", r#"<w:keepNext/><w:spacing w:before="60"/><w:jc w:val="center"/>"#),
    Style("SauTen", "Sau tên loại", 16, "", ""),
    Style(
        "De1",
        "Đề mục lớn",
        28,
        "<w:b/>",
        r#"<w:keepNext/><w:spacing w:before="120" w:after="120" w:line="276" w:lineRule="auto"/><w:ind w:firstLine="567"/><w:jc w:val="both"/><w:outlineLvl w:val="0"/>"#,
    ),
    Style(
        "De2",
        "Đề mục nội dung",
        28,
        "<w:b/>",
        r#"<w:keepNext/><w:spacing w:before="120" w:after="120" w:line="276" w:lineRule="auto"/><w:ind w:firstLine="567"/><w:jc w:val="both"/><w:outlineLvl w:val="1"/>"#,
    ),
    Style(
        "De3",
        "Đề mục nhỏ",
        28,
        "<w:i/>",
        r#"<w:keepNext/><w:spacing w:after="120" w:line="276" w:lineRule="auto"/><w:ind w:firstLine="567"/><w:jc w:val="both"/>"#,
    ),
    Style(
        "ThanVanBan",
        "Thân văn bản",
        28,
        "",
        r#"<w:spacing w:after="120" w:line="276" w:lineRule="auto"/><w:ind w:firstLine="567"/><w:jc w:val="both"/>"#,
    ),
    Style(
        "ChoDien",
        "Chỗ điền",
        28,
        "",
        r#"<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9354"/></w:tabs><w:spacing w:after="120" w:line="276" w:lineRule="auto"/><w:ind w:firstLine="567"/>"#,
    ),
    Style(
        "ChoDienTiep",
        "Chỗ điền, dòng tiếp",
        28,
        "",
        r#"<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9354"/></w:tabs><w:spacing w:after="120" w:line="276" w:lineRule="auto"/>"#,
    ),
    Style("DauBang", "Đầu bảng", 26, "<w:b/>", r#"<w:keepNext/><w:spacing w:before="40" w:after="40"/><w:jc w:val="center"/>"#),
    Style("O", "Ô của bảng", 26, "", r#"<w:spacing w:before="40" w:after="40"/>"#),
    Style("OGiua", "Ô của bảng, giữa", 26, "", r#"<w:spacing w:before="40" w:after="40"/><w:jc w:val="center"/>"#),
    Style("SauBang", "Sau bảng", 16, "", ""),
    Style("ChucNang", "Người ký với tư cách", 28, "<w:b/>", r#"<w:keepNext/><w:spacing w:before="240"/><w:jc w:val="center"/>"#),
    Style("NguoiKy", "Họ và tên người ký", 28, "<w:b/>", r#"<w:spacing w:before="1500"/><w:jc w:val="center"/>"#),
    Style("NoiNhan", "Nơi nhận", 24, "<w:b/><w:i/>", r#"<w:keepNext/><w:spacing w:before="240"/>"#),
    Style("NoiNhanDong", "Nơi nhận, từng dòng", 22, "", ""),
    Style("PhuLuc", "Phụ lục", 28, "<w:b/>", r#"<w:keepNext/><w:jc w:val="center"/><w:outlineLvl w:val="0"/>"#),
    Style("TenPhuLuc", "Tên phụ lục", 28, "<w:b/>", r#"<w:keepNext/><w:spacing w:before="60"/><w:jc w:val="center"/>"#),
    Style("KemTheo", "Kèm theo văn bản", 28, "<w:i/>", r#"<w:keepNext/><w:spacing w:before="60"/><w:jc w:val="center"/>"#),
    Style("SoTrang", "Số trang", 28, "", r#"<w:jc w:val="center"/>"#),
];

fn styles() -> String {
    let mut xml = format!(
        r#"{XML}<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="Times New Roman" w:cs="Times New Roman"/><w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:before="0" w:after="0"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Thuong"><w:name w:val="Normal"/><w:qFormat/></w:style>"#
    );
    for Style(id, name, size, face, place) in STYLES {
        xml.push_str(&format!(
            r#"<w:style w:type="paragraph" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Thuong"/><w:qFormat/><w:pPr>{place}</w:pPr><w:rPr>{face}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>"#
        ));
    }
    let lines: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
        .map(|side| format!(r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>"#))
        .concat();
    xml + &format!(
        r#"<w:style w:type="table" w:customStyle="1" w:styleId="KeBang"><w:name w:val="Kẻ bảng"/><w:tblPr><w:tblBorders>{lines}</w:tblBorders><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>"#
    )
}
