//! The zip an office file is, opened with limits on everything its sender chooses.

use std::io::{Cursor, Read};

use quick_xml::{Reader, events::Event};
use zip::{ZipArchive, result::ZipError};

use super::Unusable;

/// Most entries; a presentation of a thousand slides has five thousand.
const ENTRIES: usize = 20_000;
/// Largest part, inflated, in bytes. A book of a thousand pages has thirty million.
const PART: u64 = 128 << 20;
/// Most bytes inflated of one file.
const TOTAL: u64 = 512 << 20;

/// An office file's parts.
pub struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be inflated.
    left: u64,
}

/// A reference of one part to another.
pub struct Relationship {
    pub id: String,
    /// The last word of its type's address: "footnotes", "slide".
    pub kind: String,
    /// The other part's name in the package.
    pub target: String,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unusable> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_unreadable| Unusable::Damaged)?;
        if zip.len() > ENTRIES {
            return Err(Unusable::TooCostly);
        }
        Ok(Self { zip, left: TOTAL })
    }

    /// A part's text, none where there is no such part.
    pub fn part(&mut self, name: &str) -> Result<Option<String>, Unusable> {
        let part = match self.zip.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => return Err(Unusable::Encrypted),
            Err(_) => return Err(Unusable::Damaged),
        };
        let most = PART.min(self.left);
        let mut bytes = Vec::new();
        part.take(most + 1).read_to_end(&mut bytes).map_err(|_damaged| Unusable::Damaged)?;
        let length = bytes.len() as u64;
        if length > most {
            return Err(Unusable::TooCostly);
        }
        self.left -= length;
        // XML says its encoding by its first bytes; producers write UTF-8, a few UTF-16.
        let (encoding, _) = encoding_rs::Encoding::for_bom(&bytes).unwrap_or((encoding_rs::UTF_8, 0));
        Ok(Some(encoding.decode(&bytes).0.into_owned()))
    }

    /// A part that must be there.
    pub fn needed(&mut self, name: &str) -> Result<String, Unusable> {
        self.part(name)?.ok_or(Unusable::Damaged)
    }

    /// What a part refers to, in its order.
    pub fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, Unusable> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let Some(xml) = self.part(&format!("{folder}/_rels/{name}.rels"))? else { return Ok(Vec::new()) };
        let mut reader = Reader::from_str(&xml);
        let mut found = Vec::new();
        loop {
            match reader.read_event().map_err(|_damaged| Unusable::Damaged)? {
                Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "Relationship" => {
                    let read = |name: &str| super::xml::attribute(&tag, name).unwrap_or_default();
                    if read("TargetMode") != "External" {
                        let kind = read("Type").rsplit('/').next().unwrap_or_default().to_owned();
                        found.push(Relationship { id: read("Id"), kind, target: resolved(folder, &read("Target")) });
                    }
                }
                Event::Eof => return Ok(found),
                _ => {}
            }
        }
    }

    /// Inflates the parts `wanted` names and throws them away, to know that another reader will not be flooded by them.
    pub fn measure(&mut self, wanted: impl Fn(&str) -> bool) -> Result<(), Unusable> {
        for index in 0..self.zip.len() {
            let part = self.zip.by_index(index).map_err(|_damaged| Unusable::Damaged)?;
            if part.name().is_ok_and(|name| wanted(&name)) {
                let most = self.left;
                let length = std::io::copy(&mut part.take(most + 1), &mut std::io::sink()).map_err(|_damaged| Unusable::Damaged)?;
                self.left = most.checked_sub(length).ok_or(Unusable::TooCostly)?;
            }
        }
        Ok(())
    }
}

/// The name of a part that is named relative to a folder.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." | "" => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[test]
    fn names_of_parts_are_resolved() {
        assert_eq!(resolved("ppt", "slides/slide1.xml"), "ppt/slides/slide1.xml");
        assert_eq!(resolved("ppt/slides", "../diagrams/data1.xml"), "ppt/diagrams/data1.xml");
        assert_eq!(resolved("ppt", "/word/a.xml"), "word/a.xml");
        assert_eq!(resolved("ppt", "../../../a.xml"), "a.xml");
    }
}
