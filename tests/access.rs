//! Losing access: what somebody may no longer see leaves their open pictures, over sockets and over long polls.

use std::time::{Duration, Instant};

use rehearsal::{
    house::House,
    tablet::{Held, Tablet},
};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    poller::Poller,
    support::{Kind, PATIENCE, Served, on_both, text},
};

on_both!(what_is_lost_leaves_every_open_picture);

/// One person with a picture open in two ways.
struct Watching {
    house: House,
    tablet: Tablet,
    poller: Poller,
}

impl Watching {
    async fn of(served: &Served, login: &str, meeting: &str) -> Self {
        let house = served.as_login(login).await;
        let tablet = Tablet::join(&served.anybody(), meeting, house.token().expect("a token"), "room").await.expect("the live channel");
        let poller = Poller::follow(&house, meeting, "room");
        wait("the first picture", || poller.held().greeted).await;
        Self { house, tablet, poller }
    }

    fn both(&self) -> [Held; 2] {
        [self.tablet.held(), self.poller.held()]
    }

    /// Whether none of `words` is in either picture.
    fn lacks(&self, words: &[&str]) -> bool {
        self.both().iter().all(|held| words.iter().all(|word| !held.view.to_string().contains(word)))
    }

    fn shows(&self, words: &[&str]) -> bool {
        self.both().iter().all(|held| words.iter().all(|word| held.view.to_string().contains(word)))
    }
}

async fn wait(what: &str, mut holds: impl FnMut() -> bool) -> Duration {
    let started = Instant::now();
    while !holds() {
        assert!(started.elapsed() < PATIENCE, "{what}: it did not happen");
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    started.elapsed()
}

async fn what_is_lost_leaves_every_open_picture(kind: Kind) {
    let served = Served::start(kind).await;
    let (desk, meeting) = (served.as_login("thuky").await, served.session_of_today().await);
    let member = Watching::of(&served, "ha.ntm", &meeting).await;
    let other = Watching::of(&served, "dat.vt", &meeting).await;
    let guest = Watching::of(&served, "nghia.hs", &meeting).await;
    let view = desk.picture(&meeting, "desk").await.expect("the view");
    let path = |rest: &str| format!("meetings/{meeting}/{rest}");
    let mine = text(&guest.tablet.held().mine, "attendee_id");
    let items = view["agenda"]["items"].as_object().expect("items");
    let invites = |item: &Value| item["guests"].as_array().is_some_and(|guests| guests.contains(&json!(mine)));
    let (item, shown) = items.iter().find(|(_, item)| invites(item)).expect("the guest's item");
    let (paper, kept) =
        view["papers"].as_object().expect("papers").iter().find(|(_, paper)| paper["item_id"] == **item).expect("its paper");
    let (item_title, paper_title, hash) = (text(shown, "title"), text(kept, "title"), text(kept, "hash"));
    let item_words = [item.as_str(), &item_title];
    let paper_words = [paper.as_str(), &paper_title, &hash];
    assert!(guest.shows(&item_words) && guest.shows(&paper_words) && member.shows(&paper_words));
    let mut took = Vec::new();

    desk.send(desk.request(Method::DELETE, &path(&format!("papers/{paper}")))).await.expect("withdrawing");
    took.push((
        "a paper withdrawn",
        wait("withdrawing a paper", || [&member, &other, &guest].iter().all(|one| one.lacks(&paper_words))).await,
    ));

    let edit = json!({ "revision": shown["revision"], "guests": [] });
    desk.json(Method::PATCH, &path(&format!("agenda/{item}")), &edit).await.expect("taking an admission back");
    took.push(("an admission taken back", wait("taking an admission back", || guest.lacks(&item_words)).await));
    assert!(member.shows(&item_words));

    let attendee = text(&member.tablet.held().mine, "attendee_id");
    desk.send(desk.request(Method::DELETE, &path(&format!("attendees/{attendee}")))).await.expect("removing");
    let gone = |one: &Watching, socket: u16, poll: u16| one.tablet.held().closed == Some(socket) && one.poller.held().closed == Some(poll);
    took.push(("an attendee removed", wait("removing an attendee", || gone(&member, 4403, 404)).await));

    other.house.send(other.house.request(Method::DELETE, "session")).await.expect("signing out");
    took.push(("a sign-in ended", wait("ending a sign-in", || gone(&other, 4401, 401)).await));
    println!("{kind:?}: gone from every picture, {took:.1?}");

    // What happens later reaches nobody who has gone, and the guest still only sees what is theirs.
    let added = json!({ "kind": "matter", "title": "Sau khi rời đi", "planned_minutes": 5 });
    let seq = desk.json(Method::POST, &path("agenda"), &added).await.expect("an item")["seq"].as_u64().expect("a seq");
    for one in [&member, &other, &guest] {
        assert!(one.lacks(&["Sau khi rời đi"]));
        assert!(one.both().iter().all(|held| held.closed.is_none() || held.seq < seq));
    }
}
