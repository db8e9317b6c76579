//! Papers: documents of an item, kept through all their versions.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{ids::AgendaItemId, rules::Classification};

/// A stored file: immutable bytes named by their content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    /// SHA-256 of the bytes, lower-case hex.
    pub hash: String,
    /// The name it came with, NFC, without a path.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Pages; 0 where they cannot be counted (an Office file that was not turned into a PDF).
    pub pages: u32,
    /// What it is, by its content: "pdf", "docx", … Files attached before others than PDF were taken say nothing.
    #[serde(default = "pdf", skip_serializing_if = "is_pdf")]
    pub kind: String,
}

fn pdf() -> String {
    PDF.to_owned()
}

fn is_pdf(kind: &str) -> bool {
    kind == PDF
}

/// The kind of a file that is a PDF.
pub const PDF: &str = "pdf";

/// How a paper is filed, beside its title, number and symbol.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filing {
    /// Unit that submitted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Code of its type ("TTr"), as the rules list them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub type_code: Option<String>,
    /// The date it bears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_on: Option<NaiveDate>,
    /// How far it may go; none means no restriction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub classification: Option<Classification>,
}

/// A version of a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its bytes.
    pub file: FileRef,
    /// Since when it is shown.
    pub at: DateTime<Utc>,
}

/// A paper with its versions; the last one is shown, the others stay readable to those already reading them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// The item it belongs to.
    pub item_id: AgendaItemId,
    /// Title as listed.
    pub title: String,
    /// Number and symbol ("218/TTr-STC").
    pub symbol: Option<String>,
    /// Unit, type, date, classification.
    pub filing: Filing,
    /// Versions, oldest first, never empty.
    pub versions: Vec<Version>,
    /// When the last version or title was set.
    pub updated_at: DateTime<Utc>,
    /// Journal seq of the last change.
    pub revision: u64,
}
