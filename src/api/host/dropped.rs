//! What a host answers beyond what it was asked: it goes no further, and is reported by name.

use crate::api::Checks;
use envdock_contract::model::KeyName;
use envdock_contract::wire::ChecksBody;
use envdock_core::PartResult;
use js_sys::{Array, Object, Reflect};
use std::collections::BTreeSet;
use wasm_bindgen::{JsCast, JsValue};

/// Says in the console which keys were not asked for, and what came with a key beside its
/// presence: names only. Nothing of it is read.
pub(super) fn tell(asked: &ChecksBody, answer: &JsValue) {
    let results = array(answer, "results");
    let mut names = Vec::new();
    for (context, result) in asked.contexts.iter().zip(results.iter()) {
        let keys: BTreeSet<&str> = context.keys.iter().map(KeyName::as_str).collect();
        for entry in array(&result, "keys").iter() {
            let Some(key) = get(&entry, "key").as_string() else { continue };
            if keys.contains(key.as_str()) {
                let fields = entry.dyn_ref::<Object>().map(Object::keys).unwrap_or_default();
                let fields = fields.iter().filter_map(|field| field.as_string());
                let more = fields.filter(|field| field != "key" && field != "presence");
                names.extend(more.map(|field| [key.as_str(), ".", &field].concat()));
            } else {
                names.push(key);
            }
        }
    }
    // What is no name may be anything.
    names.retain(|name| {
        name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_.".contains(&byte))
    });
    if !names.is_empty() {
        let told = [
            "envdock: check() of the host's adapter answered more than was asked, which \
             was dropped: ",
            &names.join(", "),
        ];
        web_sys::console::warn_1(&JsValue::from_str(&told.concat()));
    }
}

/// Takes out the keys that were not asked for.
pub(super) fn take_out(asked: &ChecksBody, checks: &mut Checks) {
    for (context, result) in asked.contexts.iter().zip(&mut checks.results) {
        if let PartResult::Keys(keys) = result {
            let asked: BTreeSet<&KeyName> = context.keys.iter().collect();
            keys.retain(|(key, _)| asked.contains(key));
        }
    }
}

fn array(object: &JsValue, name: &str) -> Array {
    get(object, name).dyn_into().unwrap_or_default()
}

fn get(object: &JsValue, name: &str) -> JsValue {
    // What is no object has no properties.
    Reflect::get(object, &JsValue::from_str(name)).unwrap_or_default()
}
