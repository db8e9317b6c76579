//! Rules that are data: numbers with a source and a date, read from a rules file and handed to the decisions.

use serde::{Deserialize, Serialize};

/// A share of the voting members, e.g. 2/3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fraction {
    /// Upper number.
    pub numerator: u32,
    /// Lower number, at least 1.
    pub denominator: u32,
}

impl Fraction {
    /// The smallest whole number of people that is more than this share of `members`.
    pub fn exceeded(self, members: u32) -> u32 {
        let product = u64::from(members) * u64::from(self.numerator);
        u32::try_from(product / u64::from(self.denominator.max(1)) + 1).unwrap_or(u32::MAX)
    }

    /// The smallest whole number of people that is at least this share of `members`.
    pub fn needed(self, members: u32) -> u32 {
        let product = u64::from(members) * u64::from(self.numerator);
        u32::try_from(product.div_ceil(u64::from(self.denominator.max(1)))).unwrap_or(u32::MAX)
    }
}

/// How many voting members must be present, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuorumRule {
    /// The share of all voting members.
    pub share: Fraction,
    /// Where the number is from, shown beside it.
    pub source: String,
}

/// What it takes to carry a motion, and who says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MajorityRule {
    /// Votes in favour must be more than this share of all voting members, present or not.
    pub more_than: Fraction,
    /// Whether, at exactly this share, the chair's own vote decides.
    #[serde(default)]
    pub tie_follows_chair: bool,
    /// Where the number is from, shown beside it.
    pub source: String,
}

/// A kind of meeting with the rules that hold for it. Copied into the meeting when it is created, so that a later
/// change of the rules file never rewrites a past meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MeetingKind {
    /// Stable code ("phien_hop_thuong_ky").
    pub code: String,
    /// Vietnamese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Quorum, where the kind has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quorum: Option<QuorumRule>,
    /// What carries a motion, where the kind has a rule: without one, votes are counted and nothing is declared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub majority: Option<MajorityRule>,
}

/// How far a paper may go. Copied into the paper, so that a later change of the rules file never opens what was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Classification {
    /// Stable code ("noi_bo").
    pub code: String,
    /// Vietnamese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// Whether pages are shown with the reader's name, device and time across them.
    #[serde(default)]
    pub watermark: bool,
    /// Whether this house takes such papers at all. A house on a network does not take state secrets.
    #[serde(default = "yes")]
    pub accepted: bool,
    /// Whether tablets may keep such papers, encrypted, to be read without network. What may not be kept is read from the server
    /// alone.
    #[serde(default = "yes")]
    pub keep: bool,
    /// Where the rule is from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

fn yes() -> bool {
    true
}

/// A type of official paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct PaperType {
    /// Its abbreviation in numbers and symbols ("TTr").
    pub code: String,
    /// Vietnamese name.
    pub name: String,
    /// English name.
    pub name_en: String,
}

/// The rules of the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// The kinds of meeting, in the order they are offered.
    pub kinds: Vec<MeetingKind>,
    /// Types of paper, in the order they are offered.
    #[serde(default)]
    pub paper_types: Vec<PaperType>,
    /// Classifications, the least restrictive first.
    #[serde(default)]
    pub classifications: Vec<Classification>,
    /// Papers on tablets without network.
    #[serde(default)]
    pub offline: OfflineRule,
}

/// How long tablets keep the papers of a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfflineRule {
    /// Hours after the planned end at which a tablet erases them, whether or not it hears from the server.
    pub hours: u32,
}

impl Default for OfflineRule {
    fn default() -> Self {
        Self { hours: 12 }
    }
}

impl Rules {
    /// The kind with this code.
    pub fn kind(&self, code: &str) -> Option<&MeetingKind> {
        self.kinds.iter().find(|kind| kind.code == code)
    }

    /// The classification with this code.
    pub fn classification(&self, code: &str) -> Option<&Classification> {
        self.classifications.iter().find(|classification| classification.code == code)
    }

    /// The classification a paper bears in these words ("Tối mật").
    pub fn stamped(&self, words: &str) -> Option<&Classification> {
        self.classifications.iter().find(|classification| classification.name == words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_thirds_round_up() {
        let share = Fraction { numerator: 2, denominator: 3 };
        assert_eq!([0, 1, 2, 3, 22, 48].map(|members| share.needed(members)), [0, 1, 2, 2, 15, 32]);
    }

    #[test]
    fn more_than_half_is_never_half() {
        let share = Fraction { numerator: 1, denominator: 2 };
        assert_eq!([0, 1, 2, 3, 27, 48].map(|members| share.exceeded(members)), [1, 1, 2, 2, 14, 25]);
    }
}
