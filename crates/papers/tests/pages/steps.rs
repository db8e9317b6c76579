//! The steps as the child carries them out: an order and a file go in, lines and bytes come out.

use papers::{
    copy::{Reason, Removed},
    picture::Undrawable,
    worker::{Answer, Line, Out, Step, carry_out},
};

use crate::made::page;

/// What the child says, the bytes apart, and the bytes.
fn said(step: &Step, file: &[u8]) -> (Vec<Line>, Vec<Vec<u8>>) {
    let order = [&serde_json::to_vec(step).unwrap()[..], b"\n"].concat();
    let mut output = Vec::new();
    carry_out(Step::read(&mut order.as_slice()).unwrap(), file, &mut Out::new(&mut output)).unwrap();
    let (mut lines, mut handed_over) = (Vec::new(), Vec::new());
    let mut rest = output.as_slice();
    while !rest.is_empty() {
        let end = rest.iter().position(|byte| *byte == b'\n').unwrap();
        let line = serde_json::from_slice(&rest[..end]).unwrap();
        rest = &rest[end + 1..];
        if let Line::Bytes(count) = line {
            let (bytes, after) = rest.split_at(usize::try_from(count).unwrap());
            handed_over.push(bytes.to_vec());
            rest = after;
        } else {
            lines.push(line);
        }
    }
    (lines, handed_over)
}

#[test]
fn a_picture_follows_its_answer() {
    let letter = page("/MediaBox[0 0 100 200]", "", "0 0 50 50 re f", []);
    let step = |page| Step::Picture { password: None, page, width: 100, watermark: Some("Ánh".to_owned()) };
    let (lines, bytes) = said(&step(1), &letter);
    assert_eq!(lines, [Line::Answer(Answer::Picture { page: 1, width: 100, height: 200 })]);
    assert!(bytes.len() == 1 && bytes[0].starts_with(b"RIFF"));
    let (lines, bytes) = said(&step(2), &letter);
    assert_eq!(lines, [Line::Answer(Answer::NoPicture { page: 2, reason: Undrawable::NoSuchPage })]);
    assert!(bytes.is_empty());
}

#[test]
fn a_strip_answers_for_every_page() {
    let letter = page("/MediaBox[0 0 100 200]", "", "0 0 50 50 re f", []);
    let (lines, bytes) = said(&Step::Strip { password: None, first: 1, last: 2, width: 160 }, &letter);
    let answers: Vec<_> = lines.iter().filter(|line| matches!(line, Line::Answer(_))).collect();
    assert_eq!(answers.len(), 2, "{lines:?}");
    assert_eq!(bytes.len(), 1);
    let (lines, _) = said(&Step::Strip { password: None, first: 1, last: 2, width: 160 }, b"%PDF-1.7 nothing");
    assert_eq!(lines, [Line::Answer(Answer::NoPicture { page: 1, reason: Undrawable::Unreadable })]);
}

#[test]
fn a_copy_follows_its_answer() {
    let letter = page("/MediaBox[0 0 100 200]", "", "0 0 50 50 re f", []);
    let (lines, bytes) = said(&Step::Copy { password: None }, &letter);
    assert_eq!(lines, [Line::Answer(Answer::Copied { pages: 1, removed: Vec::<Removed>::new(), images: 0 })]);
    assert!(bytes.len() == 1 && bytes[0].starts_with(b"%PDF-"));
    let (lines, _) = said(&Step::Copy { password: None }, b"%PDF-1.7 nothing");
    assert_eq!(lines, [Line::Answer(Answer::NoCopy(Reason::Unreadable))]);
}

#[test]
fn a_file_without_signatures_has_none() {
    let letter = page("/MediaBox[0 0 100 200]", "", "", []);
    let (lines, _) = said(&Step::Signatures { password: None, roots: papers::signature::Roots::default() }, &letter);
    assert_eq!(lines, [Line::Answer(Answer::Signatures(vec![]))]);
}
