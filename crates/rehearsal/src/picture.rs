//! The pictures tablets hold. A thousand tablets of one audience hold the same one: it is read and kept once.

use std::{
    collections::HashMap,
    fmt,
    ops::Deref,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use domain::merge_patch::merge;
use serde_json::Value;

/// A meeting as one tablet has it. Cheap to clone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Picture(Arc<Value>);

impl Picture {
    /// Takes a patch in; who else holds this picture keeps it as it was.
    pub fn merge(&mut self, patch: &Value) {
        merge(Arc::make_mut(&mut self.0), patch);
    }
}

impl From<Value> for Picture {
    fn from(view: Value) -> Self {
        Self(Arc::new(view))
    }
}

impl Deref for Picture {
    type Target = Value;

    fn deref(&self) -> &Value {
        &self.0
    }
}

impl fmt::Display for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl PartialEq<Value> for Picture {
    fn eq(&self, other: &Value) -> bool {
        *self.0 == *other
    }
}

impl PartialEq<Picture> for Value {
    fn eq(&self, other: &Picture) -> bool {
        *other == *self
    }
}

/// What a frame says, but for what concerns one tablet alone.
#[derive(Debug, Clone)]
pub(crate) struct Shared {
    /// The frame without `view` and `patch`.
    pub frame: Arc<Value>,
    /// Whether it was a snapshot.
    pub snapshot: bool,
    /// The picture it leads to.
    pub picture: Picture,
}

/// Frames read so far, by the picture they came upon. A picture depends on nothing but the frames that led to it, so whoever
/// receives the same bytes on the same picture may hold the same result; it goes with the last tablet that holds it.
#[derive(Debug, Default)]
pub(crate) struct Album {
    /// What everybody holds who has seen nothing yet.
    blank: Picture,
    frames: Mutex<HashMap<usize, HashMap<Box<str>, Kept>>>,
}

#[derive(Debug)]
struct Kept {
    // While this is kept, the address it is found by is no other picture's.
    _before: Weak<Value>,
    frame: Arc<Value>,
    snapshot: bool,
    picture: Weak<Value>,
}

impl Album {
    /// The picture to begin with.
    pub fn blank(&self) -> Picture {
        self.blank.clone()
    }

    /// What `text` makes of `picture`; nothing where it is no word about a picture.
    pub fn read(&self, picture: &Picture, text: &str) -> Option<Shared> {
        // Held while a frame is read for the first time: the others would only read it again.
        let mut album = self.frames.lock().unwrap_or_else(PoisonError::into_inner);
        let before = Arc::as_ptr(&picture.0) as usize;
        if let Some(kept) = album.get(&before).and_then(|frames| frames.get(text))
            && let Some(after) = kept.picture.upgrade()
        {
            return Some(Shared { frame: kept.frame.clone(), snapshot: kept.snapshot, picture: Picture(after) });
        }
        let mut frame: Value = serde_json::from_str(text).ok()?;
        let members = frame.as_object_mut()?;
        let (snapshot, after) = match (members.remove("view"), members.remove("patch")) {
            (Some(view), _) => (true, Picture::from(view)),
            (None, Some(patch)) => {
                let mut after = picture.clone();
                after.merge(&patch);
                (false, after)
            }
            (None, None) => return None,
        };
        let frame = Arc::new(frame);
        let kept = Kept { _before: Arc::downgrade(&picture.0), frame: frame.clone(), snapshot, picture: Arc::downgrade(&after.0) };
        album.entry(before).or_default().insert(text.into(), kept);
        Some(Shared { frame, snapshot, picture: after })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_same_frames_lead_to_the_same_picture_kept_once() {
        let album = Album::default();
        let (one, other) = (album.blank(), album.blank());
        let snapshot = r#"{"epoch":"a","seq":1,"view":{"room":"A","title":"T"}}"#;
        let one = album.read(&one, snapshot).expect("a picture");
        let other = album.read(&other, snapshot).expect("a picture");
        assert!(one.snapshot && Arc::ptr_eq(&one.picture.0, &other.picture.0));
        let change = r#"{"seq":2,"patch":{"room":"B"}}"#;
        let after = album.read(&one.picture, change).expect("a picture");
        let same = album.read(&other.picture, change).expect("a picture");
        assert!(Arc::ptr_eq(&after.picture.0, &same.picture.0));
        assert_eq!(after.picture, json!({ "room": "B", "title": "T" }));
        assert_eq!(*after.frame, json!({ "seq": 2 }));
        // Who has not had the change yet still holds what was before.
        assert_eq!(one.picture, json!({ "room": "A", "title": "T" }));
    }

    #[test]
    fn another_picture_is_led_elsewhere() {
        let album = Album::default();
        let one = album.read(&album.blank(), r#"{"seq":1,"view":{"room":"A"}}"#).expect("a picture");
        let other = album.read(&album.blank(), r#"{"seq":1,"view":{"title":"T"}}"#).expect("a picture");
        let change = r#"{"seq":2,"patch":{"room":"B"}}"#;
        assert_eq!(album.read(&one.picture, change).expect("a picture").picture, json!({ "room": "B" }));
        assert_eq!(album.read(&other.picture, change).expect("a picture").picture, json!({ "room": "B", "title": "T" }));
        assert!(album.read(&one.picture, r#"{"seq":3}"#).is_none());
    }
}
