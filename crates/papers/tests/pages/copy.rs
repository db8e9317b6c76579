//! Reading copies: nothing in them acts or reaches out, they show the same, and begin quickly.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use image::{DynamicImage, RgbImage, codecs::jpeg::JpegEncoder};
use lopdf::{Document, EncryptionState, EncryptionVersion, Object, Permissions};
use papers::copy::{Copy, Reason, RemovedKind, reading_copy};

use crate::made::{data, file, page, stream};

fn long() -> Instant {
    Instant::now() + Duration::from_secs(600)
}

fn copy(bytes: Vec<u8>) -> Copy {
    reading_copy(&Arc::new(bytes), None, long(), long()).unwrap()
}

/// Everything in a file, unpacked, as text.
fn unpacked(bytes: &[u8]) -> String {
    let document = Document::load_mem(bytes).unwrap();
    let mut all = format!("{:?}", document.trailer);
    for object in document.objects.values() {
        all.push_str(&format!("{object:?}"));
        if let Object::Stream(stream) = object {
            all.push_str(&String::from_utf8_lossy(&stream.get_plain_content().unwrap_or_default()));
        }
    }
    all
}

#[test]
fn nothing_that_acts_reaches_out_or_hides_is_left() {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/OpenAction 6 0 R/AA<</WC<</S/Launch/F(calc-secret)>>>>/Metadata 7 0 R/URI<</Base(http://secret)>>\
         /Names<</JavaScript<</Names[(a)6 0 R]>>/EmbeddedFiles<</Names[(b)8 0 R]>>>>\
         /AcroForm<</Fields[13 0 R]/XFA[(x)10 0 R]/SigFlags 3>>>>"
            .to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>/PieceInfo<</Secret 7 0 R>>\
         /Annots[11 0 R 12 0 R 13 0 R 14 0 R 15 0 R]>>"
            .to_owned(),
        stream("BT /F 20 Tf 20 200 Td (Shown) Tj ET"),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        "<</S/JavaScript/JS(secret-script)/Next<</S/URI/URI(http://secret-next)>>>>".to_owned(),
        stream("secret-metadata"),
        "<</Type/Filespec/F(secret-name)/EF<</F 9 0 R>>>>".to_owned(),
        stream("secret-file"),
        stream("<xdp>secret-form</xdp>"),
        "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(http://secret-link)>>>>".to_owned(),
        "<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/GoToR/F(secret-other)>>>>".to_owned(),
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(S)/Rect[0 0 100 100]/AP<</N 16 0 R>>/V<</Type/Sig/Contents<73656372>/Name(secret-signer)>>>>"
            .to_owned(),
        "<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS 8 0 R/AP<</N 16 0 R>>>>".to_owned(),
        "<</Type/Annot/Subtype/Widget/FT/Btn/T(B)/Rect[0 0 9 9]/A<</S/SubmitForm/F(http://secret-form)>>>>".to_owned(),
        stream("0 0 9 9 re f").replacen("<<", "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]", 1),
        "<</Note(secret: reached by nothing)/S/JavaScript/JS(x)>>".to_owned(),
    ];
    let copy = copy(file(objects));
    let left = unpacked(&copy.bytes);
    assert!(!left.to_lowercase().contains("secret"), "{left}");
    assert!(left.contains("Shown") && copy.pages == 1);
    let removed: Vec<_> = copy.removed.iter().map(|removed| (removed.kind, removed.count)).collect();
    assert_eq!(
        removed,
        [
            (RemovedKind::Script, 1),
            (RemovedKind::Launch, 1),
            (RemovedKind::AutomaticAction, 2),
            (RemovedKind::FormAction, 1),
            (RemovedKind::EmbeddedFile, 1),
            (RemovedKind::OtherFile, 1),
            (RemovedKind::ExternalLink, 2),
            (RemovedKind::Xfa, 1),
            (RemovedKind::Metadata, 2),
            (RemovedKind::Signature, 1),
        ]
    );
}

#[test]
fn links_within_the_paper_stay() {
    let letter = page(
        "/MediaBox[0 0 300 300]/Annots[5 0 R]",
        "",
        "",
        [b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/GoTo/D[3 0 R/Fit]>>>>".to_vec()],
    );
    let copy = copy(letter);
    assert_eq!(copy.removed, []);
    assert!(unpacked(&copy.bytes).contains("GoTo"));
}

#[test]
fn a_password_opens_the_original_and_the_copy_needs_none() {
    let mut document = Document::load_mem(&page("/MediaBox[0 0 300 300]", "", "0 0 9 9 re f", [])).unwrap();
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "chủ",
        user_password: "matkhau",
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    let bytes = Arc::new(bytes);
    assert_eq!(reading_copy(&bytes, None, long(), long()), Err(Reason::NeedsPassword));
    assert_eq!(reading_copy(&bytes, Some("sai"), long(), long()), Err(Reason::NeedsPassword));
    let copy = reading_copy(&bytes, Some("matkhau"), long(), long()).unwrap();
    assert!(copy.removed.iter().any(|removed| removed.kind == RemovedKind::Encryption));
    assert!(!Document::load_mem(&copy.bytes).unwrap().is_encrypted());
}

/// A photograph that does not pack well.
fn photograph(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let noise = x.wrapping_mul(2_654_435_761).wrapping_add(y.wrapping_mul(40_503)).rotate_left(x % 13) >> 24;
        image::Rgb([(x / 5) as u8 ^ noise as u8, (y / 7) as u8, noise as u8])
    })
}

fn jpeg(image: RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, 90).encode_image(&DynamicImage::ImageRgb8(image)).unwrap();
    bytes
}

/// A page of 2 by 3 inches filled by one image.
fn scan(entries: &str, content: &[u8]) -> Vec<u8> {
    let entries = format!("/Type/XObject/Subtype/Image{entries}");
    page("/MediaBox[0 0 144 216]", "/XObject<</I 5 0 R>>", "144 0 0 216 0 0 cm /I Do", [data(&entries, content)])
}

/// Width and height of the only image.
fn measures(copy: &Copy) -> (i64, i64) {
    let document = Document::load_mem(&copy.bytes).unwrap();
    let images: Vec<_> =
        document.objects.values().filter_map(|object| object.as_stream().ok()).filter(|stream| stream.dict.has(b"Width")).collect();
    let [image] = images.as_slice() else { panic!("{images:?}") };
    let side = |key: &[u8]| image.dict.get(key).and_then(Object::as_i64).unwrap();
    (side(b"Width"), side(b"Height"))
}

#[test]
fn a_fine_image_is_reduced_to_200_dpi() {
    let photograph = photograph(600, 900);
    let jpeg = jpeg(photograph.clone());
    let rgb = "/Width 600/Height 900/BitsPerComponent 8/ColorSpace/DeviceRGB";
    for (entries, content) in [(format!("{rgb}/Filter/DCTDecode"), jpeg.as_slice()), (rgb.to_owned(), photograph.as_raw())] {
        let original = Arc::new(scan(&entries, content));
        let copy = reading_copy(&original, None, long(), long()).unwrap();
        assert_eq!((copy.images, measures(&copy)), (1, (400, 600)));
        assert!(copy.bytes.len() < original.len() * 2 / 3);
        // Without the time for it, it stays.
        let copy = reading_copy(&original, None, Instant::now(), long()).unwrap();
        assert_eq!((copy.images, measures(&copy)), (0, (600, 900)));
    }
}

#[test]
fn a_grey_image_stays_grey() {
    let grey = DynamicImage::ImageRgb8(photograph(600, 900)).to_luma8();
    let mut jpeg = Vec::new();
    DynamicImage::ImageLuma8(grey).write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, 90)).unwrap();
    let copy = copy(scan("/Width 600/Height 900/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode", &jpeg));
    assert_eq!((copy.images, measures(&copy)), (1, (400, 600)));
    let document = Document::load_mem(&copy.bytes).unwrap();
    let image = document.objects.values().filter_map(|object| object.as_stream().ok()).find(|stream| stream.dict.has(b"Width")).unwrap();
    let decoded = image::load_from_memory(&image.content).unwrap();
    assert_eq!(decoded.color(), image::ColorType::L8);
}

#[test]
fn an_unusual_image_is_left_alone() {
    let photograph = photograph(600, 900);
    let jpeg = jpeg(photograph.clone());
    let raw = photograph.as_raw();
    let rgb = "/Width 600/Height 900/BitsPerComponent 8/ColorSpace/DeviceRGB";
    let cases: [(String, &[u8]); 6] = [
        (format!("{rgb}/Decode[1 0 1 0 1 0]"), raw),
        (format!("{rgb}/Mask[0 10 0 10 0 10]"), raw),
        (format!("{rgb}/Filter/DCTDecode/DecodeParms<</ColorTransform 0>>"), &jpeg),
        ("/Width 450/Height 900/BitsPerComponent 8/ColorSpace/DeviceCMYK".to_owned(), raw),
        ("/Width 600/Height 900/BitsPerComponent 8/ColorSpace[/Indexed/DeviceRGB 1 <000000FFFFFF>]".to_owned(), raw),
        ("/Width 600/Height 900/BitsPerComponent 1/ImageMask true".to_owned(), raw),
    ];
    for (entries, content) in cases {
        assert_eq!(copy(scan(&entries, content)).images, 0, "{entries}");
    }
    // 250 dpi, fine but not much finer.
    let coarse = "/Width 440/Height 660/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode";
    assert_eq!(copy(scan(coarse, &self::jpeg(self::photograph(440, 660)))).images, 0);
}

#[test]
fn what_a_viewer_wants_first_lies_together_at_the_end() {
    // Each page's dictionary lies between megabytes of others, as report writers leave it.
    let mut objects = vec![b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), Vec::new()];
    let mut kids = String::new();
    let noise = photograph(100, 100).into_raw();
    for number in 0..60 {
        let at = objects.len() + 1;
        kids.push_str(&format!("{at} 0 R "));
        objects.push(
            format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents {} 0 R/Resources<</XObject<</I {} 0 R>>>>>>", at + 1, at + 2)
                .into_bytes(),
        );
        objects.push(stream(&format!("0 0 {number} 9 re f")).into_bytes());
        objects.push(data("/Type/XObject/Subtype/Image/Width 100/Height 100/BitsPerComponent 8/ColorSpace/DeviceRGB", &noise));
    }
    objects[1] = format!("<</Type/Pages/Count 60/Kids[{kids}]>>").into_bytes();
    let copy = copy(file(objects));
    assert_eq!(copy.pages, 60);
    let first = copy.bytes.windows(7).position(|window| window == b"/ObjStm").unwrap();
    assert!(copy.bytes.len() - first < copy.bytes.len() / 20);
}

#[test]
fn a_copy_without_the_time_to_check_it_is_none() {
    let letter = page("/MediaBox[0 0 300 300]", "", "", []);
    assert_eq!(reading_copy(&Arc::new(letter), None, Instant::now(), Instant::now()), Err(Reason::TooSlow));
    assert_eq!(reading_copy(&Arc::new(b"<html>".to_vec()), None, long(), long()), Err(Reason::Unreadable));
}
