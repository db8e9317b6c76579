//! Programs beside our own that a house may install: what they are called where one is missing.

use serde::{Deserialize, Serialize};

use crate::{convert, recognise::Tesseract};

/// A program this machine lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// LibreOffice: office files stay searchable and can be downloaded, but have no pages.
    Libreoffice,
    /// Tesseract with its model of Vietnamese: scanned pages can be read, but hold no text.
    Tesseract,
}

/// What is missing now. Looks into a few folders, so it may be asked at any time.
#[must_use]
pub fn missing() -> Vec<Missing> {
    let libreoffice = convert::program().is_none().then_some(Missing::Libreoffice);
    let tesseract = Tesseract::find().is_none().then_some(Missing::Tesseract);
    libreoffice.into_iter().chain(tesseract).collect()
}
