//! What a reading copy wins: a 300-page report of 60 MB, as produced and as copied, and what a viewer must fetch of each
//! before it shows the first page. `cargo bench -p nghisu-papers`; with names of files, those instead.
#![expect(clippy::unwrap_used, reason = "a bench may fail")]

use std::{
    collections::BTreeSet,
    sync::Arc,
    time::{Duration, Instant},
};

use image::{DynamicImage, GrayImage, Luma, codecs::jpeg::JpegEncoder};
use lopdf::{Document, Object, ObjectId, xref::XrefEntry};
use papers::copy::reading_copy;

/// What pdf.js fetches at a time, in bytes.
const PIECE: u64 = 128 << 10;
/// A weak wireless network: 30 Mbit/s.
const BYTES_A_SECOND: f64 = 30e6 / 8.0;
const PAGES: usize = 300;

fn main() {
    // Cargo hands over a flag of its own.
    let files: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    if files.is_empty() {
        measure("report of 300 scanned pages, 300 dpi", report(2480, 3508));
        measure("report of 300 pages with pictures, 150 dpi", report(1240, 1754));
    }
    for file in files {
        let bytes = std::fs::read(&file).unwrap();
        measure(&file, bytes);
    }
}

fn measure(name: &str, bytes: Vec<u8>) {
    let bytes = Arc::new(bytes);
    let begun = Instant::now();
    let made = reading_copy(&bytes, None, begun + Duration::from_secs(10), begun + Duration::from_secs(22));
    let took = begun.elapsed().as_secs_f64();
    println!("{name}");
    println!("  as produced   {}", first_page(&bytes));
    match made {
        Ok(copy) => {
            println!("  reading copy  {}", first_page(&copy.bytes));
            println!("  made in {took:.1} s, {} of its images reduced; most memory so far {} MiB", copy.images, peak_mebibytes());
        }
        Err(reason) => println!("  no reading copy: {reason}, after {took:.1} s"),
    }
}

/// A report as a program writes it that writes one page after the other.
fn report(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut offsets = Vec::new();
    let mut add = |bytes: &mut Vec<u8>, dict: String, content: Option<&[u8]>| {
        offsets.push(bytes.len());
        bytes.extend_from_slice(format!("{} 0 obj\n{dict}\n", offsets.len()).as_bytes());
        if let Some(content) = content {
            bytes.extend_from_slice(b"stream\n");
            bytes.extend_from_slice(content);
            bytes.extend_from_slice(b"\nendstream\n");
        }
        bytes.extend_from_slice(b"endobj\n");
    };
    let kids: String = (0..PAGES).map(|page| format!("{} 0 R ", 3 + page * 3)).collect();
    add(&mut bytes, "<</Type/Catalog/Pages 2 0 R>>".to_owned(), None);
    add(&mut bytes, format!("<</Type/Pages/Count {PAGES}/Kids[{kids}]>>"), None);
    let scan = scan(width, height);
    for page in 0..PAGES {
        let at = 3 + page * 3;
        let resources = format!("/Resources<</XObject<</I {} 0 R>>>>", at + 2);
        add(&mut bytes, format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {} 0 R{resources}>>", at + 1), None);
        let content = format!("q 595 0 0 842 0 0 cm /I Do Q % page {page}");
        add(&mut bytes, format!("<</Length {}>>", content.len()), Some(content.as_bytes()));
        let image = format!("/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode");
        add(&mut bytes, format!("<</Type/XObject{image}/Length {}>>", scan.len()), Some(&scan));
    }
    let at = bytes.len();
    let table: String = offsets.iter().map(|offset| format!("{offset:010} 00000 n \n")).collect();
    let size = offsets.len() + 1;
    let tail = format!("xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n");
    bytes.extend_from_slice(tail.as_bytes());
    bytes
}

/// A page of grey lines as JPEG, padded to 200 kB.
fn scan(width: u32, height: u32) -> Vec<u8> {
    let page = GrayImage::from_fn(width, height, |x, y| {
        let line = y % 60 < 12 && (x / 9 + y / 60) % 5 != 0;
        Luma([if line { 40 } else { 235 }])
    });
    let mut jpeg = Vec::new();
    DynamicImage::ImageLuma8(page).write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, 90)).unwrap();
    jpeg.resize(jpeg.len().max(200_000), 0);
    jpeg
}

/// What a viewer must fetch: the table, the catalog, the dictionary of every page, and all the first page shows.
fn first_page(bytes: &[u8]) -> String {
    let document = Document::load_mem(bytes).unwrap();
    let mut pieces = BTreeSet::new();
    let end = bytes.len() as u64;
    let table = document.xref_start as u64;
    fetch(&mut pieces, table, end - table);
    // An object ends where the next one begins.
    let offsets: BTreeSet<u64> = document
        .reference_table
        .entries
        .values()
        .filter_map(|entry| match entry {
            XrefEntry::Normal { offset, .. } => Some(u64::from(*offset)),
            _ => None,
        })
        .chain([table])
        .collect();
    let first = document.page_iter().next().unwrap();
    let mut wanted: Vec<ObjectId> = vec![document.trailer.get(b"Root").and_then(Object::as_reference).unwrap()];
    wanted.extend(document.page_iter());
    let mut shown = vec![first];
    let mut seen = BTreeSet::new();
    while let Some(id) = shown.pop() {
        if seen.insert(id)
            && let Ok(object) = document.get_object(id)
        {
            refer(object, &mut shown);
        }
    }
    wanted.extend(seen);
    for id in wanted {
        let id = match document.reference_table.get(id.0) {
            Some(XrefEntry::Compressed { container, .. }) => (*container, 0),
            _ => id,
        };
        let Some(XrefEntry::Normal { offset, .. }) = document.reference_table.get(id.0) else { continue };
        let offset = u64::from(*offset);
        let next = offsets.range(offset + 1..).next().copied().unwrap_or(end);
        fetch(&mut pieces, offset, next - offset);
    }
    let fetched = (pieces.len() as u64 * PIECE).min(end) as f64;
    format!(
        "{:.1} MB; before the first page is shown: {} pieces, {:.2} MB, {:.1} s at 30 Mbit/s",
        end as f64 / 1e6,
        pieces.len(),
        fetched / 1e6,
        fetched / BYTES_A_SECOND
    )
}

fn fetch(pieces: &mut BTreeSet<u64>, from: u64, length: u64) {
    pieces.extend(from / PIECE..=(from + length.saturating_sub(1)) / PIECE);
}

/// What an object refers to, the page tree above it apart.
fn refer(object: &Object, found: &mut Vec<ObjectId>) {
    match object {
        Object::Reference(id) => found.push(*id),
        Object::Array(items) => items.iter().for_each(|item| refer(item, found)),
        Object::Dictionary(dict) => dict.iter().filter(|(key, _)| key.as_slice() != b"Parent").for_each(|(_, value)| refer(value, found)),
        Object::Stream(stream) => stream.dict.iter().for_each(|(_, value)| refer(value, found)),
        _ => {}
    }
}

/// Most memory this process held; 0 where the system does not tell.
fn peak_mebibytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).and_then(|line| line.split_whitespace().next());
    line.and_then(|kibibytes| kibibytes.parse::<u64>().ok()).unwrap_or(0) / 1024
}
