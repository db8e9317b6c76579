//! The children that read files: what they can reach, and that they end.

use std::{io::ErrorKind, net::TcpStream, os::unix::net::UnixStream, time::Duration};

use bytes::Bytes;
use futures::{StreamExt, stream};
use papers::{
    kind::Unusable,
    missing::Missing,
    worker::{Answer, Step},
};
use server::worker::{Failure, Work, run};

use crate::support::{PATIENCE, pdf, run as on_the_runtime};

const EXAMINE: Step = Step::Examine { password: None };

/// A file as the store gives it, in pieces.
fn source(bytes: Vec<u8>) -> impl futures::Stream<Item = Result<Bytes, std::io::Error>> + Send + 'static {
    let pieces: Vec<Bytes> = bytes.chunks(10_000).map(Bytes::copy_from_slice).collect();
    stream::iter(pieces.into_iter().map(Ok))
}

#[test]
fn a_file_is_examined() {
    on_the_runtime(async {
        let found = run(&EXAMINE, source(pdf(300, "examined")), |_progress| {}).await.expect("an answer");
        let [Answer::Examined(examination)] = found.answers.as_slice() else { panic!("{:?}", found.answers) };
        assert_eq!((examination.pages, examination.page_sizes.len()), (Some(300), 300));
        assert!(found.spent.peak_memory > 0);
        let refused = run(&EXAMINE, source(b"no paper".to_vec()), |_progress| {}).await.expect_err("no paper");
        assert!(matches!(refused, Failure::File { reason: Unusable::Other, .. }), "{refused:?}");
    });
}

/// What the store could not give is no fault of the file's: half of a file is never taken for the whole.
#[test]
fn a_source_that_breaks_is_the_machines_fault() {
    on_the_runtime(async {
        let broken = source(pdf(3, "broken")).chain(stream::iter([Err(std::io::Error::other("the disk is gone"))]));
        let failure = run(&EXAMINE, broken, |_progress| {}).await.expect_err("a failure");
        assert!(matches!(failure, Failure::Machine(_)), "{failure:?}");
    });
}

/// What the system tells of a process, while there is one.
#[cfg(target_os = "linux")]
fn status(id: u32) -> Option<String> {
    std::fs::read_to_string(format!("/proc/{id}/status")).ok()
}

/// One of the limits the system tells of a process.
#[cfg(target_os = "linux")]
fn limit<'t>(limits: &'t str, name: &str) -> Option<&'t str> {
    limits.lines().find_map(|line| line.strip_prefix(name))?.split_whitespace().next()
}

#[cfg(target_os = "linux")]
#[test]
fn a_child_is_shut_in_and_ends_with_its_work() {
    on_the_runtime(async {
        // A file that never ends: the child waits for the rest.
        let endless = source(pdf(3, "endless")).chain(stream::pending());
        let mut work = Work::begin(&EXAMINE, endless).await.expect("a child");
        let id = work.id().expect("a running child");
        let shut_in = async {
            while !status(id).is_some_and(|status| status.lines().any(|line| line == "Seccomp:\t2")) {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(PATIENCE, shut_in).await.expect("a filter on its calls");
        assert!(status(id).is_some_and(|status| status.lines().any(|line| line == "NoNewPrivs:\t1")));
        assert_eq!(std::fs::read(format!("/proc/{id}/environ")).expect("its environment"), b"");
        let limits = async {
            // The last one set is that of open files.
            loop {
                let limits = std::fs::read_to_string(format!("/proc/{id}/limits")).expect("its limits");
                if limit(&limits, "Max open files") == Some("3") {
                    return limits;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let limits = tokio::time::timeout(PATIENCE, limits).await.expect("limits");
        for (name, most) in [("Max file size", "0"), ("Max core file size", "0"), ("Max cpu time", "30")] {
            assert_eq!(limit(&limits, name), Some(most), "{name} in {limits}");
        }
        assert!(tokio::time::timeout(Duration::from_millis(50), work.next()).await.is_err(), "it has nothing to say");
        drop(work);
        let gone = async {
            while status(id).is_some() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(PATIENCE, gone).await.expect("an end");
    });
}

/// Tried on a thread of its own: what is taken from it never comes back.
#[cfg(target_os = "linux")]
#[test]
fn the_network_is_refused_also_to_what_a_child_starts() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let over_shell = move || {
        let words = format!("exec 3<>/dev/tcp/{}/{}", address.ip(), address.port());
        std::process::Command::new("bash").args(["-c", &words]).stderr(std::process::Stdio::null()).status().expect("bash").success()
    };
    assert!(TcpStream::connect(address).is_ok() && over_shell(), "the network is there");
    let shut_in = std::thread::spawn(move || {
        server::worker::no_network().expect("a filter");
        assert_eq!(TcpStream::connect(address).expect_err("no network").kind(), ErrorKind::PermissionDenied);
        assert_eq!(std::net::UdpSocket::bind("127.0.0.1:0").expect_err("no network").kind(), ErrorKind::PermissionDenied);
        assert!(UnixStream::pair().is_ok(), "programs may talk to themselves");
        assert!(!over_shell());
    });
    shut_in.join().expect("a thread shut in");
}

/// LibreOffice works shut in: without a network, in a folder that is gone afterwards, with all it started.
#[test]
fn an_office_file_is_converted_where_libreoffice_is() {
    on_the_runtime(async {
        let docx =
            std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/papers/tests/files/mau.docx")).expect("a file of the tests");
        let found = run(&Step::Convert, source(docx), |_progress| {}).await.expect("an answer");
        match found.answers.as_slice() {
            [Answer::Converted(conversion)] => {
                assert_eq!(conversion.pages, 1);
                assert!(found.bytes.iter().any(|pdf| pdf.starts_with(b"%PDF-")));
                eprintln!("converted in {:?}, {} MiB", found.spent.time, found.spent.peak_memory >> 20);
            }
            [Answer::Missing(Missing::Libreoffice)] => eprintln!("left out: LibreOffice is not installed"),
            other => panic!("{other:?}"),
        }
    });
}

/// Tesseract works shut in, and says what it recognised and where.
#[test]
fn a_scan_is_recognised_where_tesseract_is() {
    on_the_runtime(async {
        let scan =
            std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/papers/tests/files/scan.pdf")).expect("a file of the tests");
        let recognise = Step::Recognise { password: None, page: 1 };
        let found = run(&recognise, source(scan), |_progress| {}).await.expect("an answer");
        match found.answers.as_slice() {
            [Answer::Recognised(page)] => {
                assert!(page.text.contains("Kính gửi: Các đồng chí Ủy viên Ủy ban nhân dân tỉnh"), "{}", page.text);
                eprintln!("recognised in {:?}, {} MiB", found.spent.time, found.spent.peak_memory >> 20);
            }
            [Answer::Missing(Missing::Tesseract)] => eprintln!("left out: tesseract is not installed"),
            other => panic!("{other:?}"),
        }
    });
}
