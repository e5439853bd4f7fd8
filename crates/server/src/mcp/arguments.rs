//! Arguments of tools. An error names the place, never what stands there.

use crate::error::HttpError;
use envdock_contract::wire::ErrorCode;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

/// Reads the arguments of a tool.
///
/// # Errors
/// The place of the first mistake.
pub(super) fn read<T: DeserializeOwned>(arguments: Value) -> Result<T, HttpError> {
    serde_path_to_error::deserialize(arguments).map_err(|error| {
        let place = place(error.path());
        let detail = format!(
            "{place}: something is missing, is of another kind than the tool's schema says, or \
             is not in it; nothing was done"
        );
        HttpError::refused(ErrorCode::InvalidBody, &detail)
    })
}

/// Where it is. Names that the tools do not have may be anything, also a pasted value.
fn place(path: &Path) -> String {
    let mut place = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => place.extend(["[", &index.to_string(), "]"]),
            Segment::Map { key } => {
                let is_plain = key.len() <= 20 && key.chars().all(|c| matches!(c, 'a'..='z' | '_'));
                if !place.is_empty() {
                    place.push('.');
                }
                place.push_str(if is_plain { key } else { "…" });
            }
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    if place.is_empty() { "the arguments".to_owned() } else { place }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use serde_json::json;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        #[expect(dead_code, reason = "only read")]
        key: String,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Outer {
        #[expect(dead_code, reason = "only read")]
        keys: Vec<Inner>,
    }

    #[test]
    fn a_mistake_is_told_by_its_place_without_what_stands_there() {
        for (arguments, place) in [
            (json!({ "keys": [{ "key": "A" }, { "key": 17 }] }), "keys[1].key: "),
            (json!({ "keys": [{ "key": "A", "value": "sk_canary" }] }), "keys[0].value: "),
            (json!({ "keys": [{ "key": "A", "sk_canary-1": 1 }] }), "keys[0].…: "),
            (json!({ "keys": "sk_canary" }), "keys: "),
            (json!({}), "the arguments: "),
            (json!("sk_canary"), "the arguments: "),
        ] {
            let detail = read::<Outer>(arguments).unwrap_err().to_string();
            assert!(detail.starts_with(place) && !detail.contains("canary"), "{detail}");
        }
    }
}
