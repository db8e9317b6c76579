//! Office files from outside: reading one ends, whatever it holds, in text in NFC or in the reason why not. What is ours to
//! parse is reached directly: XML within a zip, the table of pieces of an old text, the records of old slides.
#![no_main]

use std::io::{Cursor, Write};

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use papers::{
    kind::{Kind, kind},
    office::text,
};
use unicode_normalization::is_nfc;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

#[derive(Debug, Arbitrary)]
enum File<'a> {
    Docx { document: &'a str, footnotes: &'a str },
    Pptx { slide: &'a str },
    Odt { content: &'a str, styles: &'a str },
    Ods { content: &'a str },
    Rtf { rest: &'a str },
    Doc { main: &'a [u8], table: &'a [u8] },
    Ppt { user: &'a [u8], records: &'a [u8] },
    Any { bytes: &'a [u8] },
}

fn zip(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(*name, options).expect("a part");
        zip.write_all(part.as_bytes()).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

fn ole(streams: &[(&str, &[u8])]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
    for (name, bytes) in streams {
        file.create_stream(name).expect("a stream").write_all(bytes).expect("its bytes");
    }
    file.into_inner().into_inner()
}

/// A part that refers to another.
fn refers(kind: &str, target: &str) -> String {
    format!("<Relationships><Relationship Id='r1' Type='x/{kind}' Target='{target}'/></Relationships>")
}

fuzz_target!(|file: File<'_>| {
    let (kind, bytes) = match file {
        File::Docx { document, footnotes } => {
            let notes = refers("footnotes", "footnotes.xml");
            let parts = [("word/document.xml", document), ("word/_rels/document.xml.rels", &notes), ("word/footnotes.xml", footnotes)];
            (Kind::Docx, zip(&parts))
        }
        File::Pptx { slide } => {
            let slides = refers("slide", "slides/slide1.xml");
            let list = "<p:sldIdLst><p:sldId id='256' r:id='r1'/></p:sldIdLst>";
            (Kind::Pptx, zip(&[("ppt/presentation.xml", list), ("ppt/_rels/presentation.xml.rels", &slides), ("ppt/slides/slide1.xml", slide)]))
        }
        File::Odt { content, styles } => (Kind::Odt, zip(&[("content.xml", content), ("styles.xml", styles)])),
        File::Ods { content } => (Kind::Ods, zip(&[("content.xml", content)])),
        File::Rtf { rest } => (Kind::Rtf, ["{\\rtf1", rest].concat().into_bytes()),
        File::Doc { main, table } => (Kind::Doc, ole(&[("/WordDocument", main), ("/0Table", table), ("/1Table", table)])),
        File::Ppt { user, records } => (Kind::Ppt, ole(&[("/Current User", user), ("/PowerPoint Document", records)])),
        File::Any { bytes } => match kind(bytes) {
            // What calamine allocates for a damaged sheet ends the process: a child is for that, a fuzzer is not.
            Ok(Kind::Xls | Kind::Xlsx) | Err(_) => return,
            Ok(kind) => (kind, bytes.to_vec()),
        },
    };
    if let Ok(blocks) = text(kind, &bytes) {
        assert!(blocks.iter().all(|block| is_nfc(&block.text)), "{blocks:?}");
    }
});
