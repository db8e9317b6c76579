//! The hash chain: each row of a meeting's journal seals everything before it.

use chrono::{DateTime, SecondsFormat, Utc};
use sha2::{Digest, Sha256};

use crate::ids::MeetingId;

/// What the first row of a journal is chained to: the hash of the meeting's id, so that two meetings never share a chain.
pub fn genesis(meeting_id: MeetingId) -> String {
    hex::encode(Sha256::digest(meeting_id.0.as_bytes()))
}

/// The hash of a row: SHA-256 over the previous hash and every field, each preceded by its length so that no two rows
/// can read the same. `body` is the exact text stored. Lower-case hex.
pub fn seal(previous_hash: &str, seq: u64, at: DateTime<Utc>, actor: &str, kind: &str, body: &str) -> String {
    let mut hasher = Sha256::new();
    for field in [previous_hash, &seq.to_string(), &at.to_rfc3339_opts(SecondsFormat::Millis, true), actor, kind, body] {
        hasher.update(u64::try_from(field.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(field.as_bytes());
    }
    hex::encode(hasher.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_counts() {
        let at = DateTime::<Utc>::UNIX_EPOCH;
        let hash = seal("a", 1, at, "b", "c", "d");
        for other in [
            seal("x", 1, at, "b", "c", "d"),
            seal("a", 2, at, "b", "c", "d"),
            seal("a", 1, at + chrono::TimeDelta::milliseconds(1), "b", "c", "d"),
            seal("a", 1, at, "bc", "", "d"),
            seal("a", 1, at, "b", "c", ""),
        ] {
            assert_ne!(hash, other);
        }
    }
}
