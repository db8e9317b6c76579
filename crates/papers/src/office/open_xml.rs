//! Word and PowerPoint files since 2007: paragraphs, tables and text boxes of both have the same names.

use super::{
    Block, Unusable,
    flow::Flow,
    package::Package,
    xml::{Found, Go, attribute, walk},
};

/// A Word file: its body, then notes, headers and footers, each once. Its pages are made by a printer, not by the file.
pub fn docx(bytes: &[u8]) -> Result<Vec<Block>, Unusable> {
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package, "word/document.xml")?;
    let mut flow = Flow::default();
    read(&package.needed(&main)?, &mut flow)?;
    let mut parts = package.relationships(&main)?;
    let order = |kind: &str| ["footnotes", "endnotes", "header", "footer"].iter().position(|known| *known == kind);
    parts.sort_by_key(|part| order(&part.kind));
    let mut seen = std::collections::HashSet::new();
    for part in parts.iter().filter(|part| order(&part.kind).is_some()) {
        if let Some(xml) = package.part(&part.target)? {
            let mut aside = Flow::default();
            read(&xml, &mut aside)?;
            // Each section has headers of its own, mostly the same as the first's.
            let text = aside.finish()?;
            if !text.is_empty() && seen.insert(text.clone()) {
                flow.text(&text);
                flow.end_line();
            }
        }
    }
    Ok(vec![Block { name: None, text: flow.finish()? }])
}

/// A presentation: its slides in their order, without the speaker's notes.
pub fn pptx(bytes: &[u8]) -> Result<Vec<Block>, Unusable> {
    let mut package = Package::open(bytes)?;
    let main = main_part(&mut package, "ppt/presentation.xml")?;
    let mut ids = Vec::new();
    walk(&package.needed(&main)?, |found| {
        if let Found::Open("sldId", tag) = found {
            // Its own number is an `id` too; the reference has a prefix.
            let reference = tag
                .attributes()
                .with_checks(false)
                .flatten()
                .find(|attribute| attribute.key.local_name().as_ref() == "id" && attribute.key.prefix().is_some());
            ids.extend(reference.map(|reference| reference.value.to_string()));
        }
        Go::In
    })?;
    let parts = package.relationships(&main)?;
    let mut blocks = Vec::new();
    for id in ids {
        let Some(slide) = parts.iter().find(|part| part.id == id) else { continue };
        let mut flow = Flow::default();
        if let Some(xml) = package.part(&slide.target)? {
            read(&xml, &mut flow)?;
        }
        for part in package.relationships(&slide.target)?.iter().filter(|part| matches!(part.kind.as_str(), "diagramData" | "chart")) {
            if let Some(xml) = package.part(&part.target)? {
                read(&xml, &mut flow)?;
            }
        }
        blocks.push(Block { name: None, text: flow.finish()? });
    }
    Ok(blocks)
}

/// The part everything hangs on, as the package says or where it always is.
fn main_part(package: &mut Package<'_>, usual: &str) -> Result<String, Unusable> {
    let parts = package.relationships("")?;
    Ok(parts.into_iter().find(|part| part.kind == "officeDocument").map_or_else(|| usual.to_owned(), |part| part.target))
}

/// Reads one part.
fn read(xml: &str, flow: &mut Flow) -> Result<(), Unusable> {
    // Text stands in `t`; of numbers in charts only the words beside them are read.
    let mut in_text = false;
    let mut run_properties = false;
    let mut hidden = false;
    walk(xml, |found| {
        match found {
            Found::Open(name, tag) => match name {
                "t" => in_text = true,
                // What was deleted or moved away, what older programs see instead, and how things look.
                "Fallback" | "moveFrom" | "del" | "pPr" | "tblPr" | "tblGrid" | "trPr" | "tcPr" | "sectPr" | "bodyPr" | "lstStyle" => {
                    return Go::Past;
                }
                "footnote" | "endnote" if attribute(tag, "type").is_some_and(|kind| kind != "normal") => return Go::Past,
                "fld" if attribute(tag, "type").is_some_and(|kind| kind == "slidenum") => return Go::Past,
                "rPr" => run_properties = true,
                "vanish" if run_properties => {
                    hidden = !attribute(tag, "val").is_some_and(|val| matches!(val.as_str(), "0" | "false" | "off"))
                }
                "tab" | "ptab" => flow.text("\t"),
                "br" | "cr" => flow.end_line(),
                "noBreakHyphen" => flow.text("-"),
                "tr" => flow.open_row(),
                "tc" => flow.open_cell(),
                "txbxContent" => flow.open_aside(),
                _ => {}
            },
            Found::Close(name) => match name {
                "t" => in_text = false,
                "rPr" => run_properties = false,
                "r" => hidden = false,
                "p" => flow.end_line(),
                "tr" => flow.close_row(),
                "tc" => flow.close_cell(),
                "txbxContent" => flow.close_aside(),
                _ => {}
            },
            Found::Text(text) if in_text && !hidden && !flow.is_too_long() => flow.text(text),
            Found::Text(_) => {}
        }
        Go::In
    })
}
