//! What a page shows, short enough to compare: its size, its letters in order, and how many images and shapes it has.

use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache, SoftMask,
    font::{Glyph, GlyphRun},
    hayro_cmap::BfString,
    interpret_page, kurbo,
};
use hayro_syntax::page::Page;

use crate::picture;

/// A page in short.
pub(super) struct Sketch {
    /// Width and height as shown, in whole hundredths of a point.
    pub(super) size: (i64, i64),
    /// The letters in the order they are drawn, without white space.
    pub(super) text: String,
    /// Images, shapes and clips.
    pub(super) shapes: [u32; 3],
}

/// Sketches the pages of one file, keeping its fonts.
#[derive(Default)]
pub(super) struct Sketcher<'a> {
    cache: InterpreterCache<'a>,
}

impl<'a> Sketcher<'a> {
    pub(super) fn sketch(&mut self, page: &'a Page<'a>) -> Sketch {
        let mut pencil = Pencil::default();
        let area = kurbo::Rect::new(0.0, 0.0, f64::from(u16::MAX), f64::from(u16::MAX));
        let mut context = Context::new(kurbo::Affine::IDENTITY, area, &self.cache, page.xref(), picture::settings());
        interpret_page(page, &mut context, &mut pencil);
        let (width, height) = page.render_dimensions();
        #[expect(clippy::cast_possible_truncation, reason = "a page larger than that is cut to the largest number")]
        let hundredths = |points: f32| (f64::from(points) * 100.0).round() as i64;
        Sketch { size: (hundredths(width), hundredths(height)), text: pencil.text, shapes: pencil.shapes }
    }
}

#[derive(Default)]
struct Pencil {
    text: String,
    shapes: [u32; 3],
}

impl Pencil {
    fn count(&mut self, shape: usize) {
        if let Some(count) = self.shapes.get_mut(shape) {
            *count = count.saturating_add(1);
        }
    }
}

impl<'a> Device<'a> for Pencil {
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.count(0);
    }
    fn draw_path(&mut self, _: &kurbo::BezPath, _: DrawProps<'a>, _: &DrawMode) {
        self.count(1);
    }
    fn push_clip_path(&mut self, _: &ClipPath) {
        self.count(2);
    }
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let glyph: &Glyph<'a> = glyph;
            match glyph.as_unicode() {
                Some(BfString::Char(letter)) if letter.is_whitespace() => {}
                Some(BfString::Char(letter)) => self.text.push(letter),
                Some(BfString::String(letters)) => self.text.extend(letters.chars().filter(|letter| !letter.is_whitespace())),
                // A letter without meaning is still the same letter on both sides.
                None => self.text.extend(char::from_u32(0xF_0000 + (glyph.char_code() & 0xFFFF))),
            }
        }
    }
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
