//! Bytes in, facts out: what a file is, how many pages it has, why it cannot be used.
//!
//! Files come from outside and may be hostile: [`inspect::inspect`] is to be called in a child process with limits
//! ([`worker`]), never in the server itself.

pub mod inspect;
pub mod legacy;
pub mod proposal;
pub mod syllable;
pub mod worker;
