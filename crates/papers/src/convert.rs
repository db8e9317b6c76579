//! Office files made PDF by LibreOffice: which program, with which words, in which folder, and what came of it.
//!
//! It runs in a scratch folder that holds one file, one fresh profile and nothing else, as a step of the child: limits and
//! the lack of a network are inherited. Macros, links to other files and active content are switched off in that profile.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use crate::{
    examine::examine,
    kind::{Kind, Unusable},
    office,
};

/// Where LibreOffice keeps its program. The script called `soffice` only finds this one, and needs a shell.
const PLACES: [&str; 6] = [
    "/usr/lib/libreoffice/program/soffice.bin",
    "/usr/lib64/libreoffice/program/soffice.bin",
    "/usr/local/lib/libreoffice/program/soffice.bin",
    "/opt/libreoffice/program/soffice.bin",
    "/snap/libreoffice/current/lib/libreoffice/program/soffice.bin",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
];

/// What it says when it wants to be started again: after it made its profile.
const AGAIN: [i32; 2] = [79, 81];

/// Settings of the profile: no macros, no active content, nothing fetched or read from elsewhere.
const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Java"><prop oor:name="Enable" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
<item oor:path="/org.openoffice.Setup/Office"><prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"#;

/// What came of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversion {
    /// Pages of the PDF.
    pub pages: u32,
    /// Whether this machine's stand-in for Times New Roman has all Vietnamese letters; none where nobody can tell. Without
    /// them letters of another font stand in the middle of words.
    pub fonts_suffice: Option<bool>,
}

/// Where LibreOffice is, if it is installed.
#[must_use]
pub fn program() -> Option<PathBuf> {
    let versioned = || {
        let mut found: Vec<PathBuf> = fs::read_dir("/opt").into_iter().flatten().flatten().map(|entry| entry.path()).collect();
        found.retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("libreoffice")));
        found.sort();
        found.into_iter().rev().map(|path| path.join("program/soffice.bin"))
    };
    PLACES.iter().map(PathBuf::from).chain(versioned()).find(|path| path.is_file())
}

/// Converts a file in `folder`, which is empty and nobody else's: the PDF, and what is known of it. An `Err` of the outer
/// result is this machine's fault, of the inner one the file's. Takes as long as LibreOffice takes: seconds to a minute.
pub fn convert(program: &Path, folder: &Path, kind: Kind, bytes: &[u8]) -> io::Result<Result<(Conversion, Vec<u8>), Unusable>> {
    // LibreOffice asks for a password and gives up without saying why.
    if office::text(kind, bytes) == Err(Unusable::Encrypted) {
        return Ok(Err(Unusable::Encrypted));
    }
    let input = folder.join("paper").with_extension(kind.ending());
    let profile = folder.join("profile");
    fs::create_dir_all(profile.join("user"))?;
    fs::write(profile.join("user/registrymodifications.xcu"), SETTINGS)?;
    fs::write(&input, bytes)?;
    for _start in 0..3 {
        let status = command(program, folder, &profile, kind).arg(&input).status()?;
        if !status.code().is_some_and(|code| AGAIN.contains(&code)) {
            break;
        }
    }
    let Ok(pdf) = fs::read(folder.join("out/paper.pdf")) else { return Ok(Err(Unusable::Damaged)) };
    let pdf = Arc::new(pdf);
    let pages = examine(&pdf, None).ok().and_then(|examination| examination.pages);
    let Some(pages) = pages else { return Ok(Err(Unusable::Damaged)) };
    let conversion = Conversion { pages, fonts_suffice: fonts_suffice(folder) };
    Ok(Ok((conversion, Arc::unwrap_or_clone(pdf))))
}

/// The command that converts what is named after it.
fn command(program: &Path, folder: &Path, profile: &Path, kind: Kind) -> Command {
    let filter = match kind {
        Kind::Xlsx | Kind::Xls | Kind::Ods => "calc_pdf_Export",
        Kind::Pptx | Kind::Ppt | Kind::Odp => "impress_pdf_Export",
        _ => "writer_pdf_Export",
    };
    // Every font inside, also those every reader has; pictures as sharp as a tablet shows them; forms as they look.
    let options = [
        ("EmbedStandardFonts", "boolean", "true"),
        ("ReduceImageResolution", "boolean", "true"),
        ("MaxImageResolution", "long", "200"),
        ("Quality", "long", "85"),
        ("ExportFormFields", "boolean", "false"),
    ];
    let options: Vec<String> =
        options.iter().map(|(name, kind, value)| format!(r#""{name}":{{"type":"{kind}","value":"{value}"}}"#)).collect();
    let mut command = Command::new(program);
    command
        .env_clear()
        .envs([("HOME", folder), ("TMPDIR", folder), ("LANG", Path::new("C.UTF-8")), ("SAL_USE_VCLPLUGIN", Path::new("svp"))])
        .current_dir(folder)
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo", "--convert-to"])
        .arg(format!("pdf:{filter}:{{{}}}", options.join(",")))
        .arg("--outdir")
        .arg(folder.join("out"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

/// Whether the font this machine takes for Times New Roman has the letters from ạ to ỹ.
fn fonts_suffice(folder: &Path) -> Option<bool> {
    let asked = Command::new("/usr/bin/fc-match")
        .args(["--format", "%{charset}", "Times New Roman"])
        .env_clear()
        .env("HOME", folder)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output();
    has_letters(std::str::from_utf8(&asked.ok()?.stdout).ok()?)
}

/// Whether a list of characters as fontconfig writes it (`20-7e a0-17f 1ea0-1ef9`) has all Vietnamese letters above Latin-1.
fn has_letters(charset: &str) -> Option<bool> {
    let ranges: Vec<(u32, u32)> = charset
        .split_whitespace()
        .filter_map(|range| {
            let (from, to) = range.split_once('-').unwrap_or((range, range));
            Some((u32::from_str_radix(from, 16).ok()?, u32::from_str_radix(to, 16).ok()?))
        })
        .collect();
    let letters = ['ă', 'đ', 'ĩ', 'ũ', 'ơ', 'ư'].into_iter().flat_map(|letter| letter.to_uppercase().chain([letter])).chain('Ạ'..='ỹ');
    let has = |letter: char| ranges.iter().any(|(from, to)| (*from..=*to).contains(&u32::from(letter)));
    (!ranges.is_empty()).then(|| letters.into_iter().all(has))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_are_told_by_their_letters() {
        assert_eq!(has_letters("20-7e a0-17f 1a0-1a1 1af-1b0 1ea0-1ef9"), Some(true));
        assert_eq!(has_letters("20-7e a0-17f 1a0-1a1 1af-1b0 1e80-1e85 1ef2-1ef3"), Some(false));
        assert_eq!(has_letters("20-7e a0-ff 1ea0-1ef9"), Some(false));
        assert_eq!(has_letters(""), None);
    }

    #[test]
    fn texts_sheets_and_slides_become_pdf_where_libreoffice_is() {
        let Some(program) = program() else { return eprintln!("left out: LibreOffice is not installed") };
        for kind in [Kind::Doc, Kind::Xlsx, Kind::Pptx] {
            let bytes =
                fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/mau").with_extension(kind.ending())).expect("a file");
            let folder = tempfile::tempdir().expect("a folder");
            let (conversion, pdf) = convert(&program, folder.path(), kind, &bytes).expect("a machine").expect("a PDF");
            assert!(pdf.starts_with(b"%PDF-") && conversion.pages > 0, "{kind:?}: {conversion:?}");
        }
    }

    /// With LibreOffice's own settings the picture would be in the PDF: whoever sends a file could look into this machine's.
    #[test]
    fn other_files_stay_out_of_the_pdf() {
        let Some(program) = program() else { return eprintln!("left out: LibreOffice is not installed") };
        let folder = tempfile::tempdir().expect("a folder");
        let picture = folder.path().join("picture.pgm");
        fs::write(&picture, [b"P5 64 64 255\n".as_slice(), &[90; 64 * 64]].concat()).expect("a picture");
        let scratch = folder.path().join("scratch");
        fs::create_dir(&scratch).expect("a folder");
        let (_, pdf) = convert(&program, &scratch, Kind::Odt, &linking(&picture)).expect("a machine").expect("a PDF");
        assert!(!pdf.windows(14).any(|window| window == b"/Subtype/Image"));
    }

    /// A text that shows a picture which lies elsewhere.
    fn linking(picture: &Path) -> Vec<u8> {
        use std::io::Write;
        let content = format!(
            "<office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' \
             xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' \
             xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0' \
             office:version='1.3'><office:body><office:text><text:p>A picture: <draw:frame text:anchor-type='as-char' svg:width='5cm' \
             svg:height='5cm'><draw:image xlink:href='file://{}' xlink:type='simple' xlink:show='embed' xlink:actuate='onLoad'/>\
             </draw:frame></text:p></office:text></office:body></office:document-content>",
            picture.display()
        );
        let manifest = "<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'><manifest:file-entry \
                        manifest:full-path='/' manifest:media-type='application/vnd.oasis.opendocument.text'/><manifest:file-entry \
                        manifest:full-path='content.xml' manifest:media-type='text/xml'/></manifest:manifest>";
        let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        for (name, part) in [("mimetype", Kind::Odt.media_type()), ("content.xml", &content), ("META-INF/manifest.xml", manifest)] {
            zip.start_file(name, stored).expect("a part");
            zip.write_all(part.as_bytes()).expect("its bytes");
        }
        zip.finish().expect("a zip").into_inner()
    }

    #[test]
    fn what_libreoffice_cannot_read_is_damaged() {
        let Some(program) = program() else { return eprintln!("left out: LibreOffice is not installed") };
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(convert(&program, folder.path(), Kind::Docx, b"PK\x03\x04 nothing").expect("a machine"), Err(Unusable::Damaged));
    }
}
