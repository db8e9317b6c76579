//! A bound pack has every page once, with its number where a reader looks for it, however the page lies in its file.

use lopdf::{Dictionary, Document, Object, Stream, dictionary};

use super::{Bound, Pack, Part, Words, bind};
use crate::picture;

/// Pages of 300 by 500 points as shown upright, turned as told; their size and resources stand in the tree above them.
fn paper(turns: &[i64]) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let tree = document.new_object_id();
    let kids: Vec<Object> = turns
        .iter()
        .map(|turn| {
            let content = document.add_object(Stream::new(Dictionary::new(), b"2 0 0 2 5 5 cm 0 0 1 rg 30 40 10 10 re f".to_vec()));
            let page = dictionary! { "Type" => "Page", "Parent" => tree, "Contents" => content, "Rotate" => *turn };
            Object::Reference(document.add_object(page))
        })
        .collect();
    let layer = document.add_object(dictionary! { "Type" => "OCG", "Name" => Object::string_literal("hidden") });
    document.objects.insert(
        tree,
        Object::Dictionary(dictionary! {
            "Type" => "Pages", "Count" => i64::try_from(kids.len()).expect("some"), "Kids" => kids,
            "MediaBox" => vec![20.into(), 30.into(), 320.into(), 530.into()],
            "Resources" => dictionary! { "Properties" => dictionary! { "Layer" => layer } },
        }),
    );
    let script = dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("app.alert(1)") };
    let catalog = document.add_object(dictionary! {
        "Type" => "Catalog", "Pages" => tree, "OpenAction" => script,
        "OCProperties" => dictionary! { "OCGs" => vec![Object::Reference(layer)], "D" => dictionary! { "BaseState" => "OFF" } },
    });
    document.trailer.set("Root", catalog);
    let mut out = Vec::new();
    document.save_to(&mut out).expect("a PDF");
    out
}

fn bound(parts: Vec<(Part, Option<&[u8]>)>) -> Bound {
    let files: Vec<u8> = parts.iter().filter_map(|(_, file)| *file).flatten().copied().collect();
    let parts = parts.into_iter().map(|(part, file)| Part { size: file.map(|file| file.len() as u64), ..part }).collect();
    let pack = Pack {
        title: "Phiên họp thường kỳ tháng 11 năm 2026".into(),
        under: vec!["08:00, 26/11/2026 – Phòng họp số 1".into()],
        words: Words {
            contents: "Mục lục".into(),
            page: ["Trang ".into(), " của bộ tài liệu".into()],
            unusable: "Không đọc được tệp nên không có trong bản in.".into(),
        },
        parts,
    };
    bind(&pack, &files).expect("a pack")
}

fn part(item: Option<&str>, title: &str, first: Option<u32>) -> Part {
    Part { item: item.map(str::to_owned), title: title.into(), first, ..Part::default() }
}

/// Dots of a page as it is drawn that are nearly black, within a rectangle in shares of the page.
fn black(pdf: &[u8], page: u32, [left, top, right, bottom]: [f64; 4]) -> usize {
    let picture = picture::picture(&std::sync::Arc::new(pdf.to_vec()), None, page, 800, None).expect("a picture");
    let image = webp::Decoder::new(&picture.bytes).decode().expect("an image");
    let size = if image.is_alpha() { 4 } else { 3 };
    let (width, height) = (f64::from(image.width()), f64::from(image.height()));
    image
        .chunks_exact(size)
        .enumerate()
        .filter(|(at, dot)| {
            let (x, y) = ((at % image.width() as usize) as f64 / width, (at / image.width() as usize) as f64 / height);
            (left..right).contains(&x) && (top..bottom).contains(&y) && dot.iter().take(3).all(|colour| *colour < 90)
        })
        .count()
}

#[test]
fn every_page_bears_its_number_in_the_lower_right_corner_as_it_is_shown() {
    let (one, other) = (paper(&[0, 90]), paper(&[180, 270, 0]));
    let pack = bound(vec![
        (part(Some("Mục 1: Báo cáo"), "Báo cáo tình hình kinh tế - xã hội", Some(1)), Some(&one)),
        (part(Some("Mục 2: Tờ trình"), "Tờ trình về việc điều chỉnh dự toán", Some(3)), Some(&other)),
    ]);
    assert_eq!(pack.unusable, [0_usize; 0]);
    let read = Document::load_mem(&pack.bytes).expect("a PDF");
    assert_eq!(read.get_pages().len(), 1 + 5);
    for page in 2..=6 {
        assert!(black(&pack.bytes, page, [0.4, 0.9, 1.0, 1.0]) > 200, "page {page} has no number");
        assert_eq!(black(&pack.bytes, page, [0.0, 0.0, 1.0, 0.9]), 0, "page {page} has something else");
    }
    assert!(black(&pack.bytes, 1, [0.0, 0.0, 1.0, 0.5]) > 2_000, "the contents are written");
}

#[test]
fn items_and_papers_are_the_outline_and_nothing_acts() {
    let one = paper(&[0]);
    let pack = bound(vec![
        (part(Some("Mục 1"), "Báo cáo", Some(1)), Some(&one)),
        (part(None, "Phụ lục", Some(2)), Some(&one)),
        (part(Some("Mục 2"), "Bảng tính", None), None),
        (part(Some("Mục 3"), "Tờ trình", Some(3)), Some(&one)),
    ]);
    let read = Document::load_mem(&pack.bytes).expect("a PDF");
    let outline: Vec<(usize, String)> =
        read.get_toc().expect("an outline").toc.into_iter().map(|entry| (entry.level, entry.title)).collect();
    let expected = [(1, "Mục lục"), (1, "Mục 1"), (2, "Báo cáo"), (2, "Phụ lục"), (1, "Mục 3"), (2, "Tờ trình")];
    assert_eq!(outline, expected.map(|(level, title)| (level, title.to_owned())));
    let catalog = read.catalog().expect("a catalog");
    assert!(!catalog.has(b"OpenAction"));
    let layers = catalog.get_deref(b"OCProperties", &read).and_then(Object::as_dict).expect("layers");
    let hidden = layers.get_deref(b"D", &read).and_then(Object::as_dict).and_then(|usual| usual.get_deref(b"OFF", &read));
    assert_eq!(hidden.and_then(Object::as_array).map(Vec::len).ok(), Some(3), "what was hidden is shown");
}

#[test]
fn a_file_nobody_can_read_is_named_and_the_others_are_bound() {
    let one = paper(&[0]);
    let pack =
        bound(vec![(part(Some("Mục 1"), "Hỏng", Some(1)), Some(b"%PDF-1.7\nnothing")), (part(Some("Mục 2"), "Lành", Some(4)), Some(&one))]);
    assert_eq!(pack.unusable, [0]);
    assert_eq!(Document::load_mem(&pack.bytes).expect("a PDF").get_pages().len(), 2);
    let short = Pack { parts: vec![Part { size: Some(9), ..Part::default() }], ..Pack::default() };
    assert!(bind(&short, b"%PDF").is_err(), "fewer bytes than were promised");
}

#[test]
fn long_contents_run_over_pages_and_a_watermark_is_burned_in() {
    let one = paper(&[0]);
    let title = "Báo cáo kết quả thực hiện nhiệm vụ phát triển kinh tế - xã hội, bảo đảm quốc phòng - an ninh chín tháng đầu năm 2026";
    let many = (1..=40).map(|number| (part(Some(&format!("Mục {number}")), title, Some(number)), Some(one.as_slice()))).collect();
    assert!(Document::load_mem(&bound(many).bytes).expect("a PDF").get_pages().len() > 42);
    let marked = Part { watermark: Some("Hà · 26/11/2026 09:00".into()), ..part(None, title, Some(1)) };
    let pack = bound(vec![(marked, Some(&one))]);
    let read = Document::load_mem(&pack.bytes).expect("a PDF");
    let page = read.get_pages()[&2];
    let content = String::from_utf8(read.get_page_content(page)).expect("operators");
    assert!(content.contains("/HouseWords Do") && content.contains("30 40 10 10 re f"), "{content}");
}
