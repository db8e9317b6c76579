//! `nghisu papers inspect`, called as an office calls it: on every sample there is, and on files made here.

use std::{
    collections::HashMap,
    fmt::Write as _,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

use crate::support::{pdf, samples};

/// Most a step may hold, in bytes.
const MEMORY: u64 = 2 << 30;

/// The program, beside the one that runs the tests.
fn program() -> PathBuf {
    let tests = std::env::current_exe().expect("a program");
    tests.parent().and_then(Path::parent).map(|folder| folder.join("nghisu")).expect("a folder")
}

fn inspect(words: &[&str], files: &[PathBuf]) -> Output {
    Command::new(program()).args(["papers", "inspect"]).args(words).args(files).output().expect("the program; `cargo build` makes it")
}

/// One object a file, in order.
fn reports(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).expect("text");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

fn text_of(report: &Value) -> String {
    let pages = report["page_texts"].as_array().expect("pages");
    pages.iter().filter_map(|page| page["text"].as_str()).collect::<Vec<_>>().join("\n")
}

/// How alike two texts are, as bags of words: 1 where each has the words of the other, as often.
fn likeness(one: &str, other: &str) -> f64 {
    let bag = |text: &str| {
        let mut bag: HashMap<String, f64> = HashMap::new();
        text.nfc().collect::<String>().split_whitespace().for_each(|word| *bag.entry(word.to_owned()).or_default() += 1.0);
        bag
    };
    let (one, other) = (bag(one), bag(other));
    let common: f64 = one.iter().map(|(word, count)| count.min(*other.get(word).unwrap_or(&0.0))).sum();
    let all = one.values().sum::<f64>() + other.values().sum::<f64>();
    if all > 0.0 { 2.0 * common / all } else { 1.0 }
}

#[test]
fn what_is_found_is_no_failure_and_what_cannot_be_opened_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        path
    };
    let files = [file("ba trang.pdf", &pdf(3, "inspected")), file("rỗng.pdf", b""), file("không phải.pdf", b"<html>")];
    let output = inspect(&["--json"], &files);
    assert!(output.status.success() && output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    let reports = reports(&output);
    assert_eq!((&reports[0]["kind"], &reports[0]["pages"]), (&"pdf".into(), &3.into()));
    assert_eq!(reports[0]["page_texts"].as_array().map(Vec::len), Some(3));
    assert_eq!((&reports[1]["refused"], &reports[2]["refused"]), (&"empty".into(), &"other".into()));
    let words = inspect(&[], &files);
    assert!(words.status.success() && String::from_utf8_lossy(&words.stdout).contains("trang / pages        3"));
    assert!(!inspect(&["--json"], &[files[0].clone(), folder.path().join("none.pdf")]).status.success());
}

/// A page whose content unpacks to a gigabyte.
fn bomb() -> Vec<u8> {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    let spaces = vec![b' '; 1 << 20];
    (0..1024).for_each(|_| packed.write_all(&spaces).expect("packing"));
    let packed = packed.finish().expect("packing");
    let mut out =
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n\
        3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>\nendobj\n"
            .to_vec();
    write!(out, "4 0 obj\n<< /Length {} /Filter /FlateDecode >>\nstream\n", packed.len()).expect("writing to memory");
    out.extend(packed);
    // Without a table of contents: readers find the objects themselves.
    out.extend(b"\nendstream\nendobj\ntrailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n");
    out
}

/// Whatever a file does it does to the child: the supervisor, which is what a server is, stays as small as it was.
#[cfg(target_os = "linux")]
#[test]
fn a_hostile_file_is_refused_and_the_supervisor_stays_small() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bomb.pdf");
    std::fs::write(&path, bomb()).expect("a file");
    let mut child = Command::new(program())
        .args(["papers", "inspect", "--json"])
        .arg(&path)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the program; `cargo build` makes it");
    let mut most = 0;
    while child.try_wait().expect("a child").is_none() {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        most = most.max(line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok()).unwrap_or(0));
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    let output = child.wait_with_output().expect("an end");
    let reports = reports(&output);
    assert!(output.status.success());
    assert_eq!((&reports[0]["refused"], &reports[0]["warnings"][0]["code"]), (&"too_costly".into(), &"costly_pages".into()));
    assert!(most > 0 && most < 200 << 10, "the supervisor held {most} KiB");
}

/// The samples of a folder, in order of their names.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_none_or(|ending| ending != "txt")).collect();
    files.sort();
    files
}

/// Every sample, inspected with the password the samples are locked with.
fn inspected(folder: &Path) -> Vec<(String, Value)> {
    let scratch = tempfile::tempdir().expect("a folder");
    let password = scratch.path().join("password");
    std::fs::write(&password, "matkhau\n").expect("a file");
    let password = password.display().to_string();
    let files: Vec<PathBuf> = ["made", "real"].iter().flat_map(|part| files(&folder.join(part))).collect();
    let output = inspect(&["--json", "--text", "--password-file", &password], &files);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let names = files.iter().map(|file| file.strip_prefix(folder).expect("a sample").display().to_string());
    names.zip(reports(&output)).collect()
}

#[test]
fn every_sample_is_read_or_refused_within_the_limits() {
    let Some(folder) = samples() else { return };
    let truth = std::fs::read_to_string(folder.join("made/truth.txt")).expect("the truth");
    for (name, report) in inspected(&folder) {
        for step in report["steps"].as_array().expect("steps") {
            assert!(step["peak_memory"].as_u64().is_some_and(|memory| memory <= MEMORY), "{name}: {step}");
        }
        let readable =
            ["broken_startxref", "chromium", "enc_aes256", "lo_times", "rotated90", "scan_with_ocr_layer", "signed_visible", "typst_nfd"];
        if readable.iter().any(|part| name.contains(part)) {
            let text = text_of(&report);
            // The recognised layer that sample brings runs the letters of its alphabet together: other readers find the same.
            let least = if name.contains("ocr") { 0.85 } else { 0.97 };
            assert!(likeness(&text, &truth) > least, "{name}: {:.3}\n{text}", likeness(&text, &truth));
        }
        if name.contains("no_tounicode") {
            // Told apart from text, and read from its picture where tesseract is.
            let scanned = |page: &Value| page["recognise"] == true || page["source"] == "recognised";
            assert!(report["page_texts"].as_array().expect("pages").iter().all(scanned), "{name}: {report}");
        }
        if name.contains("de_an_tuyen_sinh") {
            let text = text_of(&report);
            assert!(text.contains("Trường Đại học An ninh nhân dân"), "{name}");
        }
        if name.contains("tcvn3") {
            assert!(text_of(&report).contains("đồng chí"), "{name}: {}", text_of(&report));
        }
    }
}

/// Prints the table of docs/PAPERS.md: `cargo test -p nghisu-tests papers_table -- --ignored --nocapture`.
#[test]
#[ignore = "prints a table for the documents"]
#[expect(clippy::print_stdout, reason = "it is what this is for")]
fn papers_table() {
    let folder = samples().expect("the samples beside the project");
    let truth = std::fs::read_to_string(folder.join("made/truth.txt")).expect("the truth");
    let mut table = String::from(
        "| sample | type | pages | text from | words | like truth.txt | time | memory | outcome |\n|---|---|---|---|---|---|---|---|---|\n",
    );
    for (name, report) in inspected(&folder) {
        let text = text_of(&report);
        let pages = report["page_texts"].as_array().expect("pages");
        let mut sources: Vec<&str> = pages.iter().filter_map(|page| page["source"].as_str()).collect();
        sources.sort_unstable();
        sources.dedup();
        let letter = name.starts_with("made/") && pages.len() <= 2 && text.split_whitespace().count() > 20;
        let alike = if letter { format!("{:.3}", likeness(&text, &truth)) } else { "–".to_owned() };
        writeln!(
            table,
            "| {name} | {} | {} | {} | {} | {alike} | {:.1} s | {} MiB | {} |",
            report["kind"].as_str().unwrap_or("–"),
            report["pages"].as_u64().map_or_else(|| "–".to_owned(), |pages| pages.to_string()),
            if sources.is_empty() { "–".to_owned() } else { sources.join(", ") },
            text.split_whitespace().count(),
            report["seconds"].as_f64().unwrap_or_default(),
            report["peak_memory"].as_u64().unwrap_or_default() >> 20,
            outcome(&report),
        )
        .expect("writing to a string");
    }
    println!("{table}");
}

/// In a few words what became of a file.
fn outcome(report: &Value) -> String {
    let mut words = Vec::new();
    if let Some(reason) = report["refused"].as_str() {
        words.push(format!("refused: {reason}"));
    }
    let list = |field: &str| report[field].as_array().cloned().unwrap_or_default();
    words.extend(list("warnings").iter().filter_map(|warning| warning["code"].as_str().map(|code| code.replace('_', " "))));
    words.extend(
        list("removed").iter().filter_map(|removed| removed["kind"].as_str().map(|kind| format!("{kind} removed").replace('_', " "))),
    );
    words.extend(
        list("signatures")
            .iter()
            .filter_map(|signature| signature["state"].as_str().map(|state| format!("signature {state}").replace('_', " "))),
    );
    words.extend(
        list("steps")
            .iter()
            .filter_map(|step| Some(format!("{} stopped", step["step"].as_str().filter(|_| step["failed"] == "too_costly")?))),
    );
    if words.is_empty() { "read".to_owned() } else { words.join("; ") }
}
