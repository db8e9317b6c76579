//! Signatures: reading a message, a certificate or a root ends, and nothing made by chance is valid.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::{Corpus, fuzz_target};
use papers::signature::{Roots, State, signatures};

/// Larger ones find nothing more and take longer.
const LARGEST: usize = 16 * 1024;

fuzz_target!(|bytes: &[u8]| -> Corpus {
    if bytes.len() > LARGEST {
        return Corpus::Reject;
    }
    let mut roots = Roots::default();
    assert_eq!(roots.add(bytes), roots.len());
    for signature in signatures(&Arc::new(around(bytes)), None, &roots).unwrap_or_default() {
        // Whoever is a root may sign what it likes; but these bytes are not over this file.
        assert!(!matches!(signature.state, State::Valid | State::UnknownIssuer));
    }
    Corpus::Keep
});

/// A PDF with these bytes as its signature's message.
fn around(message: &[u8]) -> Vec<u8> {
    let digits: String = message.iter().map(|byte| format!("{byte:02X}")).collect();
    let head = "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj \
                3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj 4 0 obj<</Type/Sig/SubFilter/adbe.pkcs7.detached/Contents ";
    let before = head.len();
    let after = before + digits.len() + 2;
    let rest = |length: usize| format!("/ByteRange[0 {before} {after} {length:06}]>>endobj trailer<</Root 1 0 R>>\n%%EOF\n");
    format!("{head}<{digits}>{}", rest(rest(0).len())).into_bytes()
}
