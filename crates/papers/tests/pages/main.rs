//! Pictures, reading copies and signatures, tried on files made here.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod copy;
mod made;
mod picture;
mod samples;
mod signature;
mod steps;
