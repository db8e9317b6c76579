//! The second reader: hayro's interpreter, which reads every page there is, and knows where each letter stands.

use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache, InterpreterSettings, RenderContent,
    SoftMask,
    font::{Glyph, GlyphRun},
    interpret_page,
};
use hayro_syntax::{
    Pdf,
    object::{Array, Dict, Name, Object, Stream},
    page::Page,
};
use kurbo::{Affine, BezPath, Point, Rect, Shape};

use super::{
    Word,
    layout::{Layout, Letter},
};

/// Letters more than this on one page are not looked at.
const MOST_LETTERS: usize = 500_000;
/// Shapes a page of outlined text has, at least.
const MANY_SHAPES: usize = 300;
/// What a page's own drawing may grow to when it is unpacked, in bytes.
const LARGEST_CONTENT: u64 = 64 << 20;

/// What one page shows.
#[derive(Default)]
pub struct Seen {
    /// Its text, without annotations.
    pub text: String,
    /// Its words, those of annotations too.
    pub words: Vec<Word>,
    /// Letters, spaces aside.
    pub letters: usize,
    /// Letters that cannot be known.
    pub unknown: usize,
    /// Text of what lies over the page: form fields, notes, stamps, visible signatures. One a line.
    pub over: Vec<String>,
    /// Whether there is more to see than letters: a picture over much of the page, or shapes enough to be outlined text.
    pub picture: bool,
    /// Not read: it would unpack to more than any page.
    pub costly: bool,
}

/// Reads all pages of a file, one by one, with what they share.
pub struct Reader<'p> {
    pdf: &'p Pdf,
    cache: InterpreterCache<'p>,
}

impl<'p> Reader<'p> {
    /// Reads from `pdf`.
    pub fn new(pdf: &'p Pdf) -> Self {
        Self { pdf, cache: InterpreterCache::new() }
    }

    /// What a page shows.
    pub fn see(&self, page: &Page<'p>) -> Seen {
        if unpacks_to_too_much(page) {
            return Seen { costly: true, ..Seen::default() };
        }
        let mut content = self.draw(page, RenderContent::PAGE);
        let (letters, unknown, picture) = (content.layout.letters(), content.layout.unknown(), content.picture(page));
        let (text, mut words) = std::mem::take(&mut content.layout).finish();
        let mut over = Vec::new();
        if let Some(annotations) = page.raw().get::<Array<'_>>(b"Annots".as_slice()) {
            let (drawn, more) = self.draw(page, RenderContent::ANNOTATIONS).layout.finish();
            words.extend(more);
            over.extend(drawn.lines().map(str::to_owned));
            over.extend(annotations.iter::<Dict<'_>>().filter_map(|annotation| undrawn(&annotation)));
        }
        over.retain(|line| !line.trim().is_empty());
        Seen { text, words, letters, unknown, over, picture, costly: false }
    }

    fn draw(&self, page: &Page<'p>, render_content: RenderContent) -> Drawn {
        let (width, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, width.into(), height.into());
        let settings = InterpreterSettings { render_content, ..InterpreterSettings::default() };
        let place = Affine::new(page.initial_transform(true).as_coeffs());
        let mut context = Context::new(place, area, &self.cache, self.pdf.xref(), settings);
        let mut drawn = Drawn::default();
        interpret_page(page, &mut context, &mut drawn);
        drawn
    }
}

/// What an annotation says that has no appearance of its own: the value of a field, the words of a note written on the page.
fn undrawn(annotation: &Dict<'_>) -> Option<String> {
    const HIDDEN: u32 = 1 << 1;
    const NO_VIEW: u32 = 1 << 5;
    let drawn = annotation.get::<Dict<'_>>(b"AP".as_slice()).is_some_and(|appearance| appearance.contains_key(b"N".as_slice()));
    let hidden = annotation.get::<u32>(b"F".as_slice()).is_some_and(|flags| flags & (HIDDEN | NO_VIEW) != 0);
    if drawn || hidden {
        return None;
    }
    let kind = annotation.get::<Name<'_>>(b"Subtype".as_slice())?;
    let value = match kind.as_ref() {
        b"Widget" => annotation.get::<hayro_syntax::object::String<'_>>(b"V".as_slice()).or_else(|| {
            let field = annotation.get::<Dict<'_>>(b"Parent".as_slice())?;
            field.get::<hayro_syntax::object::String<'_>>(b"V".as_slice())
        })?,
        b"FreeText" => annotation.get::<hayro_syntax::object::String<'_>>(b"Contents".as_slice())?,
        _ => return None,
    };
    Some(text_string(value.as_bytes()))
}

/// A text string of a PDF: UTF-16 or UTF-8 where it says so by its first bytes, else taken for Latin.
fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units: Vec<u16> = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        [0xff, 0xfe, rest @ ..] => {
            let units: Vec<u16> = rest.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        plain => plain.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// Whether a page's content would unpack to more than any page needs; found out without keeping what comes out.
fn unpacks_to_too_much(page: &Page<'_>) -> bool {
    let key = b"Contents".as_slice();
    let streams: Vec<Stream<'_>> = match page.raw().get::<Object<'_>>(key) {
        Some(Object::Stream(stream)) => vec![stream],
        Some(Object::Array(parts)) => parts.iter::<Stream<'_>>().collect(),
        _ => return false,
    };
    let mut room = LARGEST_CONTENT;
    streams.iter().any(|stream| {
        let flates = stream.filters().iter().take_while(|filter| matches!(filter, hayro_syntax::Filter::FlateDecode)).count();
        let used = super::unpacked(&stream.raw_data(), flates, room);
        room = room.saturating_sub(used);
        room == 0
    })
}

/// What the interpreter draws, as far as text is concerned.
#[derive(Default)]
struct Drawn {
    layout: Layout,
    before: Option<(usize, Point)>,
    shapes: usize,
    pictures: Vec<Rect>,
}

impl Drawn {
    /// Whether what is not text covers much of the page, or could be text in outlines.
    fn picture(&self, page: &Page<'_>) -> bool {
        let (width, height) = page.render_dimensions();
        let page = Rect::new(0.0, 0.0, width.into(), height.into());
        let covered: f64 = self.pictures.iter().map(|picture| picture.intersect(page).area()).sum();
        covered > 0.3 * page.area() || self.shapes > MANY_SHAPES
    }
}

impl<'a> Device<'a> for Drawn {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        let glyphs = run.glyphs();
        let places: Vec<Affine> = glyphs.iter().map(|glyph| props.transform * glyph.transform() * Affine::scale(1000.0)).collect();
        let Some(first) = places.first() else { return };
        // Letters made bold by drawing them twice.
        let (start, size) = (*first * Point::ZERO, (*first * Point::new(0.0, 1.0) - *first * Point::ZERO).hypot());
        let before = self.before.replace((glyphs.len(), start));
        if before.is_some_and(|(count, point)| count == glyphs.len() && point.distance(start) < 0.1 * size) {
            return;
        }
        let widths: Vec<f64> = glyphs
            .iter()
            .map(|glyph| {
                let width = match &**glyph {
                    Glyph::Outline(outline) => outline.advance_width(),
                    Glyph::Type3(drawing) => drawing.advance_width(),
                };
                f64::from(width.unwrap_or(500.0)) / 1000.0
            })
            .collect();
        let apart = apart(&places, &widths);
        for ((glyph, place), width) in glyphs.iter().zip(places).zip(widths) {
            if self.layout.letters() > MOST_LETTERS {
                return;
            }
            let text = match glyph.as_unicode() {
                Some(hayro_cmap::BfString::Char(sign)) => sign.to_string(),
                Some(hayro_cmap::BfString::String(text)) => text,
                None => "\u{fffd}".to_owned(),
            };
            self.layout.letter(&Letter { text: &text, place, width }, apart);
        }
    }

    fn draw_path(&mut self, path: &BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.shapes += usize::from(path.elements().len() > 5);
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let area = Rect::new(0.0, 0.0, image.width().into(), image.height().into());
        self.pictures.push((props.transform * area.to_path(0.1)).bounding_box());
    }

    fn draw_rect(&mut self, _: &Rect, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// The space put between all letters of a run, in sizes: what is between every two of them is no space between words.
fn apart(places: &[Affine], widths: &[f64]) -> f64 {
    if places.len() < 4 {
        return 0.0;
    }
    let gaps = places.windows(2).zip(widths).map(|(pair, width)| {
        let inside = pair[0].inverse() * (pair[1] * Point::ZERO);
        inside.x - width
    });
    gaps.fold(f64::INFINITY, f64::min).clamp(0.0, 2.0)
}
