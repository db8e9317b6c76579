//! The floor as an audience sees it: small enough that an item's queue goes with three words when the agenda moves on.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::Sight;
use crate::{ids::AttendeeId, permission::Hat};

/// The floor of the current item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FloorView {
    /// Who has the floor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub speaker: Option<SpeakerView>,
    /// Who has asked to speak: whoever has the lower number asked before. A wall names nobody.
    pub waiting: BTreeMap<AttendeeId, u64>,
    /// Who was taken out of the queue and has not asked again, with a number that is another each time: theirs to be told.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub declined: BTreeMap<AttendeeId, u64>,
    /// How many wait, for a wall.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
}

/// Who has the floor; named, because not everybody in the room sees the whole list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SpeakerView {
    /// Their place.
    pub attendee_id: AttendeeId,
    /// "Ông" or "Bà".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub honorific: Option<String>,
    /// Name.
    pub name: String,
    /// Post in full.
    pub post: String,
    /// Milliseconds spoken before the last pause.
    pub spent_ms: u64,
    /// Start of the running stretch: elapsed = `spent_ms` + (now − `running_since`). Absent in a pause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub running_since: Option<DateTime<Utc>>,
}

impl Sight<'_> {
    /// The floor; none where nobody speaks or waits, and for whoever is not at the current item.
    pub(super) fn floor(&self) -> Option<FloorView> {
        let (state, floor) = (self.state, &self.state.floor);
        let wall = self.audience.hat == Hat::Wall;
        if self.agenda().current.is_none() || if wall { floor.is_free() } else { floor.is_empty() } {
            return None;
        }
        let speaker = floor.speech.and_then(|speech| {
            let card = &state.attendees.get(&speech.attendee_id)?.place.person;
            Some(SpeakerView {
                attendee_id: speech.attendee_id,
                honorific: card.honorific.clone(),
                name: card.name.clone(),
                post: card.post.clone(),
                spent_ms: speech.spent_ms,
                running_since: speech.running_since,
            })
        });
        let named = |ids: &BTreeMap<AttendeeId, u64>| if wall { BTreeMap::new() } else { ids.clone() };
        Some(FloorView {
            speaker,
            waiting: named(&floor.waiting),
            declined: named(&floor.declined),
            count: wall.then(|| u32::try_from(floor.waiting.len()).unwrap_or(u32::MAX)),
        })
    }
}
