//! A host whose interface has lists of keys: what it does not say is not guessed.

use crate::host_api::{CANARY, Host, fill};
use crate::project::session;
use wasm_bindgen_test::wasm_bindgen_test;

/// `A` and `B` are needed, `B` is there.
fn host() -> Host {
    Host::new(
        "globalThis.there = new Set(['B']);
        globalThis.asked = [];
        return keyListAdapter({
            async projects() {
                const keys = ['A', 'B'].map((name) => ({ name, required: true }));
                return [{ id: 'shop', name: 'shop', envFiles: [{ path: '.env', keys }] }];
            },
            async check(id, keys) { return keys.map((key) => ({ key, exists: there.has(key) })); },
            async create(id, key) { asked.push(['create', key]); there.add(key); },
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
