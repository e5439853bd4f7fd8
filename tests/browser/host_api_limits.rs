//! Hosts that cannot do everything, and what they get wrong: the rest goes on.

use crate::asking::{another_form, asked, request};
use crate::dom::open;
use crate::host_api::{CANARY, Host, fill, in_memory};
use envdock::{EnvStore, EnvironmentTab, RepositorySummary};
use envdock_contract::model::ConfigurationId;
use envdock_core::CheckContext;
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn a_code_of_a_library_means_that_the_call_was_lost() {
    for code in ["ERR_NETWORK", "ECONNABORTED", "unknown"] {
        let host = in_memory(&format!(
            "failures: 1,
            async write(order) {{
                if (this.failures-- > 0) {{ throw Object.assign(new Error(), {{ code: '{code}' }}); }}
                return inMemoryAdapter([]).write(order);
            }}"
        ));
        let (stage, _store) = host.open();
        stage.see("0 of 2 required set").await;
        fill(&stage, "A").await;
        stage.see("Not confirmed").await;
        stage.click("Send again").await;
        stage.see("1 of 2 required set").await;
    }
}

#[wasm_bindgen_test]
async fn a_code_of_ours_is_a_refusal_also_without_a_status() {
    let host =
        in_memory("async write() { throw Object.assign(new Error(), { code: 'forbidden' }); }");
    let (stage, _store) = host.open();
    stage.see("0 of 2 required set").await;
    fill(&stage, "A").await;
    stage.see("You may not write here.").await;
}

#[wasm_bindgen_test]
async fn a_check_that_was_lost_says_that_nobody_can_be_reached() {
    let host = in_memory(
        "failures: 1,
        async check(body) {
            if (this.failures-- > 0) { throw Object.assign(new Error(), { code: 'ECONNRESET' }); }
            return nothing(body);
        }",
    );
    let (stage, _store) = host.open();
    stage.see("The server cannot be reached.").await;
    stage.click("Retry").await;
    stage.see("0 of 2 required set").await;
}

#[wasm_bindgen_test]
async fn what_nobody_asked_for_is_dropped_even_if_it_cannot_be_read() {
    let host = in_memory(
        "async check({ contexts }) {
            const stored = [{ scope: { type: 'organization' }, version: 1,
                updated_at: '2026-11-01T12:00:00Z', updated_by: 'eve' }];
            const presence = { stored: [{ ...stored[0], value: 'canary-8c1f' }] };
            return { results: contexts.map(() => Object.freeze({ keys: Object.freeze([
                { key: 'canary-8c1f', presence }, { key: 'A', presence },
                { key: 'db.password', presence }, { key: '1A', presence }, { key: 7 }, null,
                { key: 'c4n4ry8c1fc4n4ry8c1f', presence }, { key: 'cAnAry', presence },
                { key: 'EXTRA', presence: 'canary-8c1f' },
                { key: 'B', presence: { stored: [] } }]) })) };
        }",
    );
    let (stage, _store) = host.open();
    stage.see("1 of 2 required set").await;
    let warnings = host.read("warnings");
    let told = "dropped: results[0].keys[0], A.value, db.password, results[0].keys[3], \
                results[0].keys[4], results[0].keys[5], results[0].keys[6], results[0].keys[7], \
                EXTRA";
    assert!(warnings.contains(told), "{warnings}");
    assert!(!warnings.contains("c4n4ry"), "a value in a key's place is in the console");
    assert!(!warnings.contains(CANARY) && !stage.html().contains(CANARY));
}

#[wasm_bindgen_test]
async fn a_configuration_whose_spec_is_refused_takes_no_other_with_it() {
    for status in [403, 404] {
        let host = in_memory(&format!(
            "async configurations({{ ids }}) {{
                return {{ configurations: ids.map((id) =>
                    ({{ id, name: id, repositories: [], spec_version: 1 }})) }};
            }},
            async spec({{ configuration }}) {{
                if (configuration === 'gone') {{
                    throw Object.assign(new Error(), {{ status: {status} }});
                }}
                const slots = [{{ key: 'A', required: true }}];
                return {{ version: 1, spec: {{ files: [{{ path: '.env', slots }}] }} }};
            }}"
        ));
        let store = EnvStore::new(host.api.clone());
        let stage = open(move || {
            provide_context(store);
            let id = |id| ConfigurationId::new(id).unwrap();
            let context =
                CheckContext { configuration: Some(id("shop")), ..CheckContext::default() };
            view! {
                <EnvironmentTab context />
                <RepositorySummary configuration=id("gone") href=None />
            }
        });
        stage.see("0 of 1 required set").await;
        stage.see("This no longer exists.").await;
        assert_eq!(host.n_calls("configurations"), 1);
    }
}

#[wasm_bindgen_test]
async fn without_write_there_is_nothing_to_type_into() {
    let host = in_memory("write: undefined");
    let (stage, _store) = host.open();
    stage.see("0 of 2 required set").await;
    stage.until("no Fill", || stage.button("Fill A").is_none()).await;
    assert!(stage.button("Add a key…").is_none());
    stage.click("A").await;
    stage.until("the panel", || stage.count(".envdock-panel") > 0).await;
    assert_eq!(stage.typed("Value of A"), None);
}

#[wasm_bindgen_test]
async fn without_save_spec_no_key_is_added_by_hand() {
    let (stage, _store) = in_memory("").open();
    stage.until("Add a key", || stage.button("Add a key…").is_some()).await;
    let (stage, _store) = in_memory("saveSpec: undefined").open();
    stage.see("0 of 2 required set").await;
    assert!(stage.button("Fill A").is_some());
    assert!(stage.button("Add a key…").is_none());
}

#[wasm_bindgen_test]
async fn without_save_spec_an_import_stores_what_the_spec_lists() {
    let (stage, _store) = in_memory("saveSpec: undefined").open();
    stage.see("0 of 2 required set").await;
    stage.click("Import…").await;
    let text = ["# what it is for\nA=", CANARY, "\nNEW_ONE=", CANARY, "\n"].concat();
    stage.paste("Or paste its text here", &text).await;
    stage.see("2 lines, 1 chosen.").await;
    let lines = stage.text();
    assert!(lines.contains("Not in the spec, and cannot be added here"), "{lines}");
    assert!(!lines.contains("what it is for") && !lines.contains("New keys go to"), "{lines}");
    stage.click("Import 1").await;
    stage.see("1 value imported.").await;
    stage.see("1 of 2 required set").await;
}

#[wasm_bindgen_test]
async fn without_decline_a_request_is_answered_or_put_aside() {
    let asked = serde_json::to_string(&request(vec![asked("A")])).unwrap();
    for (own, declines) in [("", false), (", async decline() {}", true)] {
        let host = in_memory(
            &["async request() { return { request: ", &asked, " }; }, async submit() {}", own]
                .concat(),
        );
        let form = another_form(&EnvStore::new(host.api.clone()));
        form.see("The agent asks for a value").await;
        assert!(form.button("Not now").is_some());
        assert_eq!(form.button("Decline").is_some(), declines);
    }
}

#[wasm_bindgen_test]
async fn without_finish_no_session_is_finished() {
    let host: Host = in_memory("");
    let store = EnvStore::new(host.api.clone());
    let session = crate::project::session();
    store.finish(&session, Vec::new());
    let finishing = store.finish_state(&session);
    let stage = open(move || view! { <p>{move || format!("{:?}", finishing.get())}</p> });
    stage.see("Failed").await;
}

#[wasm_bindgen_test]
async fn a_spec_that_cannot_be_read_now_is_asked_for_again() {
    let host = in_memory(
        "failures: 1,
        async configurations() {
            return { configurations: [{ id: 'shop', name: 'shop', repositories: [], spec_version: 1 }] };
        },
        async spec() {
            if (this.failures-- > 0) { throw Object.assign(new Error(), { status: 503 }); }
            const slots = [{ key: 'A', required: true }];
            return { version: 1, spec: { files: [{ path: '.env', slots }] } };
        }",
    );
    let (stage, _store) = host.open();
    stage.see("0 of 1 required set").await;
    assert_eq!(host.n_calls("spec"), 2);
}
