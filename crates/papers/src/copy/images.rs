//! Images finer than a tablet shows are made coarser: written again as JPEG at 200 dpi, where that makes the file smaller.

use std::{
    collections::BTreeMap,
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
    time::Instant,
};

use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache, SoftMask, font::GlyphRun,
    interpret_page, kurbo, util::x_y_advances,
};
use hayro_syntax::Pdf;
use image::{
    DynamicImage, GrayImage, ImageDecoder, RgbImage,
    codecs::jpeg::{JpegDecoder, JpegEncoder},
    imageops::FilterType,
};
use lopdf::{Document, Object, ObjectId, Stream};

use crate::picture;

/// Dots an inch an image is reduced to.
const DPI: f64 = 200.0;
/// An image is left alone unless this much finer: little would be won.
const MARGIN: f64 = 1.15;
/// Images smaller than this many bytes are left alone.
const WORTH: usize = 24 << 10;
/// Most pixels that are decoded: scaling needs some 16 bytes for each.
const MOST_PIXELS: u64 = 50_000_000;
/// How faithful the JPEG is, 1 to 100.
const QUALITY: u8 = 78;

/// How an image is shown at its largest: points for each of its pixels, along its own axes.
#[derive(Clone, Copy)]
struct Shown {
    /// Pixels across and down, by which both libraries are sure to mean the same image.
    pixels: (u32, u32),
    across: f64,
    down: f64,
}

/// Reduces what is too fine in `document`, read from the same bytes as `original`, until `until`. Answers how many images
/// were reduced.
pub(super) fn reduce(document: &mut Document, original: &Pdf, until: Instant) -> u32 {
    let worth = |object: &Object| object.as_stream().is_ok_and(|stream| stream.content.len() >= WORTH);
    if !document.objects.values().any(worth) {
        return 0;
    }
    let shown = catch_unwind(AssertUnwindSafe(|| shown(original, until))).unwrap_or_default();
    let mut reduced = 0;
    for (id, shown) in shown {
        if Instant::now() >= until {
            break;
        }
        let Some(stream) = document.objects.get(&id).filter(|object| worth(object)).and_then(|object| object.as_stream().ok()) else {
            continue;
        };
        let smaller = catch_unwind(AssertUnwindSafe(|| smaller(document, stream, shown))).unwrap_or(None);
        if let Some(smaller) = smaller {
            document.objects.insert(id, Object::Stream(smaller));
            reduced += 1;
        }
    }
    reduced
}

/// Where the images of the file are shown, each at its largest. Empty when there was not the time to look at every page.
fn shown(original: &Pdf, until: Instant) -> BTreeMap<ObjectId, Shown> {
    let mut frames = Frames::default();
    let cache = InterpreterCache::new();
    let area = kurbo::Rect::new(0.0, 0.0, f64::from(u16::MAX), f64::from(u16::MAX));
    for page in original.pages().iter() {
        if Instant::now() >= until {
            return BTreeMap::new();
        }
        let mut context = Context::new(kurbo::Affine::IDENTITY, area, &cache, page.xref(), picture::settings());
        interpret_page(page, &mut context, &mut frames);
    }
    frames.shown
}

#[derive(Default)]
struct Frames {
    shown: BTreeMap<ObjectId, Shown>,
}

impl<'a> Device<'a> for Frames {
    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let Image::Raster(image) = image else { return };
        let dict = image.stream().dict();
        let (Some(id), Some(width), Some(height)) = (dict.obj_id(), dict.get::<u32>(b"Width"), dict.get::<u32>(b"Height")) else {
            return;
        };
        let Ok(generation) = u16::try_from(id.gen_number) else { return };
        let (across, down) = x_y_advances(&props.transform);
        let (across, down) = (across.length(), down.length());
        let shown = self.shown.entry((id.obj_number, generation)).or_insert(Shown { pixels: (width, height), across, down });
        shown.across = shown.across.max(across);
        shown.down = shown.down.max(down);
    }
    fn draw_path(&mut self, _: &kurbo::BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// The same image at 200 dpi, if that is a smaller file and nothing about the image is unusual.
fn smaller(document: &Document, stream: &Stream, shown: Shown) -> Option<Stream> {
    let (width, height) = shown.pixels;
    let (new_width, new_height) = (reduced_side(width, shown.across)?, reduced_side(height, shown.down)?);
    if u64::from(width) * u64::from(height) > MOST_PIXELS || number(document, stream, b"Width")? != i64::from(width) {
        return None;
    }
    let channels = channels(document, stream)?;
    let image = decode(stream, width, height, channels)?;
    let image = image.resize_exact(new_width, new_height, FilterType::Triangle);
    let mut jpeg = Vec::new();
    // Not `encode_image`, which would write three channels of grey.
    image.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY)).ok()?;
    if jpeg.len() >= stream.content.len() / 10 * 9 {
        return None;
    }
    let mut dict = stream.dict.clone();
    dict.set("Width", i64::from(new_width));
    dict.set("Height", i64::from(new_height));
    dict.set("BitsPerComponent", 8);
    dict.set("Filter", Object::Name(b"DCTDecode".to_vec()));
    for key in [b"DecodeParms".as_slice(), b"Decode", b"Alternates"] {
        dict.remove(key);
    }
    Some(Stream::new(dict, jpeg))
}

/// How many pixels a side needs at 200 dpi; none when the image is not much finer than that.
fn reduced_side(pixels: u32, points_each: f64) -> Option<u32> {
    let needed = (f64::from(pixels) * points_each / 72.0 * DPI).ceil();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "positive and less than `pixels`")]
    (needed.is_finite() && needed >= 1.0 && needed * MARGIN < f64::from(pixels)).then_some(needed as u32)
}

/// The image's channels, 1 (grey) or 3 (RGB); none for what had better be left alone: masks, colour keys, CMYK, indexed and
/// other colour spaces, anything but eight bits a channel in the usual order.
fn channels(document: &Document, stream: &Stream) -> Option<u8> {
    let dict = &stream.dict;
    let mask = |key: &[u8]| dict.get_deref(key, document).ok();
    let unusual = matches!(mask(b"ImageMask"), Some(Object::Boolean(true)))
        || matches!(mask(b"Mask"), Some(Object::Array(_)))
        || mask(b"SMask").and_then(|mask| mask.as_stream().ok()).is_some_and(|mask| mask.dict.has(b"Matte"))
        || dict.has(b"SMaskInData");
    if unusual || number(document, stream, b"BitsPerComponent")? != 8 {
        return None;
    }
    let channels = match dict.get_deref(b"ColorSpace", document).ok()? {
        Object::Name(name) => named_channels(name)?,
        Object::Array(items) => match items.first()?.as_name().ok()? {
            b"CalGray" => 1,
            b"CalRGB" => 3,
            b"ICCBased" => match document.dereference(items.get(1)?).ok()?.1 {
                Object::Stream(profile) => match profile.dict.get(b"N").and_then(Object::as_i64).ok()? {
                    1 => 1,
                    3 => 3,
                    _ => return None,
                },
                _ => return None,
            },
            name => named_channels(name)?,
        },
        _ => return None,
    };
    usual_order(document, stream, channels).then_some(channels)
}

fn named_channels(name: &[u8]) -> Option<u8> {
    match name {
        b"DeviceGray" => Some(1),
        b"DeviceRGB" => Some(3),
        _ => None,
    }
}

/// Whether the values mean what they say: no `Decode` that turns them round.
fn usual_order(document: &Document, stream: &Stream, channels: u8) -> bool {
    match stream.dict.get_deref(b"Decode", document) {
        Err(_) | Ok(Object::Null) => true,
        Ok(Object::Array(items)) => {
            items.len() == usize::from(channels) * 2
                && items.chunks(2).all(|pair| {
                    let [low, high] = pair else { return false };
                    low.as_float().is_ok_and(|low| low == 0.0) && high.as_float().is_ok_and(|high| high == 1.0)
                })
        }
        Ok(_) => false,
    }
}

/// Whether the file says, against the JPEG, how its colours are written.
fn turned_round(stream: &Stream) -> bool {
    match stream.dict.get(b"DecodeParms") {
        Err(_) | Ok(Object::Null) => false,
        Ok(Object::Dictionary(parameters)) => parameters.has(b"ColorTransform"),
        Ok(_) => true,
    }
}

fn number(document: &Document, stream: &Stream, key: &[u8]) -> Option<i64> {
    stream.dict.get_deref(key, document).and_then(Object::as_i64).ok()
}

/// The pixels of a JPEG, or of a stream packed without loss, in one filter.
fn decode(stream: &Stream, width: u32, height: u32, channels: u8) -> Option<DynamicImage> {
    let filters = stream.filters().unwrap_or_default();
    let image = match filters.as_slice() {
        [b"DCTDecode"] if !turned_round(stream) => {
            let decoder = JpegDecoder::new(Cursor::new(&stream.content)).ok()?;
            if decoder.dimensions() != (width, height) {
                return None;
            }
            DynamicImage::from_decoder(decoder).ok()?
        }
        [b"FlateDecode" | b"LZWDecode" | b"RunLengthDecode"] | [] => {
            let bytes = usize::try_from(u64::from(width) * u64::from(height) * u64::from(channels)).ok()?;
            // Some writers leave a byte or two after the last row.
            let mut pixels = stream.get_plain_content_with_limit(bytes + 64).ok()?;
            if pixels.len() < bytes {
                return None;
            }
            pixels.truncate(bytes);
            match channels {
                1 => DynamicImage::ImageLuma8(GrayImage::from_raw(width, height, pixels)?),
                _ => DynamicImage::ImageRgb8(RgbImage::from_raw(width, height, pixels)?),
            }
        }
        _ => return None,
    };
    match (&image, channels) {
        (DynamicImage::ImageLuma8(_), 1) | (DynamicImage::ImageRgb8(_), 3) => Some(image),
        _ => None,
    }
}
