//! Getting each frame, in order, to everyone allowed to see it.
//!
//! A [`room::Room`] holds a meeting's state and, for each audience, the picture it last sent and a ring of the frames
//! that led there. A [`subscription::Subscription`] is one tablet's place in that ring: a cursor and nothing else, so a
//! slow tablet costs no memory and delays nobody. It either takes all it missed in one go, or, when the ring has moved
//! past it, one fresh snapshot. Nothing here touches a socket or the database.

mod channel;
pub mod room;
pub mod sessions;
pub mod subscription;
mod viewer;

pub use channel::Frame;
pub use room::{Resume, Room};
pub use sessions::Sessions;
pub use subscription::{End, Subscription};
pub use viewer::Viewer;
