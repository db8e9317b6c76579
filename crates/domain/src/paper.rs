//! Papers: documents of an item, kept through all their versions.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::AgendaItemId;

/// A stored file: immutable bytes named by their content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    /// SHA-256 of the bytes, lower-case hex.
    pub hash: String,
    /// The name it came with, NFC, without a path.
    pub name: String,
    /// Bytes.
    pub size: u64,
    /// Pages of the PDF.
    pub pages: u32,
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
    /// Unit that submitted it.
    pub unit: Option<String>,
    /// Versions, oldest first, never empty.
    pub versions: Vec<FileRef>,
    /// When the last version or title was set.
    pub updated_at: DateTime<Utc>,
    /// Journal seq of the last change.
    pub revision: u64,
}
