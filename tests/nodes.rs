//! Two nodes on one PostgreSQL: acts at both, tablets on both, one order, no gap.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Kind, PATIENCE, Place, Served, run};

#[test]
fn two_nodes_show_one_meeting() {
    run(async {
        let place = Place::new(Kind::Postgres).await;
        let beside = Place { folder: tempfile::tempdir().expect("a scratch folder"), url: place.url.clone() };
        let first = Served::start_at(place).await;
        let second = Served::start_at(beside).await;
        let meeting = first.session_of_today().await;
        let here = first.tablet("ha.ntm", &meeting, "room").await;
        let there = second.tablet("ha.ntm", &meeting, "room").await;
        let (desk_here, desk_there) = (first.as_login("thuky").await, second.as_login("thuky2").await);
        let add = |number: usize| json!({ "kind": "matter", "title": format!("Bổ sung {number}"), "planned_minutes": 5 });
        let path = format!("meetings/{meeting}/agenda");
        // Both nodes act at once: each decision is made on what the other wrote before.
        let mut seqs = Vec::new();
        for number in 0..20 {
            let (one, other) = (add(number * 2), add(number * 2 + 1));
            let (left, right) =
                futures::future::join(desk_here.json(Method::POST, &path, &one), desk_there.json(Method::POST, &path, &other)).await;
            seqs.extend([left, right].map(|receipt| receipt.expect("an item")["seq"].as_u64().expect("a seq")));
        }
        let last = seqs.iter().copied().max().expect("a seq");
        seqs.sort_unstable();
        seqs.dedup();
        assert_eq!(seqs.len(), 40, "every act has a seq of its own");
        here.reached(last, PATIENCE).await.expect("the first node's tablet follows");
        there.reached(last, PATIENCE).await.expect("the second node's tablet follows");
        assert_eq!(here.picture(), there.picture());
        let view: Value = desk_there.picture(&meeting, "desk").await.expect("the view");
        assert_eq!(view["agenda"]["order"].as_array().map(Vec::len), Some(48));
        // One node goes; the other carries on with everything.
        let _place = first.stop().await;
        let seq = desk_there.json(Method::POST, &path, &add(99)).await.expect("an item")["seq"].as_u64().expect("a seq");
        there.reached(seq, PATIENCE).await.expect("the tablet follows");
        assert_eq!(desk_there.get(&format!("meetings/{meeting}/journal")).await.expect("the journal")["verified"], true);
    });
}
