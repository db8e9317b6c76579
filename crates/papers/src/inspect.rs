//! What a file is, told by its content and never by its name.

use serde::{Deserialize, Serialize};

/// What was found out about a PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    /// Pages.
    pub pages: u32,
}

/// Why a file cannot become a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Unusable {
    /// No bytes.
    #[error("the file is empty")]
    Empty,
    /// Not a PDF, but a Word, Excel or PowerPoint file.
    #[error("the file is an office document")]
    OfficeDocument,
    /// A program, whatever it is called.
    #[error("the file is a program")]
    Program,
    /// Not a PDF.
    #[error("the file is not a PDF")]
    NotPdf,
    /// The end is missing.
    #[error("the file is cut off")]
    Truncated,
    /// A password is needed.
    #[error("the file needs a password")]
    Encrypted,
    /// The structure cannot be read.
    #[error("the file is damaged")]
    Damaged,
    /// Reading it took more time or memory than any honest file needs.
    #[error("the file needs too much time or memory")]
    TooCostly,
}

/// Looks for the PDF header in the first kilobyte, as readers do.
fn is_pdf(bytes: &[u8]) -> bool {
    bytes.get(..bytes.len().min(1024)).is_some_and(|head| head.windows(5).any(|window| window == b"%PDF-"))
}

/// What the first bytes say a file is, when it is no PDF.
fn other_type(bytes: &[u8]) -> Unusable {
    const ZIP: &[u8] = b"PK\x03\x04";
    const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    const PROGRAMS: [&[u8]; 6] = [b"MZ", b"\x7FELF", b"#!", b"\xCF\xFA\xED\xFE", b"\xCA\xFE\xBA\xBE", b"\xFE\xED\xFA\xCF"];
    if bytes.is_empty() {
        Unusable::Empty
    } else if bytes.starts_with(ZIP) || bytes.starts_with(OLE) {
        Unusable::OfficeDocument
    } else if PROGRAMS.iter().any(|magic| bytes.starts_with(magic)) {
        Unusable::Program
    } else {
        Unusable::NotPdf
    }
}

/// Examines a whole file. May use time and memory out of proportion on hostile input: run it in a child process.
pub fn inspect(bytes: Vec<u8>) -> Result<Inspection, Unusable> {
    if !is_pdf(&bytes) {
        return Err(other_type(&bytes));
    }
    // Some producers write a little after the end mark; a file cut off in transit has none in its tail.
    let tail = bytes.get(bytes.len().saturating_sub(4096)..).unwrap_or_default();
    let ends = tail.windows(5).any(|window| window == b"%%EOF");
    let pdf = match hayro_syntax::Pdf::new(bytes) {
        Ok(pdf) => pdf,
        Err(hayro_syntax::LoadPdfError::Decryption(_)) => return Err(Unusable::Encrypted),
        Err(_) => return Err(if ends { Unusable::Damaged } else { Unusable::Truncated }),
    };
    if !ends {
        return Err(Unusable::Truncated);
    }
    match u32::try_from(pdf.pages().len()) {
        Ok(0) | Err(_) => Err(Unusable::Damaged),
        Ok(pages) => Ok(Inspection { pages }),
    }
}
