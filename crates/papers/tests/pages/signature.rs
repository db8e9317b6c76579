//! Signatures made here with OpenSSL by an authority of our own, then left alone, damaged, or added to.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use papers::signature::{Added, Covers, Purpose, Remark, Roots, Signature, State};

use crate::made::{append, file, find, stream};

/// An authority, its signers and its time stamping service, in a folder of their own.
struct Authority {
    folder: tempfile::TempDir,
}

impl Authority {
    fn new() -> Self {
        let authority = Self { folder: tempfile::tempdir().unwrap() };
        authority.openssl("req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -days 3650 -subj /CN=Root/O=State");
        authority
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn openssl(&self, arguments: &str) {
        let output = Command::new("openssl").args(arguments.split_whitespace()).current_dir(self.folder.path()).output().unwrap();
        assert!(output.status.success(), "openssl {arguments}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// A signer whose certificate the authority issues; `key` is what `openssl req -newkey` is to make.
    fn signer(&self, name: &str, key: &str, extensions: &str) {
        std::fs::write(self.path("extensions"), extensions).unwrap();
        std::fs::write(
            self.path("request.cnf"),
            "[req]\ndistinguished_name=dn\nprompt=no\nutf8=yes\nstring_mask=utf8only\n[dn]\nCN=Nguyễn Thị Ánh\nO=Văn phòng UBND\n",
        )
        .unwrap();
        self.openssl(&format!("req -newkey {key} -nodes -keyout {name}.key -out {name}.csr -config request.cnf -utf8"));
        self.openssl(&format!(
            "x509 -req -in {name}.csr -CA root.pem -CAkey root.key -CAcreateserial -days 365 -out {name}.pem -extfile extensions"
        ));
    }

    /// Signs with `openssl cms`.
    fn sign(&self, name: &str, options: &str, bytes: &[u8]) -> Vec<u8> {
        std::fs::write(self.path("signed"), bytes).unwrap();
        self.openssl(&format!("cms -sign -binary -in signed -signer {name}.pem -inkey {name}.key -outform DER -out message {options}"));
        std::fs::read(self.path("message")).unwrap()
    }

    /// Stamps with `openssl ts`.
    fn stamp(&self, bytes: &[u8]) -> Vec<u8> {
        std::fs::write(self.path("stamped"), bytes).unwrap();
        std::fs::write(
            self.path("ts.cnf"),
            "[tsa]\ndefault_tsa=t\n[t]\nserial=tsserial\nsigner_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\n\
             accuracy=secs:1\nclock_precision_digits=3\n",
        )
        .unwrap();
        std::fs::write(self.path("tsserial"), "01").unwrap();
        self.openssl("ts -query -data stamped -sha256 -cert -out query");
        self.openssl("ts -reply -config ts.cnf -queryfile query -signer tsa.pem -inkey tsa.key -token_out -out token");
        std::fs::read(self.path("token")).unwrap()
    }

    fn roots(&self) -> Roots {
        roots(&self.path("root.pem"))
    }
}

fn roots(path: &Path) -> Roots {
    let mut roots = Roots::default();
    assert_eq!(roots.add(&std::fs::read(path).unwrap()), 1);
    roots
}

const ROOM: usize = 12_000;

/// One page, and a field for a signature that is not there yet: `ByteRange` and `Contents` are to be filled in.
fn unsigned(sub_filter: &str, more: &str) -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 8 0 R]/SigFlags 3>>>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 7 0 R>>>>/Annots[5 0 R 8 0 R]>>".to_owned(),
        stream("BT /F 20 Tf 72 700 Td (Agreed: 100) Tj ET"),
        "<</Type/Annot/Subtype/Widget/FT/Sig/T(S)/F 4/P 3 0 R/Rect[300 100 500 160]/V 6 0 R/AP<</N 9 0 R>>>>".to_owned(),
        signature(sub_filter, more),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        "<</Type/Annot/Subtype/Widget/FT/Tx/T(F)/F 4/P 3 0 R/Rect[72 100 200 120]/V()>>".to_owned(),
        stream("0 0 200 60 re f").replacen("<<", "<</Type/XObject/Subtype/Form/BBox[0 0 200 60]", 1),
    ];
    file(objects)
}

fn signature(sub_filter: &str, more: &str) -> String {
    format!(
        "<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/{sub_filter}/ByteRange[0 0000000000 0000000000 0000000000]{more}\
         /Contents <{}>>>",
        "0".repeat(ROOM * 2)
    )
}

/// Adds a revision to a file.
fn revise(file: &[u8], objects: &[(u32, &str)]) -> Vec<u8> {
    let mut revised = file.to_vec();
    let previous = find(file, b"startxref\n") + 10;
    let digits: String = file[previous..].iter().take_while(|byte| byte.is_ascii_digit()).map(|byte| char::from(*byte)).collect();
    let objects: Vec<_> = objects.iter().map(|(number, object)| (*number, object.as_bytes().to_vec())).collect();
    append(&mut revised, &objects, Some(digits.parse().unwrap()));
    revised
}

/// Fills in the last signature of a file.
fn fill(mut file: Vec<u8>, sign: impl FnOnce(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let start = find(&file, b"/Contents <") + 10;
    let end = start + ROOM * 2 + 2;
    let range = format!("[0 {start:010} {end:010} {:010}]", file.len() - end);
    let at = find(&file, b"[0 0000000000 ");
    file[at..at + range.len()].copy_from_slice(range.as_bytes());
    let message = sign(&[&file[..start], &file[end..]].concat());
    let hex: String = message.iter().map(|byte| format!("{byte:02X}")).collect();
    assert!(hex.len() <= ROOM * 2);
    file[start + 1..start + 1 + hex.len()].copy_from_slice(hex.as_bytes());
    file
}

fn signed(authority: &Authority, options: &str) -> Vec<u8> {
    fill(unsigned("ETSI.CAdES.detached", "/Reason(Duy\\341t)/Location<FEFF00480061006E006F0069>"), |bytes| {
        authority.sign("signer", options, bytes)
    })
}

fn signatures(file: &[u8], roots: &Roots) -> Vec<Signature> {
    papers::signature::signatures(&Arc::new(file.to_vec()), None, roots).unwrap()
}

fn only(file: &[u8], roots: &Roots) -> Signature {
    let mut found = signatures(file, roots);
    assert_eq!(found.len(), 1);
    found.remove(0)
}

#[test]
fn a_whole_signature_is_valid_and_says_who_and_when() {
    let authority = Authority::new();
    authority.signer("signer", "rsa:2048", "");
    let file = signed(&authority, "-md sha256");
    let signature = only(&file, &authority.roots());
    assert_eq!(signature.state, State::Valid);
    assert_eq!(signature.signer, "Nguyễn Thị Ánh");
    assert_eq!(signature.organisation.as_deref(), Some("Văn phòng UBND"));
    assert_eq!(signature.issuer.as_deref(), Some("Root"));
    assert_eq!(signature.reason.as_deref(), Some("Duyát"));
    assert_eq!(signature.location.as_deref(), Some("Hanoi"));
    assert_eq!((signature.covers, signature.pages), (Covers::Whole, Some(1)));
    assert_eq!((signature.purpose, signature.timestamped), (Purpose::Approval, false));
    assert!(signature.signed_at.is_some() && signature.added.is_empty() && signature.remarks.is_empty());
    let visible = signature.visible.unwrap();
    assert_eq!((visible.page, visible.rect), (1, [300.0, 682.0, 200.0, 60.0]));
}

#[test]
fn every_kind_of_key_and_digest_is_verified() {
    let authority = Authority::new();
    for (key, options) in [
        ("rsa:2048", "-md sha1"),
        ("rsa:3072", "-md sha384"),
        ("rsa:2048", "-md sha512 -noattr"),
        ("rsa:2048", "-md sha256 -keyopt rsa_padding_mode:pss"),
        ("rsa:2048", "-md sha256 -keyid"),
        ("ec -pkeyopt ec_paramgen_curve:P-256", "-md sha256"),
        ("ec -pkeyopt ec_paramgen_curve:P-384", "-md sha384"),
        ("ec -pkeyopt ec_paramgen_curve:P-256", "-md sha512 -indef -stream"),
    ] {
        authority.signer("signer", key, "subjectKeyIdentifier=hash");
        let file = signed(&authority, options);
        let signature = only(&file, &authority.roots());
        assert_eq!(signature.state, State::Valid, "{key} {options}");
        assert_eq!(signature.remarks.contains(&Remark::WeakDigest), options == "-md sha1", "{key} {options}");
        let mut damaged = file.clone();
        let at = find(&damaged, b"Agreed: 100");
        damaged[at + 8] = b'9';
        assert_eq!(only(&damaged, &authority.roots()).state, State::Altered, "{key} {options}");
    }
}

#[test]
fn a_flipped_bit_anywhere_in_the_message_is_never_valid() {
    let authority = Authority::new();
    authority.signer("signer", "ec -pkeyopt ec_paramgen_curve:P-256", "");
    let file = signed(&authority, "-md sha256");
    let start = find(&file, b"/Contents <") + 11;
    let message: usize = file[start..].iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    let used = file[start..start + message].iter().rposition(|byte| *byte != b'0').unwrap() & !1;
    let valid: Vec<usize> = (0..used)
        .step_by(43)
        .filter(|at| {
            let mut damaged = file.clone();
            damaged[start + at] = if damaged[start + at] == b'0' { b'1' } else { b'0' };
            signatures(&damaged, &authority.roots()).iter().any(|signature| signature.state == State::Valid)
        })
        .collect();
    // What stands in the message and is neither signed nor used: versions, the set of digests, certificates' own fields that
    // nothing rests on. The root's signature protects the certificate, the signer's everything else.
    assert!(valid.len() < used / 43 / 10, "{valid:?}");
}

#[test]
fn without_its_root_the_issuer_is_unknown() {
    let authority = Authority::new();
    authority.signer("signer", "rsa:2048", "");
    let file = signed(&authority, "-md sha256");
    assert_eq!(only(&file, &Roots::default()).state, State::UnknownIssuer);
    let other = Authority::new();
    // Another root of the same name is another root.
    assert_eq!(only(&file, &other.roots()).state, State::UnknownIssuer);
}

#[test]
fn an_issuer_in_between_is_found_and_must_be_one() {
    for (extensions, state) in [("basicConstraints=CA:TRUE", State::Valid), ("basicConstraints=CA:FALSE", State::UnknownIssuer)] {
        let authority = Authority::new();
        authority.signer("middle", "rsa:2048", extensions);
        authority.openssl("req -newkey rsa:2048 -nodes -keyout signer.key -out signer.csr -subj /CN=Signer");
        authority.openssl("x509 -req -in signer.csr -CA middle.pem -CAkey middle.key -CAcreateserial -days 365 -out signer.pem");
        let file = signed(&authority, "-md sha256 -certfile middle.pem");
        assert_eq!(only(&file, &authority.roots()).state, state);
    }
}

#[test]
fn a_certificate_that_was_not_valid_then_is_remarked() {
    let authority = Authority::new();
    authority.signer("signer", "rsa:2048", "");
    // The file says that it was signed long before there was the certificate.
    let file =
        fill(unsigned("adbe.pkcs7.detached", "/M(D:20150105093015+07'00')"), |bytes| authority.sign("signer", "-md sha256 -noattr", bytes));
    let signature = only(&file, &authority.roots());
    assert_eq!((signature.state, signature.remarks), (State::UnknownIssuer, vec![Remark::OutOfTime]));
}

/// Objects of the revision, the verdict, and what was added.
type Case<'a> = (&'a [(u32, &'a str)], State, &'a [Added]);

#[test]
fn what_is_added_after_signing_is_told_apart() {
    let authority = Authority::new();
    authority.signer("signer", "rsa:2048", "");
    let file = signed(&authority, "-md sha256");
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 7 0 R>>>>/Annots[5 0 R 8 0 R 20 0 R]>>";
    let content = stream("BT /F 20 Tf 72 700 Td (Agreed: 900) Tj ET");
    let filled = "<</Type/Annot/Subtype/Widget/FT/Tx/T(F)/F 4/P 3 0 R/Rect[72 100 200 120]/V(Filled in)>>";
    let moved = "<</Type/Annot/Subtype/Widget/FT/Tx/T(F)/F 4/P 3 0 R/Rect[0 0 595 842]/V(Filled in)>>";
    let restamped = "<</Type/Annot/Subtype/Widget/FT/Sig/T(S)/F 4/P 3 0 R/Rect[300 100 500 160]/V 6 0 R/AP<</N 4 0 R>>>>";
    let stamp = "<</Type/Annot/Subtype/Stamp/Rect[72 690 300 730]/AP<</N 9 0 R>>>>";
    let note = "<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents(Note)>>";
    let validation = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 8 0 R]/SigFlags 3>>/DSS<</Certs[]>>>>";
    let hidden = "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[5 0 R 8 0 R]/SigFlags 3>>/OCProperties<</OCGs[]>>>>";
    let pages = "<</Type/Pages/Kids[3 0 R 3 0 R 21 0 R]/Count 2>>";
    let cases: [Case<'_>; 9] = [
        (&[(8, filled)], State::Valid, &[Added::Form]),
        (&[(1, validation)], State::Valid, &[Added::ValidationData]),
        (&[(3, page), (20, note)], State::Valid, &[Added::Note]),
        (&[(3, page), (20, stamp)], State::Altered, &[Added::Drawing]),
        (&[(4, &content)], State::Altered, &[Added::Content]),
        (&[(2, pages), (21, page)], State::Altered, &[Added::Content]),
        (&[(8, moved)], State::Altered, &[Added::Drawing]),
        (&[(5, restamped)], State::Altered, &[Added::Drawing]),
        (&[(1, hidden)], State::Altered, &[Added::Content]),
    ];
    for (objects, state, added) in cases {
        let signature = only(&revise(&file, objects), &authority.roots());
        assert_eq!((signature.state, signature.added.as_slice()), (state, added), "{objects:?}");
        assert_eq!((signature.covers, signature.pages), (Covers::Part, Some(1)));
    }
}

#[test]
fn a_second_signature_leaves_the_first_valid_unless_that_forbade_it() {
    let authority = Authority::new();
    authority.signer("signer", "rsa:2048", "");
    let forbid = "/Reference[<</TransformMethod/DocMDP/TransformParams<</P 1/V/1.2>>>>]";
    for (more, state, purpose) in [("", State::Valid, Purpose::Approval), (forbid, State::Altered, Purpose::Certification)] {
        let first = fill(unsigned("adbe.pkcs7.detached", more), |bytes| authority.sign("signer", "-md sha256", bytes));
        let page =
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 7 0 R>>>>/Annots[5 0 R 8 0 R 20 0 R]>>";
        let field = "<</Type/Annot/Subtype/Widget/FT/Sig/T(S2)/F 132/P 3 0 R/Rect[0 0 0 0]/V 21 0 R>>";
        let second = revise(&first, &[(3, page), (20, field), (21, &signature("adbe.pkcs7.detached", ""))]);
        let file = fill(second, |bytes| authority.sign("signer", "-md sha256", bytes));
        let found = signatures(&file, &authority.roots());
        let [first, second] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((first.state, first.covers, first.purpose), (state, Covers::Part, purpose));
        assert_eq!(first.added, [Added::Signature]);
        assert_eq!((second.state, second.covers, second.visible), (State::Valid, Covers::Whole, None));
    }
}

#[test]
fn a_time_stamp_of_the_file_is_verified() {
    let authority = Authority::new();
    authority.signer("tsa", "rsa:2048", "extendedKeyUsage=critical,timeStamping");
    let file = fill(unsigned("ETSI.RFC3161", ""), |bytes| authority.stamp(bytes));
    let signature = only(&file, &authority.roots());
    assert_eq!((signature.state, signature.purpose, signature.timestamped), (State::Valid, Purpose::Timestamp, true));
    let mut damaged = file;
    let at = find(&damaged, b"Agreed");
    damaged[at] = b'X';
    let signature = only(&damaged, &authority.roots());
    assert_eq!((signature.state, signature.timestamped), (State::Altered, false));
}

#[test]
fn a_time_stamp_on_a_signature_vouches_for_its_time() {
    let authority = Authority::new();
    authority.signer("tsa", "rsa:2048", "extendedKeyUsage=critical,timeStamping");
    authority.signer("signer", "rsa:2048", "");
    let file = fill(unsigned("ETSI.CAdES.detached", ""), |bytes| {
        let message = authority.sign("signer", "-md sha256 -nocerts -certfile signer.pem", bytes);
        // The signature is the last thing in the message.
        let token = authority.stamp(&message[message.len() - 256..]);
        with_stamp(&message, &token)
    });
    let signature = only(&file, &authority.roots());
    assert_eq!((signature.state, signature.timestamped), (State::Valid, true));
    // Stamped by somebody unknown, it is a signature without a time stamp.
    assert!(!only(&file, &Roots::default()).timestamped);
    let other = fill(unsigned("ETSI.CAdES.detached", ""), |bytes| {
        with_stamp(&authority.sign("signer", "-md sha256", bytes), &authority.stamp(b"something else"))
    });
    let signature = only(&other, &authority.roots());
    assert_eq!((signature.state, signature.timestamped), (State::Valid, false));
}

/// Puts a time stamp among the unsigned attributes, by lengthening the five structures at the message's end.
fn with_stamp(message: &[u8], token: &[u8]) -> Vec<u8> {
    let oid = [0x06, 0x0B, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x09, 0x10, 0x02, 0x0E];
    let attribute = wrap(0x30, &[&oid[..], &wrap(0x31, token)].concat());
    lengthen(message, &[0, 1, 0], &wrap(0xA1, &attribute))
}

fn wrap(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&[tag, 0x84][..], &length, content].concat()
}

/// Adds `more` at the end of the last structure within the last structure and so on, down to the signer's.
fn lengthen(value: &[u8], _path: &[usize], more: &[u8]) -> Vec<u8> {
    let (head, content) = split(value);
    let last = parts(content).pop();
    match last {
        // ContentInfo, [0], SignedData, its set of signers, the signer.
        Some(last) if matches!(last[0], 0x30 | 0x31 | 0xA0) => {
            let before = &content[..content.len() - last.len()];
            wrap(head, &[before, &lengthen(last, &[], more)].concat())
        }
        _ => wrap(head, &[content, more].concat()),
    }
}

fn split(value: &[u8]) -> (u8, &[u8]) {
    let (length, start) = match value[1] {
        short @ 0..=0x7F => (usize::from(short), 2),
        long => {
            let count = usize::from(long & 0x7F);
            (value[2..2 + count].iter().fold(0, |length, byte| length << 8 | usize::from(*byte)), 2 + count)
        }
    };
    (value[0], &value[start..start + length])
}

fn parts(mut content: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    while !content.is_empty() {
        let (_, inner) = split(content);
        let end = inner.as_ptr() as usize - content.as_ptr() as usize + inner.len();
        parts.push(&content[..end]);
        content = &content[end..];
    }
    parts
}

#[test]
fn a_range_that_leaves_out_more_than_the_message_is_not_read() {
    let authority = Authority::new();
    authority.signer("signer", "rsa:2048", "");
    let file = signed(&authority, "-md sha256");
    // The gap is widened over the text that follows, and signed again: what is left out could be anything.
    let at = find(&file, b"/ByteRange[0 ") + 13;
    let mut wide = file.clone();
    let before: usize = std::str::from_utf8(&file[at..at + 10]).unwrap().parse().unwrap();
    wide[at..at + 10].copy_from_slice(format!("{:010}", before - 40).as_bytes());
    assert_eq!(only(&wide, &authority.roots()).state, State::Unreadable);
}

#[test]
fn roots_are_read_from_pem_with_remarks_and_from_der() {
    let authority = Authority::new();
    authority.openssl("x509 -in root.pem -outform DER -out root.der");
    let pem = std::fs::read_to_string(authority.path("root.pem")).unwrap();
    let mut roots = Roots::default();
    assert_eq!(roots.add(format!("Authority one\r\n{}\r\nAnd again\n{pem}", pem.replace('\n', "\r\n")).as_bytes()), 2);
    assert_eq!(roots.add(&std::fs::read(authority.path("root.der")).unwrap()), 1);
    assert_eq!(roots.add(b"no certificate"), 0);
    assert_eq!(roots.len(), 3);
    let told = serde_json::to_string(&roots).unwrap();
    assert_eq!(serde_json::from_str::<Roots>(&told).unwrap(), roots);
}

#[test]
fn a_range_of_another_kind_is_found_and_not_read() {
    let authority = Authority::new();
    authority.signer("signer", "rsa:2048", "");
    let file = signed(&authority, "-md sha256");
    let at = find(&file, b"/ByteRange[0 ") + 11;
    let mut short = file.clone();
    short[at..at + 34].copy_from_slice(format!("{:34}", "0 10").as_bytes());
    assert_eq!(only(&short, &authority.roots()).state, State::Unreadable);
}
