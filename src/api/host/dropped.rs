//! What a host answers beyond what it was asked: it goes no further, and is reported by name.

use envdock_contract::model::KeyName;
use envdock_contract::wire::ChecksBody;
use js_sys::{Array, Object, Reflect};
use std::collections::BTreeSet;
use wasm_bindgen::{JsCast, JsValue};

/// The answer without the keys that were not asked for: what they hold is not read, so that
/// nothing of it makes the rest unreadable. Says in the console which they were, and what came with
/// a key beside its presence.
pub(super) fn take_out(asked: &ChecksBody, answer: &JsValue) -> JsValue {
    let mut told = Vec::new();
    let mut results = Vec::new();
    for (at, result) in array(answer, "results").unwrap_or_default().iter().enumerate() {
        let keys = asked.contexts.get(at).map(|context| &context.keys);
        let keys: BTreeSet<&str> = keys.into_iter().flatten().map(KeyName::as_str).collect();
        results.push(match array(&result, "keys") {
            Some(entries) => {
                let place = ["results[", &at.to_string(), "].keys["].concat();
                with(&result, "keys", &asked_for(&keys, &entries, &place, &mut told))
            }
            None => result,
        });
    }
    if !told.is_empty() {
        let told = [
            "envdock: check() of the host's adapter answered more than was asked, which \
             was dropped: ",
            &told.join(", "),
        ];
        web_sys::console::warn_1(&JsValue::from_str(&told.concat()));
    }
    with(answer, "results", &results.iter().collect())
}

/// The entries of these keys; `told` names what is more.
fn asked_for(keys: &BTreeSet<&str>, entries: &Array, place: &str, told: &mut Vec<String>) -> Array {
    let is_asked = |(at, entry): &(usize, JsValue)| {
        let key = get(entry, "key").as_string().unwrap_or_default();
        let mut tell = |name: String| {
            // What is no name may be anything.
            let is_name = !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.".contains(&byte));
            told.push(if is_name { name } else { [place, &at.to_string(), "]"].concat() });
        };
        if !keys.contains(key.as_str()) {
            tell(key);
            return false;
        }
        let fields = entry.dyn_ref::<Object>().map(Object::keys).unwrap_or_default();
        let fields = fields.iter().filter_map(|field| field.as_string());
        let more = fields.filter(|field| field != "key" && field != "presence");
        more.for_each(|field| tell([key.as_str(), ".", &field].concat()));
        true
    };
    entries.iter().enumerate().filter(is_asked).map(|(_, entry)| entry).collect()
}

/// A copy: the host may keep what it answers.
fn with(object: &JsValue, name: &str, value: &Array) -> JsValue {
    // Nothing has no properties.
    let copy = Object::assign(&Object::new(), object.dyn_ref().unwrap_or(&Object::new()));
    // Setting a property of a plain object does not fail.
    let _ = Reflect::set(&copy, &JsValue::from_str(name), value);
    copy.into()
}

fn array(object: &JsValue, name: &str) -> Option<Array> {
    get(object, name).dyn_into().ok()
}

fn get(object: &JsValue, name: &str) -> JsValue {
    // What is no object has no properties.
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or_default()
}
