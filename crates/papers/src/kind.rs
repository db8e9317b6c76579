//! What a file is, told by its content and never by its name.

use std::io::Cursor;

use serde::{Deserialize, Serialize};

/// The types of file that can become a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// PDF.
    Pdf,
    /// Word since 2007.
    Docx,
    /// Excel since 2007.
    Xlsx,
    /// PowerPoint since 2007.
    Pptx,
    /// Word before 2007.
    Doc,
    /// Excel before 2007.
    Xls,
    /// PowerPoint before 2007.
    Ppt,
    /// Rich text, which every word processor writes.
    Rtf,
    /// OpenDocument text.
    Odt,
    /// OpenDocument spreadsheet.
    Ods,
    /// OpenDocument presentation.
    Odp,
}

impl Kind {
    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Pptx => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::Doc => "application/msword",
            Self::Xls => "application/vnd.ms-excel",
            Self::Ppt => "application/vnd.ms-powerpoint",
            Self::Rtf => "application/rtf",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Odp => "application/vnd.oasis.opendocument.presentation",
        }
    }

    /// The ending a file of this type is called with, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
            Self::Doc => "doc",
            Self::Xls => "xls",
            Self::Ppt => "ppt",
            Self::Rtf => "rtf",
            Self::Odt => "odt",
            Self::Ods => "ods",
            Self::Odp => "odp",
        }
    }

    /// Whether an office program made it: it has pages only once it is converted.
    pub fn is_office(self) -> bool {
        self != Self::Pdf
    }
}

/// Why a file cannot become a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Unusable {
    /// No bytes.
    #[error("the file is empty")]
    Empty,
    /// A program, whatever it is called.
    #[error("the file is a program")]
    Program,
    /// Neither a PDF nor a file of an office program.
    #[error("the file is neither a PDF nor an office document")]
    Other,
    /// The end is missing.
    #[error("the file is cut off")]
    Truncated,
    /// A password is needed, or another than the one given.
    #[error("the file needs a password")]
    Encrypted,
    /// The structure cannot be read.
    #[error("the file is damaged")]
    Damaged,
    /// Reading it took more time or memory than any honest file needs.
    #[error("the file needs too much time or memory")]
    TooCostly,
}

const RICH_TEXT: &[u8] = b"{\\rtf";
const ZIP: &[u8] = b"PK\x03\x04";
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const PROGRAMS: [&[u8]; 6] = [b"MZ", b"\x7FELF", b"#!", b"\xCF\xFA\xED\xFE", b"\xCA\xFE\xBA\xBE", b"\xFE\xED\xFA\xCF"];

/// Tells what a whole file is. Reads tables of contents only, so it costs little.
pub fn kind(bytes: &[u8]) -> Result<Kind, Unusable> {
    if bytes.is_empty() {
        Err(Unusable::Empty)
    } else if bytes.starts_with(ZIP) {
        in_zip(bytes)
    } else if bytes.starts_with(OLE) {
        in_ole(bytes)
    } else if bytes.starts_with(RICH_TEXT) {
        Ok(Kind::Rtf)
    } else if is_pdf(bytes) {
        Ok(Kind::Pdf)
    } else if PROGRAMS.iter().any(|magic| bytes.starts_with(magic)) {
        Err(Unusable::Program)
    } else {
        Err(Unusable::Other)
    }
}

/// Looks for the PDF header in the first kilobyte, as readers do.
fn is_pdf(bytes: &[u8]) -> bool {
    bytes.get(..bytes.len().min(1024)).is_some_and(|head| head.windows(5).any(|window| window == b"%PDF-"))
}

/// Office files since 2007, and OpenDocument.
fn in_zip(bytes: &[u8]) -> Result<Kind, Unusable> {
    let archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_unreadable| Unusable::Damaged)?;
    if archive.index_for_name("[Content_Types].xml").is_some() {
        let holds = |folder: &str| archive.file_names().flatten().any(|name| name.starts_with(folder));
        return match () {
            () if holds("word/") => Ok(Kind::Docx),
            () if holds("xl/") => Ok(Kind::Xlsx),
            () if holds("ppt/") => Ok(Kind::Pptx),
            () => Err(Unusable::Other),
        };
    }
    // OpenDocument says its type first and uncompressed, so it stands at the beginning of the file as it is.
    let head = bytes.get(..bytes.len().min(256)).unwrap_or_default();
    let says = |media: &str| head.windows(media.len()).any(|window| window == media.as_bytes());
    [Kind::Odt, Kind::Ods, Kind::Odp].into_iter().find(|kind| says(kind.media_type())).ok_or(Unusable::Other)
}

/// Office files before 2007; and those since that are kept in a locked box.
fn in_ole(bytes: &[u8]) -> Result<Kind, Unusable> {
    let file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_unreadable| Unusable::Damaged)?;
    match () {
        () if file.exists("/EncryptedPackage") => Err(Unusable::Encrypted),
        () if file.exists("/WordDocument") => Ok(Kind::Doc),
        () if file.exists("/Workbook") || file.exists("/Book") => Ok(Kind::Xls),
        () if file.exists("/PowerPoint Document") => Ok(Kind::Ppt),
        () => Err(Unusable::Other),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn zip_of(entries: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (name, content) in entries {
            archive.start_file(*name, stored).unwrap();
            archive.write_all(content.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn ole_of(stream: &str) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream(stream).unwrap().write_all(b"content").unwrap();
        file.flush().unwrap();
        file.into_inner().into_inner()
    }

    #[test]
    fn the_content_says_what_a_file_is() {
        let types = ("[Content_Types].xml", "<Types/>");
        for (bytes, expected) in [
            (b"%PDF-1.7 and so on".to_vec(), Ok(Kind::Pdf)),
            (b"junk before\n%PDF-1.7 and so on".to_vec(), Ok(Kind::Pdf)),
            (zip_of(&[types, ("word/document.xml", "<document/>")]), Ok(Kind::Docx)),
            (zip_of(&[types, ("xl/workbook.xml", "<workbook/>")]), Ok(Kind::Xlsx)),
            (zip_of(&[types, ("ppt/presentation.xml", "<presentation/>")]), Ok(Kind::Pptx)),
            (zip_of(&[("mimetype", Kind::Odt.media_type()), ("content.xml", "")]), Ok(Kind::Odt)),
            (zip_of(&[("mimetype", Kind::Ods.media_type()), ("content.xml", "")]), Ok(Kind::Ods)),
            (zip_of(&[("mimetype", Kind::Odp.media_type()), ("content.xml", "")]), Ok(Kind::Odp)),
            (b"{\\rtf1\\ansi So}".to_vec(), Ok(Kind::Rtf)),
            (ole_of("/WordDocument"), Ok(Kind::Doc)),
            (ole_of("/Workbook"), Ok(Kind::Xls)),
            (ole_of("/PowerPoint Document"), Ok(Kind::Ppt)),
            (ole_of("/EncryptedPackage"), Err(Unusable::Encrypted)),
            (Vec::new(), Err(Unusable::Empty)),
            (b"\x7FELF".to_vec(), Err(Unusable::Program)),
            (b"<!doctype html>".to_vec(), Err(Unusable::Other)),
            (zip_of(&[types, ("readme.txt", "nothing")]), Err(Unusable::Other)),
            (zip_of(&[("word/document.xml", "no table of types")]), Err(Unusable::Other)),
            (ole_of("/Other"), Err(Unusable::Other)),
            (b"PK\x03\x04 no archive".to_vec(), Err(Unusable::Damaged)),
            ([OLE, b" no file system"].concat(), Err(Unusable::Damaged)),
        ] {
            let head = String::from_utf8_lossy(&bytes[..bytes.len().min(40)]).into_owned();
            assert_eq!(kind(&bytes), expected, "{head}");
        }
    }
}
