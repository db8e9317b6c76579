//! The printed stroke is the drawn one; marks lie where they were put, however the page lies; nothing else changes.

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use serde::Deserialize;

use super::{Colour, Mark, MarkKind, annotated, outline::outline};
use crate::{picture, sheet::Sheet};

#[derive(Deserialize)]
struct Cases {
    cases: Vec<Case>,
}

/// A stroke and the corners the browser's library makes of it (frontend/src/ink/outline.test.ts holds them against it).
#[derive(Deserialize)]
struct Case {
    name: String,
    kind: MarkKind,
    width: f64,
    points: Vec<f32>,
    corners: Vec<[f64; 2]>,
}

#[test]
fn outlines_are_those_of_the_browser() {
    let known: Cases = serde_json::from_str(include_str!("outlines.json")).expect("the outlines");
    assert!(known.cases.len() > 5);
    for case in known.cases {
        let made = outline(&case.points, case.width, case.kind == MarkKind::Stroke);
        assert_eq!(made.len(), case.corners.len(), "{}", case.name);
        for (at, (made, known)) in made.iter().zip(&case.corners).enumerate() {
            let apart = (made[0] - known[0]).hypot(made[1] - known[1]);
            assert!(apart < 0.001, "{} corner {at}: {made:?} instead of {known:?}", case.name);
        }
    }
}

/// One page, turned as told, whose shown part does not begin at nought.
fn paper(turn: i64) -> (Document, ObjectId) {
    let mut document = Document::with_version("1.7");
    let content = document.add_object(Stream::new(Dictionary::new(), b"0 0 1 rg 30 40 10 10 re f".to_vec()));
    let pages = document.new_object_id();
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content, "Rotate" => turn,
        "MediaBox" => vec![0.into(), 0.into(), 400.into(), 600.into()],
        "CropBox" => vec![20.into(), 30.into(), 320.into(), 530.into()],
    });
    document.objects.insert(
        pages,
        Object::Dictionary(
            dictionary! { "Type" => "Pages", "Kids" => vec![Object::Reference(page)], "Count" => 1, "Resources" => Dictionary::new() },
        ),
    );
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
    document.trailer.set("Root", catalog);
    (document, page)
}

fn bytes(mut document: Document) -> Vec<u8> {
    let mut out = Vec::new();
    document.save_to(&mut out).expect("a PDF");
    out
}

fn stroke(points: &[[f32; 2]]) -> Mark {
    Mark {
        page: 1,
        kind: MarkKind::Stroke,
        colour: Some(Colour::Red),
        width: Some(6.0),
        points: points.iter().flat_map(|[x, y]| [*x, *y, 0.5, 4.0]).collect(),
        text: None,
    }
}

/// Draws what the annotations of a file show into its pages, as a viewer does (ISO 32000-1, 12.5.5): the library the house draws
/// pictures with leaves annotations out.
fn as_viewers_show_it(pdf: &[u8]) -> Vec<u8> {
    let mut document = Document::load_mem(pdf).expect("a PDF");
    for page in document.page_iter().collect::<Vec<_>>() {
        let looks: Vec<ObjectId> = document
            .get_page_annotations(page)
            .expect("annotations")
            .iter()
            .filter_map(|one| one.get(b"AP").and_then(Object::as_dict).and_then(|look| look.get(b"N")).and_then(Object::as_reference).ok())
            .collect();
        let mut forms = Dictionary::new();
        let mut drawn = String::new();
        for (number, look) in looks.into_iter().enumerate() {
            // Its box is the annotation's rectangle and it has no matrix: it is drawn where its own axes say.
            forms.set(format!("Look{number}"), look);
            drawn.push_str(&format!("/Look{number} Do\n"));
        }
        let shown = document.add_object(Stream::new(Dictionary::new(), drawn.into_bytes()));
        let mut contents: Vec<Object> = document.get_page_contents(page).into_iter().map(Object::Reference).collect();
        contents.push(shown.into());
        let entries = document.get_dictionary_mut(page).expect("a page");
        entries.set("Contents", contents);
        entries.set("Resources", dictionary! { "XObject" => forms });
    }
    bytes(document)
}

/// The first page as the house draws it: dots across, and red, green and blue of each.
fn drawn(pdf: &[u8]) -> (usize, Vec<[u8; 3]>) {
    let picture = picture::picture(&std::sync::Arc::new(pdf.to_vec()), None, 1, 800, None).expect("a picture");
    let image = webp::Decoder::new(&picture.bytes).decode().expect("an image");
    let size = if image.is_alpha() { 4 } else { 3 };
    let dots = image.chunks_exact(size).map(|dot| [dot[0], dot[1], dot[2]]).collect();
    (image.width() as usize, dots)
}

/// Whether a place of the page as it is shown, in points, is red.
fn red_at(pdf: &[u8], across: f32, x: f32, y: f32) -> bool {
    let (width, dots) = drawn(pdf);
    let scale = width as f32 / across;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place within the picture")]
    let [red, green, blue] = dots[(y * scale) as usize * width + (x * scale) as usize];
    red > 120 && green < 90 && blue < 90
}

#[test]
fn a_stroke_lies_where_it_was_drawn_however_the_page_lies() {
    for turn in [0, 90, 180, 270] {
        let (document, page) = paper(turn);
        let sheet = Sheet::of(&document, page);
        assert_eq!(sheet.size(), if turn % 180 == 0 { [300.0, 500.0] } else { [500.0, 300.0] });
        // From 20 to 120 across, 50 down.
        let line: Vec<[f32; 2]> = (0..=20).map(|step| [20.0 + 5.0 * step as f32, 50.0]).collect();
        let pdf = annotated(&bytes(document), &[stroke(&line)], "Hà", None).expect("a copy");
        let pdf = as_viewers_show_it(&pdf);
        for (x, y, inked) in [(70.0, 50.0, true), (25.0, 50.0, true), (115.0, 50.0, true), (70.0, 60.0, false), (140.0, 50.0, false)] {
            assert_eq!(red_at(&pdf, if turn % 180 == 0 { 300.0 } else { 500.0 }, x, y), inked, "turned by {turn}: {x} {y}");
        }
    }
}

#[test]
fn every_mark_is_an_annotation_with_an_appearance() {
    let (document, _) = paper(0);
    let note = Mark {
        kind: MarkKind::Note,
        colour: None,
        width: None,
        points: vec![100.0, 100.0],
        text: Some("Hỏi lại mục 2\nđộ trễ".into()),
        ..stroke(&[])
    };
    let level: Vec<[f32; 2]> = (0..=20).map(|step| [20.0 + 5.0 * step as f32, 200.0]).collect();
    let steep: Vec<[f32; 2]> = (0..=20).map(|step| [200.0, 20.0 + 5.0 * step as f32]).collect();
    let light = |points: &[[f32; 2]]| Mark { kind: MarkKind::Highlight, colour: Some(Colour::Yellow), width: Some(14.0), ..stroke(points) };
    let bookmark = Mark { kind: MarkKind::Bookmark, colour: None, width: None, points: Vec::new(), ..note.clone() };
    let elsewhere = Mark { page: 9, ..stroke(&level) };
    let marks = [stroke(&level), light(&level), light(&steep), note, bookmark, elsewhere];
    let pdf = annotated(&bytes(document), &marks, "Nguyễn Thị Minh Hà", None).expect("a copy");
    let read = Document::load_mem(&pdf).expect("a PDF");
    let page = read.page_iter().next().expect("a page");
    let annotations = read.get_page_annotations(page).expect("annotations");
    let kinds: Vec<&[u8]> = annotations.iter().filter_map(|one| one.get(b"Subtype").and_then(Object::as_name).ok()).collect();
    assert_eq!(kinds, [b"Ink".as_slice(), b"Highlight", b"Ink", b"Text", b"Stamp"]);
    for annotation in &annotations {
        let normal = annotation.get(b"AP").and_then(Object::as_dict).and_then(|look| look.get(b"N")).and_then(Object::as_reference);
        let form = read.get_object(normal.expect("an appearance")).and_then(Object::as_stream).expect("a stream");
        assert_eq!(form.dict.get(b"BBox").ok(), annotation.get(b"Rect").ok());
        assert!(form.decompressed_content().expect("operators").ends_with(b"h f\n"));
        let author = annotation.get(b"T").and_then(Object::as_str).expect("an author");
        assert_eq!(author[..4], [0xfe, 0xff, 0, b'N']);
    }
    let words = annotations.iter().find_map(|one| one.get(b"Contents").and_then(Object::as_str).ok()).expect("the note");
    let units: Vec<u16> = words[2..].chunks_exact(2).map(|unit| u16::from_be_bytes([unit[0], unit[1]])).collect();
    assert_eq!(String::from_utf16(&units).expect("text"), "Hỏi lại mục 2\nđộ trễ");
}

#[test]
fn a_watermark_is_in_the_page_itself() {
    let (document, _) = paper(90);
    let before = bytes(document);
    let pdf = annotated(&before, &[], "Hà", Some("Mật · Nguyễn Thị Minh Hà · 26/11/2026 09:00")).expect("a copy");
    let read = Document::load_mem(&pdf).expect("a PDF");
    let page = read.page_iter().next().expect("a page");
    assert!(read.get_page_annotations(page).is_ok_and(|annotations| annotations.is_empty()));
    let content = String::from_utf8(read.get_page_content(page)).expect("operators");
    assert!(content.starts_with("q") && content.contains("30 40 10 10 re f") && content.contains("/HouseWords Do"), "{content}");
    // What was packed has lost a little of its colours.
    let is_grey = |[red, green, blue]: &[u8; 3]| red.abs_diff(*green) < 12 && green.abs_diff(*blue) < 12 && (150..245).contains(red);
    let grey = |pdf: &[u8]| drawn(pdf).1.iter().filter(|dot| is_grey(dot)).count();
    assert!(grey(&pdf) > grey(&before) + 2_000, "{} {}", grey(&pdf), grey(&before));
}

#[test]
fn nothing_of_a_file_that_is_none() {
    assert!(annotated(b"%PDF-1.7\nnothing", &[], "Hà", None).is_err());
}
