//! Papers over HTTP: uploads good and bad, versions, ranges, and who may read.

use reqwest::{Method, header};
use serde_json::json;

use crate::support::{Kind, Served, draft, on_both, outcome, pdf, samples, text, upload};

on_both!(uploads_replaces_and_withdraws, bad_files_change_nothing, ranges, public_papers);

async fn uploads_replaces_and_withdraws(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let (meeting, item) = draft(&desk).await;
    // A name decomposed as some systems send it, with a path in front.
    let name = "C:\\Ta\u{300}i lie\u{323}\u{302}u_tri\u{300}nh.pdf";
    let paper = text(&desk.send(upload(&desk, &meeting, &item, name, pdf(3, "1"))).await.expect("a paper"), "id");
    let view = desk.picture(&meeting, "desk").await.expect("the view");
    let shown = &view["papers"][&paper];
    assert_eq!((&shown["title"], &shown["file_name"]), (&json!("Tài liệu trình"), &json!("Tài liệu_trình.pdf")));
    assert_eq!((&shown["pages"], &shown["version"]), (&json!(3), &json!(1)));
    assert_eq!(outcome(&desk, upload(&desk, &meeting, &item, "lại.pdf", pdf(3, "1"))).await, (409, "duplicate_paper".into()));

    let replace =
        |bytes| desk.request(Method::PUT, &format!("meetings/{meeting}/papers/{paper}/file")).query(&[("name", "bản 2.pdf")]).body(bytes);
    assert_eq!(outcome(&desk, replace(pdf(3, "1"))).await, (409, "same_file".into()));
    desk.send(replace(pdf(4, "2"))).await.expect("a new version");
    let after = desk.picture(&meeting, "desk").await.expect("the view");
    assert_eq!((&after["papers"][&paper]["pages"], &after["papers"][&paper]["version"]), (&json!(4), &json!(2)));
    // Whoever reads the old version may finish it.
    let old = format!("meetings/{meeting}/papers/{paper}/files/{}", text(shown, "hash"));
    assert_eq!(desk.get_request(&old).send().await.expect("an answer").bytes().await.expect("bytes"), pdf(3, "1"));
    let edit = json!({ "revision": after["papers"][&paper]["revision"], "title": "Tờ trình", "symbol": "218/TTr-STC" });
    desk.json(Method::PATCH, &format!("meetings/{meeting}/papers/{paper}"), &edit).await.expect("renaming");
    assert_eq!(desk.picture(&meeting, "desk").await.expect("the view")["papers"][&paper]["symbol"], "218/TTr-STC");

    desk.send(desk.request(Method::DELETE, &format!("meetings/{meeting}/papers/{paper}"))).await.expect("withdrawing");
    assert_eq!(outcome(&desk, desk.get_request(&old)).await, (404, "not_found".into()));
    assert_eq!(desk.picture(&meeting, "desk").await.expect("the view")["agenda"]["items"][&item]["papers"], json!([]));
}

async fn bad_files_change_nothing(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let (meeting, item) = draft(&desk).await;
    let before = desk.picture(&meeting, "desk").await.expect("the view");
    let whole = pdf(30, "x");
    let cut = whole[..whole.len() * 9 / 10].to_vec();
    for (name, bytes, code) in [
        ("rỗng.pdf", Vec::new(), "empty_file"),
        ("chương trình.pdf", b"MZ\x90\x00\x03 a program".to_vec(), "program"),
        ("trang.pdf", b"<!doctype html><title>not a pdf</title>".to_vec(), "not_a_paper"),
        ("văn bản.docx", b"PK\x03\x04 half a docx".to_vec(), "damaged_file"),
        ("đứt.pdf", cut, "truncated_pdf"),
        ("hỏng.pdf", b"%PDF-1.7\nnothing of a PDF\n%%EOF\n".to_vec(), "damaged_file"),
    ] {
        assert_eq!(outcome(&desk, upload(&desk, &meeting, &item, name, bytes)).await, (422, code.into()), "{name}");
    }
    assert_eq!(
        outcome(&desk, upload(&desk, &meeting, &uuid::Uuid::nil().to_string(), "a.pdf", pdf(1, ""))).await,
        (404, "not_found".into())
    );
    if let Some(folder) = samples() {
        for (file, code) in [
            ("made/truncated_90pct.pdf", "truncated_pdf"),
            ("made/enc_aes256_user_matkhau.pdf", "encrypted_pdf"),
            ("made/html_renamed.pdf", "not_a_paper"),
        ] {
            let bytes = std::fs::read(folder.join(file)).expect("a sample");
            assert_eq!(outcome(&desk, upload(&desk, &meeting, &item, file, bytes)).await, (422, code.into()), "{file}");
        }
    }
    assert_eq!(desk.picture(&meeting, "desk").await.expect("the view"), before);
    // Nothing of a refused file stays.
    let left = std::fs::read_dir(served.place.folder.path().join("objects/arriving")).map_or(0, Iterator::count);
    assert_eq!(left, 0);
}

async fn ranges(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let (meeting, item) = draft(&desk).await;
    let bytes = pdf(5, "ranges");
    let paper = text(&desk.send(upload(&desk, &meeting, &item, "Giấy mời.pdf", bytes.clone())).await.expect("a paper"), "id");
    let hash = text(&desk.picture(&meeting, "desk").await.expect("the view")["papers"][&paper], "hash");
    let path = format!("meetings/{meeting}/papers/{paper}/files/{hash}");
    let ask = async |range: &str, extra: &[(&str, &str)]| {
        let request = desk.get_request(&path).header(header::RANGE, range);
        extra.iter().fold(request, |request, (name, value)| request.header(*name, *value)).send().await.expect("an answer")
    };

    let whole = desk.get_request(&path).send().await.expect("an answer");
    assert_eq!(whole.headers()[header::CONTENT_TYPE], "application/pdf");
    assert_eq!(whole.headers()[header::ACCEPT_RANGES], "bytes");
    assert_eq!(whole.headers()[header::CACHE_CONTROL], "private, no-store");
    assert_eq!(whole.headers()["x-content-type-options"], "nosniff");
    assert!(
        whole.headers()[header::CONTENT_DISPOSITION]
            .to_str()
            .is_ok_and(|value| value.contains("filename*=UTF-8''Gi%E1%BA%A5y%20m%E1%BB%9Di.pdf"))
    );
    assert!(
        whole.headers()[header::CONTENT_DISPOSITION].to_str().is_ok_and(|value| value.starts_with("inline; filename=\"Giay moi.pdf\""))
    );
    let etag = whole.headers()[header::ETAG].to_str().expect("text").to_owned();
    assert_eq!(whole.bytes().await.expect("bytes"), bytes);
    let saved = desk.get_request(&format!("{path}?download")).send().await.expect("an answer");
    assert!(saved.headers()[header::CONTENT_DISPOSITION].to_str().is_ok_and(|value| value.starts_with("attachment; ")));

    let part = ask("bytes=10-19", &[]).await;
    assert_eq!(part.status(), 206);
    assert_eq!(part.headers()[header::CONTENT_RANGE], format!("bytes 10-19/{}", bytes.len()).as_str());
    assert_eq!(part.bytes().await.expect("bytes"), bytes[10..20]);
    assert_eq!(ask("bytes=-7", &[]).await.bytes().await.expect("bytes"), bytes[bytes.len() - 7..]);
    assert_eq!(ask("bytes=0-3", &[("if-range", &etag)]).await.status(), 206);
    assert_eq!(ask("bytes=0-3", &[("if-range", "\"another\"")]).await.status(), 200);
    // A weak tag promises too little to glue parts together, and enough to say that nothing has changed.
    let weak = format!("W/{etag}");
    assert_eq!(ask("bytes=0-3", &[("if-range", &weak)]).await.status(), 200);
    for known in [etag.clone(), weak.clone(), format!("\"another\", {weak}"), "*".into()] {
        let unchanged = ask("bytes=0-3", &[("if-none-match", &known)]).await;
        assert_eq!(unchanged.status(), 304, "{known}");
        assert_eq!(unchanged.headers()[header::ETAG], etag.as_str());
        assert_eq!(unchanged.headers()[header::CACHE_CONTROL], "private, no-store");
        assert_eq!(unchanged.bytes().await.expect("no bytes").len(), 0);
    }
    assert_eq!(ask("bytes=0-3", &[("if-none-match", "\"another\"")]).await.status(), 206);
    // What nobody asks for in earnest is answered with the whole.
    for several in ["bytes=0-3,8-9", "bytes=0-3, -1", "bytes=3-0", "lines=0-3"] {
        let whole = ask(several, &[]).await;
        assert_eq!((whole.status().as_u16(), whole.headers().contains_key(header::CONTENT_RANGE)), (200, false), "{several}");
        assert_eq!(whole.bytes().await.expect("bytes"), bytes, "{several}");
    }
    // Safari begins with the first two bytes; pdf.js asks for the head and reads the length alone.
    let first = ask("bytes=0-1", &[]).await;
    assert_eq!(first.headers()[header::CONTENT_LENGTH], "2");
    let head = desk.request(Method::HEAD, &path).header(header::RANGE, "bytes=0-1").send().await.expect("an answer");
    assert_eq!(head.status(), 200, "HEAD knows no ranges");
    assert_eq!(head.headers()[header::CONTENT_LENGTH], bytes.len().to_string().as_str());
    assert_eq!(head.headers()[header::ACCEPT_RANGES], "bytes");
    assert_eq!(head.headers()[header::ETAG], etag.as_str());
    let outside = ask(&format!("bytes={}-", bytes.len()), &[]).await;
    assert_eq!(outside.status(), 416);
    assert_eq!(outside.headers()[header::CONTENT_RANGE], format!("bytes */{}", bytes.len()).as_str());
}

/// The real papers an office sends, where they lie beside the project.
async fn public_papers(kind: Kind) {
    let Some(folder) = samples() else { return };
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let (meeting, item) = draft(&desk).await;
    for (file, pages) in [
        ("real/qcvn_32_2026_bxd_ky_so.pdf", 27),
        ("real/hnmu_35_trang.pdf", 35),
        ("real/de_an_tuyen_sinh_2023.pdf", 13),
        ("real/mau_van_ban_6_trang.pdf", 6),
        ("made/broken_startxref.pdf", 2),
        ("made/pages_2000.pdf", 2000),
        ("made/signed_visible.pdf", 2),
    ] {
        let bytes = std::fs::read(folder.join(file)).expect("a sample");
        let paper =
            text(&desk.send(upload(&desk, &meeting, &item, file, bytes)).await.unwrap_or_else(|error| panic!("{file}: {error}")), "id");
        assert_eq!(desk.picture(&meeting, "desk").await.expect("the view")["papers"][&paper]["pages"], pages, "{file}");
    }
    // Hostile ones cost one child process at most: the next request is answered as if nothing had been.
    for file in ["made/flate_bomb_double_3GiB.pdf", "made/parent_loop_no_mediabox.pdf", "made/form_xobject_loop.pdf"] {
        let bytes = std::fs::read(folder.join(file)).expect("a sample");
        let (status, _) = outcome(&desk, upload(&desk, &meeting, &item, file, bytes)).await;
        assert!(status == 200 || status == 422, "{file}: {status}");
        assert_eq!(outcome(&desk, desk.get_request("house")).await.0, 200);
    }
}
