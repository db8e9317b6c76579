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

/// Answers hayro's question for a font that a file does not bring: one of ours for text, hayro's own for symbols.
pub(crate) fn resolve(query: &FontQuery) -> Option<(FontData, u32)> {
    let standard = match query {
        FontQuery::Standard(standard) => *standard,
        FontQuery::Fallback(query) => query.pick_standard_font(),
    };
    let bytes: &'static [u8] = match standard {
        StandardFont::Helvetica => font!("Arimo-Regular"),
        StandardFont::HelveticaBold => WATERMARK,
        StandardFont::HelveticaOblique => font!("Arimo-Italic"),
        StandardFont::HelveticaBoldOblique => font!("Arimo-BoldItalic"),
        StandardFont::TimesRoman => font!("Tinos-Regular"),
        StandardFont::TimesBold => font!("Tinos-Bold"),
        StandardFont::TimesItalic => font!("Tinos-Italic"),
        StandardFont::TimesBoldItalic => font!("Tinos-BoldItalic"),
        StandardFont::Courier | StandardFont::CourierOblique => font!("Cousine-Regular"),
        StandardFont::CourierBold | StandardFont::CourierBoldOblique => font!("Cousine-Bold"),
        StandardFont::ZapfDingBats | StandardFont::Symbol => return Some(standard.get_font_data()),
    };
    Some((Arc::new(bytes), 0))
}
