//! What changed between two states for one audience: the merge patch between their views, made without making the views.
//!
//! A view grows with the people of a meeting; most acts change one line of it. States share what did not change (see
//! [`Shared`](crate::state::Shared)), so comparing them costs little more than looking, and only what differs is written
//! out. The promise, tested on random meetings: exactly [`merge_patch::diff`] of the two views.

use std::{cmp::Ordering, fmt::Display, sync::Arc};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{agenda::AgendaItem, audience::Audience, merge_patch, paper::Paper, state::MeetingState, view::Sight};

/// The patch that turns `audience`'s view of `before` into its view of `after`; none where they see no difference.
///
/// Cost: a look at every item, and at every attendee and paper where any of them changed; writing grows with what changed.
pub fn difference(before: &MeetingState, after: &MeetingState, audience: &Audience) -> Option<Value> {
    let (old, new) = (Sight::of(before, audience), Sight::of(after, audience));
    let mut patch = Map::new();
    if let Some(Value::Object(meeting)) = merge_patch::diff(&value(&old.meeting()), &value(&new.meeting())) {
        patch = meeting;
    }
    let mut section = |name: &str, change: Option<Value>| change.map(|change| patch.insert(name.to_owned(), change));
    section("agenda", agenda(&old, &new));
    section("attendees", attendees(&old, &new));
    if before.papers != after.papers || before.items != after.items || before.agenda != after.agenda {
        section("papers", papers(&old, &new));
    }
    if before.attendees != after.attendees || before.kind != after.kind {
        section("attendance", merge_patch::diff(&value(&old.attendance()), &value(&new.attendance())));
    }
    (!patch.is_empty()).then_some(Value::Object(patch))
}

fn agenda(old: &Sight<'_>, new: &Sight<'_>) -> Option<Value> {
    let mut patch = match merge_patch::diff(&value(&old.agenda()), &value(&new.agenda())) {
        Some(Value::Object(patch)) => patch,
        _ => Map::new(),
    };
    let order = new.agenda_order();
    if old.agenda_order() != order {
        patch.insert("order".to_owned(), value(&order));
    }
    let change = |id, was: &AgendaItem, is: &AgendaItem| {
        if was != is {
            return merge_patch::diff(&value(&old.item(id, was)), &value(&new.item(id, is)));
        }
        // One item moved or made longer moves the clock times of all after it: only those are written out.
        let (was, is) = (old.place(id), new.place(id));
        (was != is).then(|| merge_patch::diff(&value(&was), &value(&is))).flatten()
    };
    let items = entries(old.items(), new.items(), change, |id, item| value(&new.item(id, item)));
    patch.extend(items.map(|items| ("items".to_owned(), items)));
    (!patch.is_empty()).then_some(Value::Object(patch))
}

fn papers(old: &Sight<'_>, new: &Sight<'_>) -> Option<Value> {
    let change = |id, was: &Paper, is: &Paper| {
        if was != is {
            return merge_patch::diff(&value(&old.paper(id, was)), &value(&new.paper(id, is)));
        }
        // One paper more, or one page, moves the pages of all after it: only those are written out.
        let (was, is) = (old.pack_place(id), new.pack_place(id));
        (was != is).then(|| merge_patch::diff(&value(&was), &value(&is))).flatten()
    };
    entries(old.papers(), new.papers(), change, |id, one| value(&new.paper(id, one)))
}

fn attendees(old: &Sight<'_>, new: &Sight<'_>) -> Option<Value> {
    if old.sees_everybody() && Arc::ptr_eq(&old.state.attendees, &new.state.attendees) {
        return None;
    }
    let mut patch = Map::new();
    let change = |_, was: &_, is: &_| (was != is).then(|| merge_patch::diff(&value(&old.person(was)), &value(&new.person(is)))).flatten();
    let people = entries(old.attendees(), new.attendees(), change, |_, one| value(&new.person(one)));
    patch.extend(people.map(|people| ("people".to_owned(), people)));
    // Sorting is spared where nobody came, went or moved.
    let listed = |sight: &Sight<'_>| sight.attendees().map(|(id, one)| (id, one.place.protocol_order)).collect::<Vec<_>>();
    if listed(old) != listed(new) {
        let order = new.attendees_in_order();
        if old.attendees_in_order() != order {
            patch.insert("order".to_owned(), value(&order));
        }
    }
    (!patch.is_empty()).then_some(Value::Object(patch))
}

/// The patch between two maps, given in the order of their keys: what came is `written`, what stayed is asked for its `change`.
fn entries<'a, K: Ord + Copy + Display, V: 'a>(
    old: impl Iterator<Item = (K, &'a V)>,
    new: impl Iterator<Item = (K, &'a V)>,
    change: impl Fn(K, &V, &V) -> Option<Value>,
    written: impl Fn(K, &V) -> Value,
) -> Option<Value> {
    let mut patch = Map::new();
    let (mut old, mut new) = (old.peekable(), new.peekable());
    loop {
        let side = match (old.peek(), new.peek()) {
            (None, None) => break,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((before, _)), Some((after, _))) => before.cmp(after),
        };
        let gone = if side.is_le() { old.next() } else { None };
        let come = if side.is_ge() { new.next() } else { None };
        match (gone, come) {
            (Some((key, _)), None) => {
                patch.insert(key.to_string(), Value::Null);
            }
            (None, Some((key, after))) => {
                patch.insert(key.to_string(), written(key, after));
            }
            (Some((key, before)), Some((_, after))) => {
                patch.extend(change(key, before, after).map(|change| (key.to_string(), change)));
            }
            (None, None) => {}
        }
    }
    (!patch.is_empty()).then_some(Value::Object(patch))
}

/// A part of a view as JSON. Views are plain data with string keys: they always serialise.
fn value(part: &impl Serialize) -> Value {
    serde_json::to_value(part).unwrap_or_default()
}
