//! Getting each frame, in order, to everyone allowed to see it.
//!
//! A [`Room`] holds a meeting's state and, for each audience, a ring of the frames made for it. A [`Guest`] with a socket
//! becomes a seat in a row: one task writes the same bytes to a whole row. Whoever is slow leaves the row, catches up at
//! their own pace with what they missed or one fresh snapshot, and comes back: they cost no memory and delay nobody. A
//! [`Subscription`] is the same for those who poll. Nothing here touches the database.

mod channel;
mod frame;
mod incoming;
pub mod lead;
mod line;
pub mod room;
mod row;
mod seat;
pub mod sessions;
mod start;
mod subscription;
mod viewer;

pub use frame::Frame;
pub use line::{Hold, Wire};
pub use room::{Bells, Resume, Room};
pub use seat::{End, Guest};
pub use sessions::Sessions;
pub use subscription::{Removed, Subscription};
pub use viewer::Viewer;
