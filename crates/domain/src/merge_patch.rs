//! JSON Merge Patch (RFC 7396): the difference between two views, and its application.
//!
//! Views are maps keyed by id plus order lists and hold no nulls, which is what makes merge patches exact for them.

use serde_json::{Map, Value};

/// The patch that turns `old` into `new`, or none where they are equal. Neither may hold nulls. Linear in their size.
pub fn diff(old: &Value, new: &Value) -> Option<Value> {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            let mut patch = Map::new();
            for key in old.keys().filter(|key| !new.contains_key(*key)) {
                patch.insert(key.clone(), Value::Null);
            }
            for (key, value) in new {
                match old.get(key) {
                    None => {
                        patch.insert(key.clone(), value.clone());
                    }
                    Some(before) => {
                        if let Some(change) = diff(before, value) {
                            patch.insert(key.clone(), change);
                        }
                    }
                }
            }
            (!patch.is_empty()).then_some(Value::Object(patch))
        }
        (old, new) => (old != new).then(|| new.clone()),
    }
}

/// Applies a patch in place (RFC 7396, section 2).
pub fn merge(target: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Value::Object(Map::new());
    }
    let Value::Object(target) = target else { return };
    for (key, value) in patch {
        if value.is_null() {
            target.remove(key);
        } else {
            merge(target.entry(key.clone()).or_insert(Value::Null), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn view() -> impl Strategy<Value = Value> {
        let leaf =
            prop_oneof![any::<bool>().prop_map(Value::from), any::<i32>().prop_map(Value::from), "[a-zđ]{0,3}".prop_map(Value::from)];
        leaf.prop_recursive(4, 40, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map("[a-d]", inner, 0..5).prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn old_plus_difference_is_new(old in view(), new in view()) {
            let mut picture = old.clone();
            if let Some(patch) = diff(&old, &new) {
                merge(&mut picture, &patch);
            }
            prop_assert_eq!(picture, new);
        }
    }

    #[test]
    fn only_what_changed_is_sent() {
        let old = json!({"items": {"a": {"title": "x", "state": "pending"}, "b": {"title": "y"}}, "order": ["a", "b"]});
        let new = json!({"items": {"a": {"title": "x", "state": "current"}}, "order": ["a"]});
        assert_eq!(diff(&old, &new), Some(json!({"items": {"a": {"state": "current"}, "b": null}, "order": ["a"]})));
        assert_eq!(diff(&old, &old), None);
    }
}
