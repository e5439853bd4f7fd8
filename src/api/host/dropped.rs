//! What a host answers beyond what it was asked: it goes no further, and is reported by name.

use envdock_contract::model::KeyName;
use envdock_contract::wire::ChecksBody;
use js_sys::{Array, Object, Reflect};
use std::collections::BTreeSet;
use wasm_bindgen::{JsCast, JsValue};

/// What a stored value has, besides the value that nobody shall answer.
const STORED: [&str; 4] = ["scope", "version", "updated_at", "updated_by"];

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
    told.dedup();
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
        let mut tell = |of: &str, name: &str| {
            // What is no name may be anything.
            let place = || [place, &at.to_string(), "]"].concat();
            told.push(if is_name(name) { [of, name].concat() } else { place() });
        };
        if !keys.contains(key.as_str()) {
            tell("", &key);
            return false;
        }
        let of_key = [key.as_str(), "."].concat();
        more(entry, &["key", "presence"]).for_each(|field| tell(&of_key, &field));
        let stored = array(&get(entry, "presence"), "stored").unwrap_or_default();
        for one in stored.iter() {
            more(&one, &STORED).for_each(|field| tell(&of_key, &field));
        }
        true
    };
    entries.iter().enumerate().filter(is_asked).map(|(_, entry)| entry).collect()
}

/// The fields of an object that are not among these.
fn more(object: &JsValue, known: &[&str]) -> impl Iterator<Item = String> {
    let fields = object.dyn_ref::<Object>().map(Object::keys).unwrap_or_default();
    let fields: Vec<String> = fields.iter().filter_map(|field| field.as_string()).collect();
    fields.into_iter().filter(|field| !known.contains(&field.as_str()))
}

/// Whether it reads like a name. A host may have put a value in a name's place, and those that
/// programs make are long, mix upper and lower case, or have many digits.
fn is_name(text: &str) -> bool {
    let n_of = |is: fn(&u8) -> bool| text.bytes().filter(is).count();
    let n_digits = n_of(u8::is_ascii_digit);
    let is_mixed = n_of(u8::is_ascii_uppercase) > 0 && n_of(u8::is_ascii_lowercase) > 0;
    (1..=40).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.".contains(&byte))
        && !is_mixed
        && n_digits * 6 <= text.len()
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
