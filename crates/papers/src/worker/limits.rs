//! What a step may use, and who waits for it.

use super::Step;

/// Most a step may use. It is stopped at any of them, and the file is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Address space, in bytes, of each process.
    pub memory: u64,
    /// Seconds, by the clock and of processor time.
    pub seconds: u64,
    /// Largest file it may write, in bytes, into a folder of its own that is removed afterwards. None: it gets no folder, and
    /// can neither write nor open a file.
    pub scratch: Option<u64>,
}

impl Step {
    /// What it may use.
    pub fn limits(&self) -> Limits {
        match self {
            // LibreOffice starts in 0.6 GiB; a paper full of photographs is what the rest is for.
            Self::Convert => Limits { memory: 2 << 30, seconds: 60, scratch: Some(512 << 20) },
            // Less than the others: where it is stopped on the first page, nothing else is tried.
            Self::Text { .. } => Limits { memory: 2 << 30, seconds: 28, scratch: None },
            // Of a drawn page, which is all that is written, three times the largest there is.
            Self::Recognise { .. } => Limits { memory: 2 << 30, seconds: 30, scratch: Some(64 << 20) },
            Self::Examine { .. } => Limits { memory: 1 << 30, seconds: 30, scratch: None },
            Self::Office
            | Self::Picture { .. }
            | Self::Strip { .. }
            | Self::Copy { .. }
            | Self::Annotate { .. }
            | Self::Bind(_)
            | Self::Signatures { .. } => Limits { memory: 2 << 30, seconds: 30, scratch: None },
        }
    }

    /// Whether somebody stands and waits for it. Such steps have places of their own, so that a study of a thousand pages
    /// does not hold them up.
    pub fn is_awaited(&self) -> bool {
        match self {
            Self::Convert | Self::Office | Self::Recognise { .. } => false,
            Self::Examine { .. } | Self::Picture { .. } | Self::Annotate { .. } | Self::Bind(_) => true,
            Self::Text { .. } | Self::Strip { .. } | Self::Copy { .. } | Self::Signatures { .. } => false,
        }
    }

    /// What it is called in logs: never what it holds.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Convert => "convert",
            Self::Office => "office",
            Self::Recognise { .. } => "recognise",
            Self::Examine { .. } => "examine",
            Self::Text { .. } => "text",
            Self::Picture { .. } => "picture",
            Self::Strip { .. } => "strip",
            Self::Copy { .. } => "copy",
            Self::Annotate { .. } => "annotate",
            Self::Bind(_) => "bind",
            Self::Signatures { .. } => "signatures",
        }
    }
}
