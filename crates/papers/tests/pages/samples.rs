//! The files of a folder named by NGHISU_SAMPLES, where there is one: every one drawn, copied and searched for signatures.

use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use papers::{
    copy::{RemovedKind, reading_copy},
    picture::picture,
    signature::{Roots, State, signatures},
};

#[test]
fn the_samples_are_handled() {
    let Some(folder) = std::env::var_os("NGHISU_SAMPLES").map(PathBuf::from) else { return };
    let read = |name: &str| Arc::new(std::fs::read(folder.join(name)).unwrap());
    let soon = || Instant::now() + Duration::from_secs(600);
    for (name, count) in [
        ("real/qcvn_32_2026_bxd_ky_so.pdf", 4),
        ("real/bo_thong_so_ky_thuat.pdf", 4),
        ("made/signed_visible.pdf", 1),
        ("made/lo_times.pdf", 0),
    ] {
        let found = signatures(&read(name), None, &Roots::default()).unwrap();
        assert_eq!(found.len(), count, "{name}: {found:#?}");
        assert!(found.iter().all(|signature| signature.state == State::UnknownIssuer), "{name}: {found:#?}");
        let copy = reading_copy(&read(name), None, soon(), soon()).unwrap();
        let removed = copy.removed.iter().find(|removed| removed.kind == RemovedKind::Signature);
        assert_eq!(removed.map_or(0, |removed| removed.count as usize), count);
    }
    for name in ["made/scan_ccittg4.pdf", "made/rotated90.pdf", "made/broken_startxref.pdf", "made/form_xobject_loop.pdf"] {
        assert!(picture(&read(name), None, 1, 400, None).is_ok(), "{name}");
        assert!(reading_copy(&read(name), None, soon(), soon()).is_ok(), "{name}");
    }
    let locked = "made/enc_aes256_user_matkhau.pdf";
    assert!(picture(&read(locked), Some("matkhau"), 1, 400, None).is_ok());
    assert_eq!(reading_copy(&read(locked), Some("matkhau"), soon(), soon()).unwrap().pages, 2);
}
