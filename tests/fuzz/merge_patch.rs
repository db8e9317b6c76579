//! Merge patches between any two values: what is old and the difference make what is new.
#![no_main]

use arbitrary::{Result, Unstructured};
use domain::merge_patch::{diff, merge};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

/// Any value; members have few names, so that two values meet in them. Views hold no nulls, patches do.
fn value(bytes: &mut Unstructured, nulls: bool, depth: usize) -> Result<Value> {
    let most = if depth == 0 { 3 } else { 5 };
    Ok(match bytes.int_in_range(u8::from(!nulls)..=most)? {
        0 => Value::Null,
        1 => bytes.arbitrary::<bool>()?.into(),
        2 => bytes.arbitrary::<i64>()?.into(),
        3 => bytes.arbitrary::<&str>()?.into(),
        4 => (0..bytes.int_in_range(0..=4)?).map(|_| value(bytes, nulls, depth - 1)).collect::<Result<Vec<Value>>>()?.into(),
        _ => {
            let member = |bytes: &mut Unstructured| {
                let name = match bytes.int_in_range(0..=7)? {
                    7 => bytes.arbitrary::<String>()?,
                    few => char::from(b'a' + few).to_string(),
                };
                Ok((name, value(bytes, nulls, depth - 1)?))
            };
            Value::Object((0..bytes.int_in_range(0..=5)?).map(|_| member(bytes)).collect::<Result<_>>()?)
        }
    })
}

fuzz_target!(|bytes: &[u8]| {
    let mut bytes = Unstructured::new(bytes);
    let mut value = |nulls| value(&mut bytes, nulls, 6);
    let (Ok(old), Ok(new), Ok(patch)) = (value(false), value(false), value(true)) else { return };
    let mut picture = old.clone();
    match diff(&old, &new) {
        Some(patch) => merge(&mut picture, &patch),
        None => assert_eq!(old, new),
    }
    assert_eq!(picture, new);
    // Any patch at all can be taken in, and once more changes nothing.
    merge(&mut picture, &patch);
    let once = picture.clone();
    merge(&mut picture, &patch);
    assert_eq!(picture, once);
});
