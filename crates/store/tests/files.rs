//! Files of the store: uploads in pieces that survive cuts and restarts, kept once under their content's name.

use std::sync::Arc;

use bytes::Bytes;
use futures::{StreamExt, TryStreamExt, stream};
use sha2::{Digest, Sha256};
use store::files::{ArrivalError, Files};

/// Bytes that are not alike anywhere, so that a piece in the wrong place is another file.
fn content(size: usize) -> Bytes {
    let mut noise = 0x2545_f491_4f6c_dd1d_u64;
    let words = std::iter::repeat_with(|| {
        noise ^= noise << 13;
        noise ^= noise >> 7;
        noise ^= noise << 17;
        noise.to_le_bytes()
    });
    words.flatten().take(size).collect()
}

fn hash(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Sends `bytes` as a network does, and is cut at their end where `cut`.
fn sent(bytes: Bytes, cut: bool) -> impl futures::Stream<Item = Result<Bytes, &'static str>> + Send {
    let pieces = (0..bytes.len()).step_by(60_000).map(move |from| Ok(bytes.slice(from..bytes.len().min(from + 60_000))));
    stream::iter(pieces.chain(cut.then_some(Err("cut"))).collect::<Vec<_>>())
}

const MAX: u64 = 50_000_000;

/// What every place of files must do.
async fn uploads_go_on_where_they_were_cut(open: impl AsyncFn() -> Files) {
    let whole = content(8_345_678);
    let files = open().await;
    assert_eq!(files.received("a").await.expect("an answer"), 0);
    // Cut three times, twice within a piece, and the program starts anew each time.
    let mut received = 0_usize;
    for upto in [1_000, 3_000_000, 5_999_999] {
        let cut = open().await.append("a", received as u64, MAX, sent(whole.slice(received..upto), true)).await;
        assert!(matches!(cut, Err(ArrivalError::Sender("cut"))), "{cut:?}");
        received = usize::try_from(open().await.received("a").await.expect("an answer")).expect("a length");
        assert_eq!(received, upto, "what came before the cut is there");
    }
    // An offset that is not where the upload stands changes nothing.
    for wrong in [0, received as u64 - 1, received as u64 + 1] {
        let refused = files.append("a", wrong, MAX, sent(whole.slice(..10), false)).await;
        assert!(matches!(refused, Err(ArrivalError::Elsewhere { received: 5_999_999 })), "{refused:?}");
    }
    let large = files.append("a", received as u64, 6_000_000, sent(whole.slice(received..), false)).await;
    assert!(matches!(large, Err(ArrivalError::TooLarge { max: 6_000_000 })), "{large:?}");
    let received = files.received("a").await.expect("an answer");
    let rest = whole.slice(usize::try_from(received).expect("a length")..);
    assert_eq!(files.append("a", received, MAX, sent(rest, false)).await.expect("the rest"), whole.len() as u64);

    assert_eq!(files.sweep(|id| id == "a").await.expect("sweeping"), 0, "an upload that is alive is left alone");
    let arrived = open().await.assemble("a").await.expect("the upload");
    assert_eq!((arrived.hash.as_str(), arrived.size), (hash(&whole).as_str(), whole.len() as u64));
    assert_eq!(files.assemble("a").await.expect("asked again"), arrived);
    let read: Vec<Bytes> = files.read_arrived(&arrived).await.expect("the pieces").try_collect().await.expect("bytes");
    assert_eq!(hash(&read.concat()), arrived.hash);
    files.keep(&arrived).await.expect("keeping");
    files.keep(&arrived).await.expect("a job done again keeps nothing twice");
    assert_eq!(files.received("a").await.expect("an answer"), 0, "its pieces are gone");
    let kept: Vec<Bytes> = files.read(&arrived.hash, 0..arrived.size).await.expect("the file").try_collect().await.expect("bytes");
    assert_eq!(hash(&kept.concat()), arrived.hash);
    every_range_reads_right(Arc::new(files), &arrived.hash, &whole).await;
}

/// Ranges at every edge, alone and shared.
async fn every_range_reads_right(files: Arc<Files>, hash: &str, whole: &Bytes) {
    let size = whole.len() as u64;
    let (block, end) = (256 * 1024, size);
    for range in [0..0, 0..1, 0..block, 1..block + 1, block - 1..block + 1, block..2 * block, 5_242_870..5_242_890, end - 1..end, 7..end] {
        let (from, upto) = (usize::try_from(range.start).expect("a place"), usize::try_from(range.end).expect("a place"));
        let alone: Vec<Bytes> = files.read(hash, range.clone()).await.expect("the file").try_collect().await.expect("bytes");
        assert!(alone.concat() == whole[from..upto], "{range:?} alone");
        let shared: Vec<Bytes> = files.share(hash, size, range.clone()).await.expect("the file").try_collect().await.expect("bytes");
        assert!(shared.concat() == whole[from..upto], "{range:?} shared");
    }
    let collected = async |size: u64, name: &str| files.share(name, size, 0..size).await?.try_collect::<Vec<Bytes>>().await;
    let herd = futures::future::join_all((0..50).map(|_| collected(size, hash))).await;
    assert!(herd.into_iter().all(|read| read.is_ok_and(|read| read.concat() == *whole)), "all read the same");
    assert!(collected(size + 1, hash).await.is_err(), "a file shorter than it was is no file");
    assert!(files.share("../../etc/passwd", 10, 0..10).await.is_err(), "only names of content name a file");
    assert!(files.share(&"0".repeat(64), 10, 0..10).await.is_err(), "what is not kept is said before the first byte");
}

/// A tired connection and its successor send the same upload at the same time.
async fn two_senders_leave_one_file(open: impl AsyncFn() -> Files) {
    let whole = content(6_000_000);
    let files = open().await;
    let slowly = |bytes: Bytes| {
        sent(bytes, true).then(async |piece| {
            tokio::task::yield_now().await;
            piece
        })
    };
    let mut received = 0;
    while received < whole.len() {
        let first = files.append("b", received as u64, MAX, slowly(whole.slice(received..whole.len().min(received + 3_500_000))));
        let second = files.append("b", received as u64, MAX, slowly(whole.slice(received..)));
        let (first, second) = futures::future::join(first, second).await;
        assert!(first.is_err() && second.is_err(), "both were cut, or overtaken");
        received = usize::try_from(files.received("b").await.expect("an answer")).expect("a length");
    }
    let arrived = files.assemble("b").await.expect("the upload");
    assert_eq!((arrived.hash.as_str(), arrived.size), (hash(&whole).as_str(), whole.len() as u64));
    files.discard("b").await.expect("discarding");
    assert_eq!(files.received("b").await.expect("an answer"), 0);
    assert_eq!(files.sweep(|_| false).await.expect("sweeping"), 0, "nothing of it stays");
}

async fn left_overs_are_swept(open: impl AsyncFn() -> Files) {
    let files = open().await;
    for id in ["alive", "dead"] {
        let cut = files.append(id, 0, MAX, sent(content(3_000_000), true)).await;
        assert!(matches!(cut, Err(ArrivalError::Sender("cut"))));
    }
    assert_eq!(files.sweep(|id| id == "alive").await.expect("sweeping"), 2, "two pieces of one upload");
    assert_eq!(files.received("alive").await.expect("an answer"), 3_000_000);
    assert_eq!(files.received("dead").await.expect("an answer"), 0);
    files.discard("alive").await.expect("discarding");
}

mod folder {
    use super::*;

    async fn opened(folder: &tempfile::TempDir) -> Files {
        Files::in_folder(folder.path()).expect("a folder")
    }

    #[tokio::test]
    async fn uploads_go_on_where_they_were_cut() {
        let folder = tempfile::tempdir().expect("a folder");
        super::uploads_go_on_where_they_were_cut(async || opened(&folder).await).await;
        let left = std::fs::read_dir(folder.path().join("arriving")).map_or(0, Iterator::count);
        assert_eq!(left, 0, "no empty folder stays");
    }

    #[tokio::test]
    async fn two_senders_leave_one_file() {
        let folder = tempfile::tempdir().expect("a folder");
        super::two_senders_leave_one_file(async || opened(&folder).await).await;
    }

    #[tokio::test]
    async fn left_overs_are_swept() {
        let folder = tempfile::tempdir().expect("a folder");
        super::left_overs_are_swept(async || opened(&folder).await).await;
    }

    /// A piece of a file that goes bad on the disk before it is kept never gets that file's name.
    #[tokio::test]
    async fn altered_pieces_are_not_kept() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = opened(&folder).await;
        let arrived = files.arrive("c", MAX, sent(content(5_000_000), false)).await.expect("an arrival");
        std::fs::write(folder.path().join("arriving/c/0"), content(2 << 20).iter().rev().copied().collect::<Vec<_>>()).expect("writing");
        let kept = files.keep(&arrived).await;
        assert!(matches!(kept, Err(store::StoreError::Altered { .. })), "{kept:?}");
        assert!(!files.has(&arrived.hash).await);
    }
}

/// The same in a bucket of a real S3 server: s3s-fs, the file server that comes with s3s, whose protocol RustFS speaks too. It
/// checks every signature. It runs in this process and comes with the tests, so it is never missing.
mod bucket {
    use hyper_util::rt::{TokioExecutor, TokioIo};
    use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
    use store::files::{Bucket, Secret};
    use tokio::task::JoinSet;

    use super::*;

    struct Server {
        _folder: tempfile::TempDir,
        _serving: JoinSet<()>,
        endpoint: String,
    }

    async fn server() -> Server {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("papers")).expect("a bucket");
        let files = s3s_fs::FileSystem::new(folder.path()).expect("a server");
        let mut service = S3ServiceBuilder::new(files);
        service.set_auth(SimpleAuth::from_single("nghisu", "a secret of the house"));
        let service = service.build();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let endpoint = format!("http://{}", listener.local_addr().expect("an address"));
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            let mut connections = JoinSet::new();
            while let Ok((socket, _)) = listener.accept().await {
                let service = service.clone();
                connections.spawn(async move {
                    let http = hyper_util::server::conn::auto::Builder::new(TokioExecutor::new());
                    let _gone = http.serve_connection(TokioIo::new(socket), service).await;
                });
            }
        });
        Server { _folder: folder, _serving: serving, endpoint }
    }

    fn opened(server: &Server, secret: &str) -> Files {
        Files::in_bucket(&Bucket {
            name: "papers".into(),
            prefix: "house/one".into(),
            endpoint: Some(server.endpoint.clone()),
            region: None,
            access_key: "nghisu".into(),
            secret_key: Secret(secret.into()),
        })
        .expect("a bucket")
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn uploads_go_on_where_they_were_cut() {
        let server = server().await;
        super::uploads_go_on_where_they_were_cut(async || opened(&server, "a secret of the house")).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn two_senders_leave_one_file() {
        let server = server().await;
        super::two_senders_leave_one_file(async || opened(&server, "a secret of the house")).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn left_overs_are_swept() {
        let server = server().await;
        super::left_overs_are_swept(async || opened(&server, "a secret of the house")).await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_wrong_key_is_refused_without_being_told() {
        let server = server().await;
        let refused = opened(&server, "another secret").received("a").await.expect_err("no way in");
        let told = format!("{refused:?}");
        assert!(!told.contains("secret"), "{told}");
    }
}
