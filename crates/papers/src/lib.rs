//! Bytes in, facts out: what a file is, what stands in it, why it cannot be used.
//!
//! Files come from outside and may be hostile: whatever parses them is a [`worker::Step`], carried out in a child process with
//! limits, never in the server itself.

pub mod compare;
pub mod convert;
pub mod copy;
pub mod examine;
mod fonts;
pub mod ink;
pub mod kind;
pub mod legacy;
mod letters;
pub mod missing;
pub mod office;
pub mod official;
pub mod pack;
pub mod picture;
pub mod proposal;
pub mod recognise;
mod sheet;
pub mod signature;
pub mod syllable;
pub mod text;
mod watermark;
pub mod worker;
