//! A motion: the question put to the vote, the ballots cast on it, and what they add up to.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use crate::{
    attendee::AttendeeRole,
    ids::{AgendaItemId, AttendeeId, MotionId},
    rules::MajorityRule,
    state::MeetingState,
};

/// What one votes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema, strum::EnumIter)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// "Tán thành".
    For,
    /// "Không tán thành".
    Against,
    /// "Không có ý kiến".
    Abstain,
}

/// One person's choice. Open: who chose what is in the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ballot {
    /// What they chose.
    pub choice: Choice,
    /// When the journal took it.
    pub at: DateTime<Utc>,
}

/// A question put to the vote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Motion {
    /// The item it belongs to.
    pub item_id: AgendaItemId,
    /// The question, as it was put.
    pub question: String,
    /// When it was put.
    pub put_at: DateTime<Utc>,
    /// Seq of its being put: tells which of an item's motions is the newest.
    pub put: u64,
    /// When the time announced for it is over; nothing ends by itself then.
    pub due_at: Option<DateTime<Utc>>,
    /// Who has voted.
    pub ballots: BTreeMap<AttendeeId, Ballot>,
    /// When it was closed, and what was counted; none while it is open.
    pub result: Option<(DateTime<Utc>, Tally)>,
}

/// What the ballots add up to: `for` + `against` + `abstain` + `silent` + `absent` = `members`, always.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Tally {
    /// All who vote in this meeting, here or not.
    pub members: u32,
    /// "Tán thành".
    #[serde(rename = "for")]
    pub in_favour: u32,
    /// "Không tán thành".
    pub against: u32,
    /// "Không có ý kiến".
    pub abstain: u32,
    /// Present, and did not vote.
    pub silent: u32,
    /// Not present, and did not vote.
    pub absent: u32,
    /// What it takes, where the kind of meeting has a rule; absent where it has none: then nothing is said but numbers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub majority: Option<Majority>,
}

/// Whether there are enough, and by what rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Majority {
    /// Votes in favour it takes.
    pub needed: u32,
    /// Whether it is carried.
    pub carried: bool,
    /// Whether it hung in the balance and the chair's own vote decided.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_chair: bool,
    /// Where the rule is from.
    pub source: String,
}

/// What somebody is shown once their ballot is in the journal, to compare with the minutes: eight signs, in which no two look alike.
/// It is made of the meeting's ids and of the choice itself: a ballot that was changed has another.
pub fn receipt(motion_id: MotionId, attendee_id: AttendeeId, ballot: &Ballot) -> String {
    /// Crockford's: without I, L, O, U.
    const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let digest = Sha256::new()
        .chain_update(motion_id.0.as_bytes())
        .chain_update(attendee_id.0.as_bytes())
        .chain_update([ballot.choice as u8])
        .chain_update(ballot.at.timestamp_millis().to_be_bytes())
        .finalize();
    let bits = digest.iter().take(5).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    let sign = |place: u32| SIGNS.get((bits >> (5 * place) & 31) as usize).map_or('0', |sign| char::from(*sign));
    let code: String = (0..8).rev().map(sign).collect();
    format!("{} {}", &code[..4], &code[4..])
}

impl Motion {
    /// Whether ballots are still taken.
    pub fn is_open(&self) -> bool {
        self.result.is_none()
    }

    /// What the ballots add up to among those who vote in `state` now. Cost grows with the people of the meeting.
    pub fn count(&self, state: &MeetingState) -> Tally {
        let mut tally = Tally { members: 0, in_favour: 0, against: 0, abstain: 0, silent: 0, absent: 0, majority: None };
        let mut chairs = None;
        for (id, attendee) in state.attendees.iter().filter(|(_, attendee)| attendee.place.votes) {
            let choice = self.ballots.get(id).map(|ballot| ballot.choice);
            if attendee.place.role == AttendeeRole::Chair {
                chairs = choice;
            }
            let counted = match (choice, attendee.present_at) {
                (Some(Choice::For), _) => &mut tally.in_favour,
                (Some(Choice::Against), _) => &mut tally.against,
                (Some(Choice::Abstain), _) => &mut tally.abstain,
                (None, Some(_)) => &mut tally.silent,
                (None, None) => &mut tally.absent,
            };
            *counted += 1;
            tally.members += 1;
        }
        tally.majority = state.kind.majority.as_ref().map(|rule| majority(rule, &tally, chairs));
        tally
    }
}

fn majority(rule: &MajorityRule, tally: &Tally, chairs: Option<Choice>) -> Majority {
    let needed = rule.more_than.exceeded(tally.members);
    let enough = tally.in_favour >= needed;
    // Exactly the share that must be exceeded: as many as can be against.
    let balanced =
        !enough && tally.in_favour > 0 && tally.in_favour == rule.more_than.needed(tally.members) && tally.in_favour + 1 == needed;
    let by_chair = balanced && rule.tie_follows_chair && chairs == Some(Choice::For);
    Majority { needed, carried: enough || by_chair, by_chair, source: rule.source.clone() }
}
