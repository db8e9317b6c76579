//! Pictures of pages: a page of a PDF drawn by hayro and written as WebP, at the width a screen asks for.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Instant;

use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache, InterpreterSettings, SoftMask,
    font::GlyphRun, interpret_page,
};
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit, color::palette::css::WHITE};
use hayro::{RenderCache, RenderSettings, kurbo, render_into};
use hayro_syntax::{
    Pdf,
    object::{Dict, Stream},
    page::Page,
};
use serde::{Deserialize, Serialize};

use crate::{examine, fonts, kind::Unusable, watermark};

/// Pixels across that may be asked for.
pub const WIDTHS: std::ops::RangeInclusive<u32> = 16..=4096;
/// Most pixels on a side of a picture: WebP holds 16,383.
const MOST_SIDE: f64 = 16_000.0;
/// Most pixels of a picture: drawing needs some 16 bytes for each.
const MOST_PIXELS: f64 = 24e6;
/// Most pixels of an image on a page. Decoding and scaling one needs up to 12 bytes for each: a sheet of A0 scanned at
/// 200 dpi has 62 million.
const MOST_IMAGE_PIXELS: u64 = 100_000_000;
/// How faithful the WebP is, 0 to 100: small letters stay clean, a scanned page takes some 150 kB at 1,600 pixels across.
const QUALITY: f32 = 70.0;

/// A drawn page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The WebP file.
    pub bytes: Vec<u8>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// A page as a scanner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grey {
    /// One byte a pixel, row by row, white is 255.
    pub pixels: Vec<u8>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// Why a page has no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Undrawable {
    /// The file cannot be read as a PDF.
    #[error("the file cannot be read as a PDF")]
    Unreadable,
    /// A password is needed, or another than the given one.
    #[error("the file needs a password")]
    NeedsPassword,
    /// The file has fewer pages.
    #[error("there is no such page")]
    NoSuchPage,
    /// An image on it is larger than may be decoded.
    #[error("an image on the page is too large")]
    TooLarge,
    /// Drawing it failed.
    #[error("drawing the page failed")]
    Failed,
}

/// Draws page `number` (from 1) of a PDF `width` pixels across, as it is shown: cropped, rotated, with its annotations.
/// A `watermark` is written over it again and again and cannot be taken off.
///
/// A very long page gets fewer pixels across than asked for. May use time and memory out of proportion on hostile input:
/// run it in a child process.
pub fn picture(
    bytes: &Arc<Vec<u8>>,
    password: Option<&str>,
    number: u32,
    width: u32,
    watermark: Option<&str>,
) -> Result<Picture, Undrawable> {
    let (pdf, _) = open(bytes, password)?;
    draw(&pdf, &RenderCache::new(), number, width, watermark)
}

/// Draws the pages `numbers` (from 1) one after the other, `width` pixels across, reading the file once. Hands over each as
/// soon as it is drawn, and stops before the page that would begin after `until`.
pub fn strip<E>(
    bytes: &Arc<Vec<u8>>,
    password: Option<&str>,
    numbers: impl IntoIterator<Item = u32>,
    width: u32,
    until: Instant,
    mut drawn: impl FnMut(u32, Result<Picture, Undrawable>) -> Result<(), E>,
) -> Result<Result<(), E>, Undrawable> {
    let (pdf, _) = open(bytes, password)?;
    let cache = RenderCache::new();
    for number in numbers {
        if Instant::now() >= until {
            break;
        }
        if let Err(error) = drawn(number, draw(&pdf, &cache, number, width, None)) {
            return Ok(Err(error));
        }
    }
    Ok(Ok(()))
}

/// Reads a PDF, with its password where it needs one, and says whether it did.
pub(crate) fn open(bytes: &Arc<Vec<u8>>, password: Option<&str>) -> Result<(Pdf, bool), Undrawable> {
    match catch_unwind(AssertUnwindSafe(|| examine::open(bytes, password))) {
        Ok(Ok(opened)) => Ok(opened),
        Ok(Err(Unusable::Encrypted)) => Err(Undrawable::NeedsPassword),
        Ok(Err(_)) | Err(_) => Err(Undrawable::Unreadable),
    }
}

/// How hayro is to read a page.
pub(crate) fn settings() -> InterpreterSettings {
    InterpreterSettings { font_resolver: Arc::new(fonts::resolve), ..InterpreterSettings::default() }
}

fn draw<'a>(pdf: &'a Pdf, cache: &RenderCache<'a>, number: u32, width: u32, watermark: Option<&str>) -> Result<Picture, Undrawable> {
    let page = page(pdf, number)?;
    safely(page, |settings| write(&paint(page, cache, settings, width, watermark)))
}

fn page<'a>(pdf: &'a Pdf, number: u32) -> Result<&'a Page<'a>, Undrawable> {
    let index = usize::try_from(number).ok().and_then(|number| number.checked_sub(1)).ok_or(Undrawable::NoSuchPage)?;
    pdf.pages().get(index).ok_or(Undrawable::NoSuchPage)
}

/// Draws a page unless an image on it is too large; a panic is an answer.
fn safely<T>(page: &Page<'_>, draw: impl FnOnce(&InterpreterSettings) -> Result<T, Undrawable>) -> Result<T, Undrawable> {
    let drawn = catch_unwind(AssertUnwindSafe(|| {
        let settings = settings();
        if largest_image(page, &settings) > MOST_IMAGE_PIXELS {
            return Err(Undrawable::TooLarge);
        }
        draw(&settings)
    }));
    drawn.unwrap_or(Err(Undrawable::Failed))
}

/// Draws page `number` (from 1) in grey, so many dots to the inch, or fewer where it is very large. Says also its width and
/// height as shown, in points.
pub fn grey<'a>(pdf: &'a Pdf, cache: &RenderCache<'a>, number: u32, dots: f32) -> Result<(Grey, [f32; 2]), Undrawable> {
    let page = page(pdf, number)?;
    let (across, down) = page.render_dimensions();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "what is no width is brought within its limits")]
    let width = (across * dots / 72.0).round() as u32;
    let pixmap = safely(page, |settings| Ok(paint(page, cache, settings, width, None)))?;
    // What people see as equally bright, not what the channels hold.
    let brightness = |pixel: &[u8]| match pixel {
        [red, green, blue, ..] => {
            u8::try_from((u32::from(*red) * 77 + u32::from(*green) * 150 + u32::from(*blue) * 29) >> 8).unwrap_or(255)
        }
        _ => 255,
    };
    let pixels = pixmap.data_as_u8_slice().chunks_exact(4).map(brightness).collect();
    Ok((Grey { pixels, width: u32::from(pixmap.width()), height: u32::from(pixmap.height()) }, [across, down]))
}

/// The picture's measure: the scale, and the pixels across and down.
fn measure(page: &Page<'_>, width: u32) -> (f64, u16, u16) {
    let (across, down) = page.render_dimensions();
    let (across, down) = (f64::from(across).max(1.0), f64::from(down).max(1.0));
    let wanted = f64::from(width.clamp(*WIDTHS.start(), *WIDTHS.end())) / across;
    let scale = wanted.min(MOST_SIDE / down).min((MOST_PIXELS / across / down).sqrt());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both sides are between 1 and MOST_SIDE")]
    let pixels = |points: f64| (points * scale).round().clamp(1.0, MOST_SIDE) as u16;
    (scale, pixels(across), pixels(down))
}

fn paint<'a>(page: &'a Page<'a>, cache: &RenderCache<'a>, settings: &InterpreterSettings, width: u32, watermark: Option<&str>) -> Pixmap {
    let (scale, across, down) = measure(page, width);
    let mut context = RenderContext::new(across, down);
    let transform = kurbo::Affine::scale(scale) * hayro::hayro_interpret::util::TransformExt::to_kurbo(&page.initial_transform(true));
    render_into(page, cache, settings, &RenderSettings::default(), &mut context, transform);
    if let Some(text) = watermark {
        watermark::write_over(&mut context, text);
    }
    context.flush();
    let mut pixmap = Pixmap::new(across, down);
    let settings = RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..RasterizerSettings::default() };
    context.render_with(&mut pixmap, &mut Resources::default(), settings);
    pixmap
}

fn write(pixmap: &Pixmap) -> Result<Picture, Undrawable> {
    let (width, height) = (u32::from(pixmap.width()), u32::from(pixmap.height()));
    // The paper is white, so every pixel is opaque and what vello premultiplied is what it was.
    let encoder = webp::Encoder::from_rgba(pixmap.data_as_u8_slice(), width, height);
    let bytes = encoder.encode_simple(false, QUALITY).map_err(|_| Undrawable::Failed)?.to_vec();
    Ok(Picture { bytes, width, height })
}

/// The pixels of the largest image a page shows, its mask included, told from its measures alone.
fn largest_image<'a>(page: &Page<'a>, settings: &InterpreterSettings) -> u64 {
    let mut largest = Largest(0);
    let cache = InterpreterCache::new();
    let area = kurbo::Rect::new(0.0, 0.0, f64::from(u16::MAX), f64::from(u16::MAX));
    let mut context = Context::new(kurbo::Affine::IDENTITY, area, &cache, page.xref(), settings.clone());
    interpret_page(page, &mut context, &mut largest);
    largest.0
}

/// Looks at what is drawn and remembers the largest image.
struct Largest(u64);

impl<'a> Device<'a> for Largest {
    fn draw_image(&mut self, image: Image<'a, '_>, _: ImageDrawProps<'a>) {
        let stream = match &image {
            Image::Stencil(stencil) => stencil.stream(),
            Image::Raster(raster) => raster.stream(),
        };
        let mask = stream.dict().get::<Stream<'_>>(b"SMask").map_or(0, |mask| pixels(mask.dict()));
        self.0 = self.0.max(pixels(stream.dict())).max(mask);
    }
    fn draw_path(&mut self, _: &kurbo::BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, _: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

fn pixels(image: &Dict<'_>) -> u64 {
    let side = |long: &[u8], short: &[u8]| u64::from(image.get::<u32>(long).or_else(|| image.get::<u32>(short)).unwrap_or(0));
    side(b"Width", b"W").saturating_mul(side(b"Height", b"H"))
}
