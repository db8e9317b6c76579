//! The vote as an audience sees it: while it is open, how many have voted; then what was counted. Who chose what is asked for apart.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::Sight;
use crate::{
    audience::Audience,
    ids::{AgendaItemId, AttendeeId, MotionId},
    motion::{Choice, Motion, Tally, receipt},
    permission::Hat,
    state::MeetingState,
};

/// The newest vote on the current item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MotionView {
    /// Which.
    pub motion_id: MotionId,
    /// Its item.
    pub item_id: AgendaItemId,
    /// The question.
    pub question: String,
    /// When it was put.
    pub put_at: DateTime<Utc>,
    /// When the time announced for it is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_at: Option<DateTime<Utc>>,
    /// How many have voted.
    pub cast: u32,
    /// Who has, for those who run the meeting: never what they chose.
    pub voted: BTreeMap<AttendeeId, bool>,
    /// When it was closed; absent while it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<DateTime<Utc>>,
    /// What was counted then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tally: Option<Tally>,
}

impl Sight<'_> {
    /// The vote; none where the current item has none, and for whoever is not at it.
    pub(super) fn motion(&self) -> Option<MotionView> {
        self.agenda().current?;
        let (motion_id, motion) = self.state.motion()?;
        let runs = matches!(self.audience.hat, Hat::Secretariat | Hat::Chair | Hat::Secretary);
        let watched = runs && motion.is_open();
        Some(MotionView {
            motion_id,
            item_id: motion.item_id,
            question: motion.question.clone(),
            put_at: motion.put_at,
            due_at: motion.due_at,
            cast: u32::try_from(motion.ballots.len()).unwrap_or(u32::MAX),
            voted: if watched { motion.ballots.keys().map(|id| (*id, true)).collect() } else { BTreeMap::new() },
            closed_at: motion.result.as_ref().map(|(at, _)| *at),
            tally: motion.result.as_ref().map(|(_, tally)| tally.clone()),
        })
    }
}

/// A vote that was counted, with who chose what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct VoteView {
    /// Which.
    pub motion_id: MotionId,
    /// Its item.
    pub item_id: AgendaItemId,
    /// The question.
    pub question: String,
    /// When it was put.
    pub put_at: DateTime<Utc>,
    /// When it was closed.
    pub closed_at: DateTime<Utc>,
    /// What was counted.
    pub tally: Tally,
    /// Who chose what, in protocol order. Empty for guests: they do not have the list.
    pub ballots: Vec<BallotView>,
}

/// One ballot of an open vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BallotView {
    /// Whose.
    pub attendee_id: AttendeeId,
    /// Name.
    pub name: String,
    /// Post in full.
    pub post: String,
    /// What they chose.
    pub choice: Choice,
    /// When.
    pub at: DateTime<Utc>,
    /// What they were shown.
    pub receipt: String,
}

/// The votes of a meeting that are counted, in the order they were put: those on items `audience` sees.
pub fn votes(state: &MeetingState, audience: &Audience) -> Vec<VoteView> {
    let sight = Sight::of(state, audience);
    let named = sight.sees_everybody();
    let seen: BTreeSet<AgendaItemId> = sight.items().map(|(id, _)| id).collect();
    let mut motions: Vec<_> = state.motions.iter().filter(|(_, motion)| seen.contains(&motion.item_id)).collect();
    motions.sort_by_key(|(_, motion)| motion.put);
    let order = if named { state.attendees_in_order() } else { Vec::new() };
    let ballot = |motion_id, motion: &Motion, id: &AttendeeId| {
        let (ballot, attendee) = (motion.ballots.get(id)?, state.attendees.get(id)?);
        Some(BallotView {
            attendee_id: *id,
            name: attendee.place.person.name.clone(),
            post: attendee.place.person.post.clone(),
            choice: ballot.choice,
            at: ballot.at,
            receipt: receipt(motion_id, *id, ballot),
        })
    };
    let counted = motions.into_iter().filter_map(|(id, motion)| {
        let (closed_at, tally) = motion.result.clone()?;
        Some(VoteView {
            motion_id: *id,
            item_id: motion.item_id,
            question: motion.question.clone(),
            put_at: motion.put_at,
            closed_at,
            tally,
            ballots: order.iter().filter_map(|attendee| ballot(*id, motion, attendee)).collect(),
        })
    });
    counted.collect()
}
