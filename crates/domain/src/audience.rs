//! Audiences: classes of people who may see exactly the same of a meeting. A view is computed once for each.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    agenda::Admission,
    ids::{AgendaItemId, AttendeeId, PaperId},
    permission::{Action, Hat, may},
    person::{Actor, HouseRole},
    state::MeetingState,
};

/// Through which door somebody looks at a meeting.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, utoipa::ToSchema, strum::EnumString, strum::IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Door {
    /// The secretariat's desk.
    Desk,
    /// An attendee's tablet, the chair's included.
    Room,
    /// The display in the room.
    Wall,
}

/// A class of people with the same view.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Audience {
    /// In what capacity they look.
    pub hat: Hat,
    /// Items this class sees only because they are named for them. Empty for hats that see all items anyway.
    pub admitted: BTreeSet<AgendaItemId>,
}

impl Audience {
    /// The audience of `actor` at `door`, or none where they have no business.
    pub fn of(state: &MeetingState, actor: &Actor, door: Door) -> Option<Self> {
        let attendee = actor.person_id.and_then(|person| state.attendee_of(person));
        let (hat, action) = match door {
            Door::Desk => (secretariat(actor)?, Action::SeeDesk),
            Door::Room => {
                let (id, _) = attendee?;
                let audience = Self::of_attendee(state, id)?;
                return may(audience.hat, Action::SeeRoom, state.phase).then_some(audience);
            }
            Door::Wall => {
                let hat = match actor.house_role {
                    HouseRole::Display => Hat::Wall,
                    HouseRole::Secretariat => Hat::Secretariat,
                    HouseRole::Administrator | HouseRole::Person => attendee?.1.place.role.into(),
                };
                return may(hat, Action::SeeWall, state.phase).then(|| Self { hat: Hat::Wall, admitted: BTreeSet::new() });
            }
        };
        may(hat, action, state.phase).then(|| Self { hat, admitted: BTreeSet::new() })
    }

    /// The audience an attendee belongs to, published or not: what "preview as this attendee" shows.
    pub fn of_attendee(state: &MeetingState, attendee_id: AttendeeId) -> Option<Self> {
        let attendee = state.attendees.get(&attendee_id)?;
        let hat = Hat::from(attendee.place.role);
        let admitted = match hat {
            Hat::Guest => named(state, attendee_id, |_| true),
            Hat::Invited => named(state, attendee_id, |admission| admission == Admission::Members),
            Hat::Secretariat | Hat::Chair | Hat::Secretary | Hat::Member | Hat::Wall => BTreeSet::new(),
        };
        Some(Self { hat, admitted })
    }

    /// Whether this audience may see the item and its papers.
    pub fn sees(&self, item_id: AgendaItemId, admission: Admission) -> bool {
        match self.hat {
            Hat::Secretariat | Hat::Chair | Hat::Secretary | Hat::Member => true,
            Hat::Invited => admission == Admission::All || self.admitted.contains(&item_id),
            Hat::Guest => self.admitted.contains(&item_id),
            // A members' item comes to the wall only while it is dealt with (view.rs), when nobody else is in the room.
            Hat::Wall => admission == Admission::All,
        }
    }
}

fn secretariat(actor: &Actor) -> Option<Hat> {
    (actor.house_role == HouseRole::Secretariat).then_some(Hat::Secretariat)
}

fn named(state: &MeetingState, attendee_id: AttendeeId, which: impl Fn(Admission) -> bool) -> BTreeSet<AgendaItemId> {
    state
        .items
        .iter()
        .filter(|(_, item)| item.content.guests.contains(&attendee_id) && which(item.content.admission))
        .map(|(id, _)| *id)
        .collect()
}

/// Who may read which paper of a meeting, for those who ask across meetings: attendees with the same key are one audience.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Readership {
    /// The audience of each attendee who may look at the meeting now.
    pub attendees: BTreeMap<AttendeeId, String>,
    /// The audiences that may read each paper.
    pub papers: BTreeMap<PaperId, BTreeSet<String>>,
}

impl Readership {
    /// Everybody's reading of a meeting as it is now. Cost grows with attendees × items + audiences × papers.
    pub fn of(state: &MeetingState) -> Self {
        let mut keys: BTreeMap<Audience, String> = BTreeMap::new();
        let mut readership = Self::default();
        for id in state.attendees.keys() {
            let Some(audience) = Audience::of_attendee(state, *id) else { continue };
            if !may(audience.hat, Action::SeeRoom, state.phase) {
                continue;
            }
            let number = keys.len();
            let hat: &str = audience.hat.into();
            let key = keys.entry(audience).or_insert_with(|| format!("{hat}/{number}"));
            readership.attendees.insert(*id, key.clone());
        }
        for (id, paper) in &*state.papers {
            let Some(item) = state.items.get(&paper.item_id) else { continue };
            let reads = |audience: &Audience| audience.sees(paper.item_id, item.content.admission);
            readership.papers.insert(*id, keys.iter().filter(|(audience, _)| reads(audience)).map(|(_, key)| key.clone()).collect());
        }
        readership
    }
}

/// The hats `actor` may act under in this meeting; none means the meeting does not exist for them.
pub fn hats(state: &MeetingState, actor: &Actor) -> Vec<Hat> {
    let attendee = actor.person_id.and_then(|person| state.attendee_of(person)).map(|(_, attendee)| Hat::from(attendee.place.role));
    let house = match actor.house_role {
        HouseRole::Secretariat => Some(Hat::Secretariat),
        HouseRole::Display => Some(Hat::Wall),
        HouseRole::Administrator | HouseRole::Person => None,
    };
    house.into_iter().chain(attendee).collect()
}
