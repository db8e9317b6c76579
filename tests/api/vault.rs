//! The key a tablet keeps papers under: only for a paired tablet of somebody who may read the meeting, and gone at every ending.

use rehearsal::house::House;
use reqwest::{Method, StatusCode, header};
use serde_json::json;
use store::studies::Page;

use crate::support::{Kind, Served, on_both, outcome, person, text};

on_both!(a_key_is_given_to_a_readers_tablet_and_goes_with_every_ending, text_comes_whole_for_search_without_network);

/// A tablet paired to `name`, signed in.
async fn paired(served: &Served, desk: &House, name: &str) -> (House, String) {
    let whose = person(desk, name).await;
    let pairing = desk.json(Method::POST, "pairings", &json!({ "person_id": whose })).await.expect("an invitation");
    let tablet = served.anybody();
    let claim = json!({ "code": text(&pairing, "code"), "pin": "260719", "device_name": "Máy số 7" });
    let answer = tablet.request(Method::POST, "pairings/claim").json(&claim).send().await.expect("an answer");
    assert_eq!(answer.status(), StatusCode::OK);
    let value = |name: &str| {
        let cookies = answer.headers().get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
        let mut pairs = cookies.filter_map(|cookie| cookie.split(';').next()?.split_once('='));
        pairs.find(|(key, _)| *key == name).expect("a cookie").1.to_owned()
    };
    (tablet.with_token(&value("__Host-nghisu")), value("__Host-nghisu-device"))
}

async fn unlocked(tablet: &House, device: &str) -> House {
    let request = tablet.request(Method::POST, "session/pin").header(header::COOKIE, format!("__Host-nghisu-device={device}"));
    let answer = request.json(&json!({ "pin": "260719" })).send().await.expect("an answer");
    let cookie = answer.headers()[header::SET_COOKIE].to_str().expect("text").to_owned();
    tablet.with_token(cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie").1)
}

async fn a_key_is_given_to_a_readers_tablet_and_goes_with_every_ending(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let meeting = served.session_of_today().await;
    let path = format!("meetings/{meeting}/vault");
    let (tablet, device) = paired(&served, &desk, "Nguyễn Thị Minh Hà").await;
    assert_eq!(tablet.get("session").await.expect("a session")["paired"], true);

    let first = tablet.json(Method::POST, &path, &json!({})).await.expect("a key");
    let key = text(&first, "key");
    assert!(key.len() == 64 && key.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert!(text(&first, "keep_until") > text(&first, "now"));
    assert_eq!(text(&tablet.json(Method::POST, &path, &json!({})).await.expect("a key"), "key"), key, "the same again");

    // The same person on a browser that is no tablet; a tablet of somebody the meeting is not for; nobody.
    let browser = served.as_login("ha.ntm").await;
    assert_eq!(browser.get("session").await.expect("a session")["paired"], false);
    assert_eq!(outcome(&browser, browser.request(Method::POST, &path)).await, (403, "not_a_paired_device".into()));
    let other = served.anybody();
    assert_eq!(outcome(&other, other.request(Method::POST, &path)).await.0, 401);
    let (second, _) = paired(&served, &desk, "Vũ Tiến Đạt").await;
    let (draft, _) = crate::support::draft(&desk).await;
    assert_eq!(outcome(&second, second.request(Method::POST, &format!("meetings/{draft}/vault"))).await.0, 404);
    let seconds = text(&second.json(Method::POST, &path, &json!({})).await.expect("a key"), "key");
    assert_ne!(seconds, key, "each tablet has its own");

    // It is erased where its person says so, and at signing out: the next one is another.
    second.send(second.request(Method::DELETE, &path)).await.expect("erasing");
    assert_ne!(text(&second.json(Method::POST, &path, &json!({})).await.expect("a key"), "key"), seconds);
    tablet.send(tablet.request(Method::DELETE, "session")).await.expect("signing out");
    let tablet = unlocked(&tablet, &device).await;
    let after = text(&tablet.json(Method::POST, &path, &json!({})).await.expect("a key"), "key");
    assert_ne!(after, key);
    // A session that only runs out takes nothing: its person will come back with the PIN.
    let again = unlocked(&tablet, &device).await;
    assert_eq!(text(&again.json(Method::POST, &path, &json!({})).await.expect("a key"), "key"), after);

    // The end of the meeting takes every tablet's.
    let chair = served.as_login("chutich").await;
    for act in ["open", "close"] {
        chair.act(&meeting, &format!("session/{act}"), "{}").await.expect(act);
    }
    assert_eq!(outcome(&again, again.request(Method::POST, &path)).await, (410, "meeting_over".into()));
    let id = meeting.parse().expect("an id");
    assert_eq!(served.app.store.erase_vault_keys(id).await.expect("the store"), 0, "nothing was left to erase");

    // A tablet that is taken back takes its keys with it.
    let device = served.app.store.devices().await.expect("devices")[0].0.clone();
    let (draft, now) = (draft.parse().expect("an id"), device.paired_at);
    served.app.store.vault_key(device.device_id, draft, "k", now).await.expect("a key");
    served.app.store.remove_device(device.device_id).await.expect("removing");
    assert_eq!(served.app.store.erase_vault_keys(draft).await.expect("the store"), 0);
}

async fn text_comes_whole_for_search_without_network(kind: Kind) {
    let served = Served::start(kind).await;
    let desk = served.as_login("thuky").await;
    let meeting = served.session_of_today().await;
    let view = desk.picture(&meeting, "desk").await.expect("the view");
    let (paper, shown) = view["papers"].as_object().expect("papers").iter().next().expect("a paper");
    let page = |number| Page {
        number,
        source: "extracted".into(),
        text: format!("Trang {number}"),
        width: 595.0,
        height: 842.0,
        words: Some(vec![7; 100]),
    };
    let last = u32::try_from(shown["pages"].as_u64().expect("pages")).expect("pages");
    let pages: Vec<Page> = (1..=last).map(page).collect();
    served.app.store.keep_pages(shown["hash"].as_str().expect("a hash"), &pages).await.expect("the pages");
    let member = served.as_login("ha.ntm").await;
    let found = member.get(&format!("meetings/{meeting}/papers/{paper}/text")).await.expect("the text");
    assert_eq!(found["hash"], shown["hash"]);
    // With the places of their words, page by page, as the pages themselves are told.
    let framed = member.get_request(&format!("meetings/{meeting}/papers/{paper}/words")).send().await.expect("an answer");
    assert_eq!(framed.headers()["cache-control"], "no-store");
    let framed = framed.bytes().await.expect("the words");
    let mut rest = framed.as_ref();
    let mut texts = Vec::new();
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let (head, after) = after.split_at(u32::from_be_bytes(*length) as usize);
        let head: serde_json::Value = serde_json::from_slice(head).expect("a head");
        let packed = usize::try_from(head["packed"].as_u64().expect("a length")).expect("a length");
        assert_eq!(after.get(..packed), Some([7; 100].as_slice()));
        rest = after.get(packed..).expect("the words of the page");
        texts.push(head["text"].clone());
        assert_eq!(head["number"], texts.len());
    }
    assert!(rest.is_empty() && texts.len() == pages.len() && !texts.is_empty());
    assert_eq!(json!(texts), found["pages"]);
    let outsider = served.anybody();
    for part in ["text", "words"] {
        assert_eq!(outcome(&outsider, outsider.get_request(&format!("meetings/{meeting}/papers/{paper}/{part}"))).await.0, 401);
    }
}
