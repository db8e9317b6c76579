//! The fonts lent to pages that name a font without bringing it, with every Vietnamese letter.

use std::sync::Arc;

use hayro_interpret::font::{FontData, FontQuery, StandardFont};

/// One committed font file: see `assets/fonts/README.md`.
macro_rules! font {
    ($name:literal) => {
        include_bytes!(concat!("../assets/fonts/", $name, ".ttf"))
    };
}

/// The font the watermark is written in: a whole TrueType file.
pub(crate) const WATERMARK: &[u8] = font!("Arimo-Bold");
/// The font a page's number in the pack is written in.
pub(crate) const PAGE_NUMBER: &[u8] = font!("Arimo-Regular");
/// The fonts of the pack's contents: those of official papers.
pub(crate) const SERIF: &[u8] = font!("Tinos-Regular");
pub(crate) const SERIF_BOLD: &[u8] = font!("Tinos-Bold");
pub(crate) const SERIF_ITALIC: &[u8] = font!("Tinos-Italic");

/// Answers hayro's question for a font that a file does not bring: one of ours for text, hayro's own for symbols.
pub(crate) fn resolve(query: &FontQuery) -> Option<(FontData, u32)> {
    let standard = match query {
        FontQuery::Standard(standard) => *standard,
        FontQuery::Fallback(query) => query.pick_standard_font(),
    };
    let bytes: &'static [u8] = match standard {
        StandardFont::Helvetica => PAGE_NUMBER,
        StandardFont::HelveticaBold => WATERMARK,
        StandardFont::HelveticaOblique => font!("Arimo-Italic"),
        StandardFont::HelveticaBoldOblique => font!("Arimo-BoldItalic"),
        StandardFont::TimesRoman => SERIF,
        StandardFont::TimesBold => SERIF_BOLD,
        StandardFont::TimesItalic => SERIF_ITALIC,
        StandardFont::TimesBoldItalic => font!("Tinos-BoldItalic"),
        StandardFont::Courier | StandardFont::CourierOblique => font!("Cousine-Regular"),
        StandardFont::CourierBold | StandardFont::CourierBoldOblique => font!("Cousine-Bold"),
        StandardFont::ZapfDingBats | StandardFont::Symbol => return Some(standard.get_font_data()),
    };
    Some((Arc::new(bytes), 0))
}
