//! PDFs written by hand: objects, their table, a trailer.

/// A file of these objects, numbered from 1; the first is the catalog.
pub fn file(objects: impl IntoIterator<Item = impl Into<Vec<u8>>>) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let numbered: Vec<(u32, Vec<u8>)> = (1..).zip(objects.into_iter().map(Into::into)).collect();
    append(&mut file, &numbered, None);
    file
}

/// A file of one page with this content and these resources, and more objects from number 5.
pub fn page(page: &str, resources: &str, content: &str, more: impl IntoIterator<Item = Vec<u8>>) -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!("<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<{resources}>>{page}>>"),
        stream(content),
    ];
    file(objects.into_iter().map(String::into_bytes).chain(more))
}

/// A stream of bytes with these entries in its dictionary.
pub fn data(entries: &str, content: &[u8]) -> Vec<u8> {
    [format!("<<{entries}/Length {}>>\nstream\n", content.len()).as_bytes(), content, b"\nendstream"].concat()
}

/// A stream with nothing but its length in its dictionary.
pub fn stream(content: &str) -> String {
    format!("<</Length {}>>\nstream\n{content}\nendstream", content.len())
}

/// Appends objects, their table and a trailer.
pub fn append(file: &mut Vec<u8>, objects: &[(u32, Vec<u8>)], previous: Option<usize>) {
    let mut table = String::new();
    if previous.is_none() {
        table.push_str("0 1\n0000000000 65535 f \n");
    }
    for (number, object) in objects {
        table.push_str(&format!("{number} 1\n{:010} 00000 n \n", file.len()));
        file.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        file.extend_from_slice(object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let (at, size) = (file.len(), objects.iter().map(|(number, _)| number + 1).max().unwrap_or(1).max(30));
    let previous = previous.map_or(String::new(), |previous| format!("/Prev {previous}"));
    file.extend_from_slice(
        format!("xref\n{table}trailer\n<</Size {size}/Root 1 0 R/ID[<01><02>]{previous}>>\nstartxref\n{at}\n%%EOF\n").as_bytes(),
    );
}

/// Where the last of its kind begins.
pub fn find(file: &[u8], what: &[u8]) -> usize {
    file.windows(what.len()).rposition(|window| window == what).unwrap()
}
