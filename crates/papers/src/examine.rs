//! Whether a file can become a paper, and what is known about it without reading its pages.

use std::sync::Arc;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use serde::{Deserialize, Serialize};

use crate::kind::{Kind, Unusable, kind};

/// What was found out about a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Examination {
    /// Its type.
    pub kind: Kind,
    /// Pages; none for a file of an office program, which has none until it is converted.
    pub pages: Option<u32>,
    /// Whether it took a password to open it.
    pub encrypted: bool,
    /// Width and height of each page as it is shown, in points.
    pub page_sizes: Vec<[f32; 2]>,
}

/// Examines a whole file; `password` is tried on one that has one. May use time and memory out of proportion on hostile
/// input.
pub fn examine(bytes: &Arc<Vec<u8>>, password: Option<&str>) -> Result<Examination, Unusable> {
    let kind = kind(bytes)?;
    if kind.is_office() {
        return Ok(Examination { kind, pages: None, encrypted: false, page_sizes: Vec::new() });
    }
    let ends = ends(bytes);
    let (pdf, encrypted) = open(bytes, password).map_err(|reason| match reason {
        Unusable::Damaged if !ends => Unusable::Truncated,
        other => other,
    })?;
    if !ends {
        return Err(Unusable::Truncated);
    }
    let page_sizes: Vec<[f32; 2]> = pdf.pages().iter().map(|page| page.render_dimensions().into()).collect();
    match u32::try_from(page_sizes.len()) {
        Ok(0) | Err(_) => Err(Unusable::Damaged),
        Ok(pages) => Ok(Examination { kind, pages: Some(pages), encrypted, page_sizes }),
    }
}

/// Opens a PDF with hayro, and says whether that took a password.
pub(crate) fn open(bytes: &Arc<Vec<u8>>, password: Option<&str>) -> Result<(Pdf, bool), Unusable> {
    let locked = |error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Unusable::Encrypted,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => Unusable::Damaged,
    };
    // Most protected files can be read by everybody: what is protected is printing or changing them.
    match (Pdf::new(Arc::clone(bytes)).map_err(locked), password) {
        (Err(Unusable::Encrypted), Some(password)) => {
            Pdf::new_with_password(Arc::clone(bytes), password).map(|pdf| (pdf, true)).map_err(locked)
        }
        (opened, _) => opened.map(|pdf| (pdf, false)),
    }
}

/// Whether the end of the file is there. Some producers write a little, or a lot, after the end mark; and some leave the mark
/// out. A file cut off in transit has neither the mark nor what stands before it, or has objects after the last one.
fn ends(bytes: &[u8]) -> bool {
    const TAIL: usize = 4096;
    const MARK: &[u8] = b"%%EOF";
    let holds = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).any(|window| window == what);
    let tail = bytes.get(bytes.len().saturating_sub(TAIL)..).unwrap_or_default();
    if holds(tail, MARK) {
        return true;
    }
    let pointer = tail.windows(9).rposition(|window| window == b"startxref").and_then(|at| tail.get(at + 9..));
    if pointer.is_some_and(|rest| rest.trim_ascii().iter().all(u8::is_ascii_digit) && rest.ends_with(b"\n")) {
        return true;
    }
    let after = bytes.windows(MARK.len()).rposition(|window| window == MARK).and_then(|at| bytes.get(at..));
    after.is_some_and(|junk| !holds(junk, b" obj"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_ends_with_its_mark_or_with_junk_after_it() {
        let junk = [b"1 0 obj\nendobj\nstartxref\n9\n%%EOF\n".as_slice(), &[b'x'; 9000]].concat();
        let cut = [b"1 0 obj\nendobj\nstartxref\n9\n%%EOF\n".as_slice(), &[b'x'; 5000], b"2 0 obj\n", &[b'x'; 5000]].concat();
        assert!(ends(b"1 0 obj\nendobj\nstartxref\n9\n%%EOF"));
        assert!(ends(b"1 0 obj\nendobj\nstartxref\n9\n"));
        assert!(ends(&junk));
        assert!(!ends(&cut));
        assert!(!ends(b"1 0 obj\n<< /Length 12 >>\nstream\nhalf of"));
    }
}
