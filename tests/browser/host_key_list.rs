//! A host whose interface has lists of keys: what it does not say is not guessed.

use crate::host_api::{CANARY, Host, fill};
use crate::project::session;
use wasm_bindgen_test::wasm_bindgen_test;

/// `A` and `B` are needed, `B` is there.
fn host() -> Host {
    Host::new(
        "globalThis.there = new Set(['B']);
        globalThis.asked = [];
        globalThis.failures = 0;
        return globalThis.adapter = keyListAdapter({
            async projects() {
                const keys = ['A', 'B'].map((name) => ({ name, required: true }));
                return [{ id: 'shop', name: 'shop', envFiles: [{ path: '.env', keys }] }];
            },
            async check(id, keys) { return keys.map((key) => ({ key, exists: there.has(key) })); },
            async create(id, key) {
                asked.push(['create', key]);
                if (globalThis.failures-- > 0) { throw new Error('no'); }
                there.add(key);
            },
            async remove(id, key) { asked.push(['remove', key]); there.delete(key); },
            async submit(id, values) { asked.push(['submit', id, ...Object.keys(values)]); },
        }, 'ada');",
    )
}

#[wasm_bindgen_test]
async fn an_interface_with_key_lists_is_enough_too() {
    let host = host();
    let (stage, _store) = host.open();
    stage.see("1 of 2 required set").await;
    fill(&stage, "A").await;
    stage.see("2 of 2 required set").await;
    stage.click("B").await;
    stage.click("Replace").await;
    stage.type_into("New value of B", CANARY).await;
    stage.press_in("New value of B", "Enter").await;
    stage.see_no("New value of B").await;
    stage.see("2 of 2 required set").await;
    let expected = r#"[["create","A"],["remove","B"],["create","B"]]"#;
    assert_eq!(host.read("asked"), expected);
    assert!(stage.button("Undo B").is_none(), "what cannot be taken back is offered");
    assert!(stage.button("Add a key…").is_none(), "a spec that cannot be saved is offered");
}

#[wasm_bindgen_test]
async fn what_came_to_be_there_meanwhile_is_not_replaced_unasked() {
    let host = host();
    let (stage, _store) = host.open();
    stage.see("1 of 2 required set").await;
    js_sys::eval("there.add('A')").unwrap();
    fill(&stage, "A").await;
    stage.see("Changed meanwhile").await;
    assert_eq!(host.read("asked"), "[]");
    assert_eq!(stage.typed("Value of A").as_deref(), Some(CANARY));
}

#[wasm_bindgen_test]
async fn a_value_for_one_session_counts_there_and_nowhere_else() {
    let host = host();
    let (stage, _store) = host.open_in(Some(session()));
    stage.see("1 of 2 required set").await;
    stage.click("Fill A").await;
    stage.choose("This session only", 0).await;
    stage.type_into("Value of A", CANARY).await;
    stage.press_in("Value of A", "Enter").await;
    stage.see("2 of 2 required set").await;
    assert_eq!(host.read("asked"), r#"[["submit","session","A"]]"#);
    let (other, _store) = host.open();
    other.see("1 of 2 required set").await;
}

#[wasm_bindgen_test]
async fn what_is_only_known_to_be_there_has_no_time_and_is_not_moved() {
    let host = host();
    let (stage, _store) = host.open_in(Some(session()));
    stage.see("1 of 2 required set").await;
    stage.see("for this configuration").await;
    stage.click("B").await;
    stage.until("the panel", || stage.button("Replace").is_some()).await;
    let text = stage.text();
    assert!(!text.contains("days ago") && !text.contains("by you"), "{text}");
    assert!(stage.button("Move the value for this configuration").is_none());
    let refused = js_sys::eval(
        "globalThis.adapter.write({ idempotency_key: 'k', operations: [{ op: 'move',
            address: { environment: 'dev', key: 'B',
                scope: { type: 'configuration', id: 'shop' } }, expected_version: 1 }] })",
    );
    let answer = js_sys::Promise::from(refused.unwrap());
    let answer = wasm_bindgen_futures::JsFuture::from(answer).await.unwrap();
    let answer = String::from(js_sys::JSON::stringify(&answer).unwrap());
    assert!(answer.contains("\"code\":\"forbidden\""), "{answer}");
    assert_eq!(host.read("asked"), "[]");
}

#[wasm_bindgen_test]
async fn nothing_is_deleted_for_good_before_somebody_says_so() {
    let host = host();
    let (stage, _store) = host.open();
    stage.see("1 of 2 required set").await;
    stage.click("B").await;
    stage.click("Delete the value for this configuration").await;
    stage.see("What is deleted here cannot come back.").await;
    stage.click("Cancel").await;
    stage.see_no("What is deleted here cannot come back.").await;
    assert_eq!(host.read("asked"), "[]");
    stage.click("Delete the value for this configuration").await;
    stage.click("Delete for good").await;
    stage.see("0 of 2 required set").await;
    assert_eq!(host.read("asked"), r#"[["remove","B"]]"#);
}

#[wasm_bindgen_test]
async fn a_replacement_that_fails_half_way_can_be_sent_again() {
    let host = host();
    let (stage, _store) = host.open();
    stage.see("1 of 2 required set").await;
    js_sys::eval("globalThis.failures = 1").unwrap();
    stage.click("B").await;
    stage.click("Replace").await;
    stage.type_into("New value of B", CANARY).await;
    stage.press_in("New value of B", "Enter").await;
    stage.see("Changed meanwhile").await;
    stage.see("What you typed is kept.").await;
    stage.click("Replace anyway").await;
    stage.see("1 of 2 required set").await;
    let expected = r#"[["remove","B"],["create","B"],["create","B"]]"#;
    stage.until("it was created", || host.read("asked") == expected).await;
}
