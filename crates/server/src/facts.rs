//! What a study found out about a file, as it is kept beside it.

use papers::{
    copy::{Reason, Removed},
    missing::Missing,
    proposal::Proposal,
    signature::Signature,
    text::Warning,
};
use serde::{Deserialize, Serialize};

/// Everything known about a file beside its pages. Kept as JSON: what an older program did not know is absent.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Facts {
    /// Steps of the study that came to their end, so that it goes on after them.
    pub steps: Vec<String>,
    /// What people should know.
    pub warnings: Vec<Warning>,
    /// What the reading copy has not.
    pub removed: Vec<Removed>,
    /// Images made smaller in the reading copy.
    pub images: u32,
    /// Why there is no reading copy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_copy: Option<Reason>,
    /// Its signatures; none where they were not looked for or could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signatures: Option<Vec<Signature>>,
    /// What its first page says it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Proposal>,
    /// Programs this machine lacked.
    pub missing: Vec<Missing>,
    /// An office file LibreOffice could not make a PDF.
    pub unconvertible: bool,
    /// The PDF made of an office file mixes fonts within words: the right ones are not installed.
    pub poor_fonts: bool,
    /// Pages whose text should be recognised from their pictures.
    pub unread: Vec<u32>,
}

impl Facts {
    /// Reads what was kept.
    pub fn from_json(kept: &str) -> Self {
        serde_json::from_str(kept).unwrap_or_default()
    }

    /// As it is kept.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Whether this step came to its end.
    pub fn has(&self, step: &str) -> bool {
        self.steps.iter().any(|done| done == step)
    }
}
