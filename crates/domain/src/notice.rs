//! Notices: what a person should be told about a change, beside the changed picture itself.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    audience::Audience,
    event::Event,
    ids::{AgendaItemId, PaperId},
    permission::Hat,
    state::MeetingState,
};

/// A change worth telling, naming only what its audience may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Notice {
    /// The event's kind ("paper_attached").
    pub kind: &'static str,
    /// The item meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item_id: Option<AgendaItemId>,
    /// The paper meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper_id: Option<PaperId>,
    /// Its title, for what is no longer in the picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// The notice `audience` gets for `event`, which turned `before` into `after`.
pub fn notice(event: &Event, before: &MeetingState, after: &MeetingState, audience: &Audience) -> Option<Notice> {
    let plain = |item_id, paper_id, title| Some(Notice { kind: event.kind(), item_id, paper_id, title });
    let sees = |state: &MeetingState, id: &AgendaItemId| state.items.get(id).is_some_and(|item| audience.sees(*id, item.content.admission));
    if audience.hat == Hat::Wall {
        return None;
    }
    match event {
        Event::PaperAttached { item_id, paper_id, title, .. } if sees(after, item_id) => {
            plain(Some(*item_id), Some(*paper_id), Some(title.clone()))
        }
        Event::PaperReplaced { paper_id, .. } | Event::PaperWithdrawn { paper_id } => {
            let paper = before.papers.get(paper_id)?;
            if !sees(before, &paper.item_id) {
                return None;
            }
            plain(Some(paper.item_id), Some(*paper_id), Some(paper.title.clone()))
        }
        Event::AgendaItemAdded { item_id, item } if sees(after, item_id) => plain(Some(*item_id), None, Some(item.title.clone())),
        Event::AgendaItemMoved { item_id, .. } if sees(after, item_id) => plain(Some(*item_id), None, None),
        Event::AgendaItemEdited { item_id, .. } if sees(before, item_id) && sees(after, item_id) => plain(Some(*item_id), None, None),
        Event::AgendaItemRemoved { item_id } if sees(before, item_id) => {
            plain(Some(*item_id), None, before.items.get(item_id).map(|item| item.content.title.clone()))
        }
        Event::MeetingEdited { .. } | Event::SessionOpened | Event::SessionPaused | Event::SessionResumed | Event::SessionClosed => {
            plain(None, None, None)
        }
        _ => None,
    }
}
