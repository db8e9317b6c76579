//! Pages drawn: cropped and turned as they are shown, in letters that no file brings, within limits.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use papers::picture::{Picture, Undrawable, strip};

use crate::made::{data, file, page, stream};

const HELVETICA: &str = "/Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>";

fn picture(bytes: Vec<u8>, password: Option<&str>, number: u32, width: u32, watermark: Option<&str>) -> Result<Picture, Undrawable> {
    papers::picture::picture(&Arc::new(bytes), password, number, width, watermark)
}

/// The picture's pixels as grey, 0 (black) to 255.
fn grey(picture: &Picture) -> Vec<u8> {
    let image = webp::Decoder::new(&picture.bytes).decode().unwrap();
    assert_eq!((image.width(), image.height()), (picture.width, picture.height));
    let channels = image.len() / (image.width() * image.height()) as usize;
    image.chunks(channels).map(|pixel| pixel[0] / 3 + pixel[1] / 3 + pixel[2] / 3).collect()
}

/// How much of a part (left, top, right, bottom, each 0 to 1) is dark.
fn dark(picture: &Picture, [left, top, right, bottom]: [f64; 4]) -> usize {
    let (width, height) = (f64::from(picture.width), f64::from(picture.height));
    let row = |part: f64| (part * height) as usize;
    let column = |part: f64| (part * width) as usize;
    let pixels = grey(picture);
    let rows = pixels.chunks(picture.width as usize).skip(row(top)).take(row(bottom) - row(top));
    rows.flat_map(|pixels| &pixels[column(left)..column(right)]).filter(|grey| **grey < 128).count()
}

#[test]
fn a_page_is_drawn_at_the_width_asked_for() {
    let letter = page("/MediaBox[0 0 595 842]", HELVETICA, "BT /F 40 Tf 50 760 Td (Letter) Tj ET", []);
    let drawn = picture(letter, None, 1, 800, None).unwrap();
    assert_eq!((drawn.width, drawn.height), (800, 1132));
    assert!(dark(&drawn, [0.0, 0.0, 1.0, 0.12]) > 500);
    assert_eq!(dark(&drawn, [0.0, 0.12, 1.0, 1.0]), 0);
}

#[test]
fn a_page_is_drawn_as_it_is_shown() {
    let content = "0 0 100 50 re f";
    // The lower left corner is dark; turned by 90 degrees it is the upper left one.
    let turned = page("/MediaBox[0 0 200 400]/Rotate 90", "", content, []);
    let drawn = picture(turned, None, 1, 400, None).unwrap();
    assert_eq!((drawn.width, drawn.height), (400, 200));
    assert!(dark(&drawn, [0.0, 0.0, 0.12, 0.45]) > 3000);
    assert_eq!(dark(&drawn, [0.2, 0.0, 1.0, 1.0]), 0);
    // Cropped away.
    let cropped = page("/MediaBox[0 0 200 400]/CropBox[100 100 200 200]", "", content, []);
    let drawn = picture(cropped, None, 1, 100, None).unwrap();
    assert_eq!((drawn.width, drawn.height, dark(&drawn, [0.0, 0.0, 1.0, 1.0])), (100, 100, 0));
}

#[test]
fn vietnamese_letters_of_a_font_that_is_not_there_are_drawn() {
    // As Word writes it when told not to embed: two bytes a letter, and a table of what they mean.
    let letters = "ẤẬẲỄỘỮĐ";
    let codes: String = (1..=letters.chars().count()).map(|code| format!("{code:04X}")).collect();
    let meanings: String = (1..).zip(letters.chars()).map(|(code, letter)| format!("<{code:04X}><{:04X}>\n", u32::from(letter))).collect();
    let table = format!(
        "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000><FFFF> endcodespacerange {} beginbfchar\n{meanings}\
         endbfchar endcmap end",
        letters.chars().count()
    );
    let font = "<</Type/Font/Subtype/Type0/BaseFont/TimesNewRomanPSMT/Encoding/Identity-H/ToUnicode 5 0 R/DescendantFonts[<</Type/Font\
                /Subtype/CIDFontType2/BaseFont/TimesNewRomanPSMT/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>\
                /DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/TimesNewRomanPSMT/Flags 6>>>>]>>";
    let draw = |codes: &str| {
        let content = format!("BT /F 60 Tf 20 30 Td <{codes}> Tj ET");
        let letter = page("/MediaBox[0 0 500 100]", &format!("/Font<</F {font}>>"), &content, [stream(&table).into_bytes()]);
        picture(letter, None, 1, 1000, None).unwrap()
    };
    let drawn = draw(&codes);
    for (at, letter) in letters.chars().enumerate() {
        // Each stands in its own 60 points. Its marks are over it, so the upper third is not empty but for Đ and Ộ's dot.
        let (left, right) = ((20.0 + 60.0 * at as f64) / 500.0, (20.0 + 60.0 * (at + 1) as f64) / 500.0);
        assert!(dark(&drawn, [left, 0.0, right, 1.0]) > 800, "{letter}");
        assert!(letter == 'Đ' || dark(&drawn, [left, 0.0, right, 0.3]) > 60, "the marks of {letter}");
    }
}

#[test]
fn a_watermark_covers_the_page_and_composed_letters_are_the_same() {
    let empty = || page("/MediaBox[0 0 595 842]", "", "", []);
    let none = picture(empty(), None, 1, 800, None).unwrap();
    let marked = picture(empty(), None, 1, 800, Some("Nguyễn Thị Ánh · 26/11/2026 09:30")).unwrap();
    assert!(grey(&none).iter().all(|grey| *grey > 250));
    let pixels = grey(&marked);
    for (row, part) in pixels.chunks_exact(pixels.len() / 6).enumerate() {
        assert!(part.iter().filter(|grey| **grey < 240).count() > 2000, "part {row}");
    }
    // Letters remain readable under it: nothing is darker than light grey.
    assert!(pixels.iter().all(|grey| *grey > 150));
    let taken_apart = picture(empty(), None, 1, 800, Some("Nguye\u{302}\u{303}n Thi\u{323} A\u{301}nh · 26/11/2026 09:30")).unwrap();
    assert_eq!(marked, taken_apart);
}

#[test]
fn a_picture_has_limits() {
    let huge = page("/MediaBox[0 0 1000000 30000000]", "", "", []);
    let drawn = picture(huge, None, 1, 1600, None).unwrap();
    assert!(u64::from(drawn.width) * u64::from(drawn.height) <= 24_000_000 && drawn.height <= 16_000);
    let nothing = page("/MediaBox[0 0 0 0]", "", "", []);
    assert!(picture(nothing, None, 1, 1600, None).is_ok());
    let bomb = data("/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 1/ColorSpace/DeviceGray", b"");
    let large = page("/MediaBox[0 0 595 842]", "/XObject<</I 5 0 R>>", "500 0 0 500 0 0 cm /I Do", [bomb]);
    assert_eq!(picture(large, None, 1, 1600, None), Err(Undrawable::TooLarge));
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let letter = || page("/MediaBox[0 0 595 842]", HELVETICA, "", []);
    assert_eq!(picture(letter(), None, 0, 800, None), Err(Undrawable::NoSuchPage));
    assert_eq!(picture(letter(), None, 2, 800, None), Err(Undrawable::NoSuchPage));
    assert_eq!(picture(b"<html>".to_vec(), None, 1, 800, None), Err(Undrawable::Unreadable));
}

#[test]
fn a_strip_has_its_pages_in_order_and_ends_in_time() {
    let pages = || {
        let mut objects = vec!["<</Type/Catalog/Pages 2 0 R>>".to_owned(), String::new(), stream("0 0 50 50 re f")];
        objects.extend((0..5).map(|_| "<</Type/Page/Parent 2 0 R/Contents 3 0 R/MediaBox[0 0 100 200]>>".to_owned()));
        objects[1] = "<</Type/Pages/Count 5/Kids[4 0 R 5 0 R 6 0 R 7 0 R 8 0 R]>>".to_owned();
        file(objects)
    };
    let drawn = |until: Instant| {
        let mut numbers = Vec::new();
        let ended = strip(&Arc::new(pages()), None, 1..=5, 160, until, |number, picture| {
            let picture = picture.unwrap();
            numbers.push((number, picture.width, picture.height));
            if number == 4 { Err("enough") } else { Ok(()) }
        });
        (numbers, ended)
    };
    let (numbers, ended) = drawn(Instant::now() + Duration::from_secs(600));
    assert_eq!(numbers, [(1, 160, 320), (2, 160, 320), (3, 160, 320), (4, 160, 320)]);
    assert_eq!(ended, Ok(Err("enough")));
    assert_eq!(drawn(Instant::now()), (vec![], Ok(Ok(()))));
}
