//! The host adapter: objects of JavaScript that answer in the place of a server.

use crate::dom::{Stage, open};
use crate::project::configuration_id;
use envdock::api::host::HostApi;
use envdock::{EnvStore, EnvironmentTab, RepositorySummary};
use envdock_contract::model::SessionId;
use envdock_core::CheckContext;
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;

/// The examples, as they are.
const IN_MEMORY: &str = include_str!("../../examples/host_adapter/in_memory.js");
const KEY_LIST: &str = include_str!("../../examples/host_adapter/key_list.js");

const SHOP: &str =
    "{ id: 'shop', name: 'shop', repositories: [], spec_version: 1, spec: { files: [{
    path: '.env', slots: [{ key: 'A', required: true }, { key: 'B', required: true }] }] } }";
pub(crate) const CANARY: &str = "canary-8c1f";

/// The host's page: its adapter, what it was asked and what stood in the console.
pub(crate) struct Host {
    page: js_sys::Object,
    pub(crate) api: Rc<HostApi>,
}

impl Host {
    /// Runs `script`, which returns an adapter; `calls` notes each call of it.
    pub(crate) fn new(script: &str) -> Self {
        let script = [IN_MEMORY, KEY_LIST, "const inner = (() => {", script, "})();", NOTING];
        let script = script.concat().replace("export function", "function");
        let page = js_sys::Function::new_no_args(&script).call0(&JsValue::UNDEFINED).unwrap();
        let adapter = js_sys::Reflect::get(&page, &"adapter".into()).unwrap();
        Self { page: page.unchecked_into(), api: Rc::new(HostApi::new(adapter.unchecked_into())) }
    }

    pub(crate) fn read(&self, name: &str) -> String {
        let found = js_sys::Reflect::get(&self.page, &name.into()).unwrap();
        js_sys::JSON::stringify(&found).unwrap().into()
    }

    pub(crate) fn n_calls(&self, verb: &str) -> usize {
        self.read("calls").matches(&["[\"", verb, "\","].concat()).count()
    }

    pub(crate) fn open(&self) -> (Stage, EnvStore) {
        self.open_in(None)
    }

    /// The tab of a session.
    pub(crate) fn open_in(&self, session: Option<SessionId>) -> (Stage, EnvStore) {
        let store = EnvStore::new(self.api.clone());
        store.identify();
        let configuration = Some(configuration_id());
        let context = CheckContext { configuration, session, ..CheckContext::default() };
        let given = store.clone();
        let tab = move || {
            provide_context(given);
            view! { <EnvironmentTab context /> }
        };
        (open(tab), store)
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let restore = js_sys::Reflect::get(&self.page, &"restore".into()).unwrap();
        let _ = restore.unchecked_into::<js_sys::Function>().call0(&JsValue::UNDEFINED);
    }
}

const NOTING: &str = "
    globalThis.nothing = ({ contexts }) => ({ results: contexts.map(({ keys }) => ({
        keys: keys.map((key) => ({ key, presence: { stored: [] } })) })) });
    const calls = [], warnings = [], warn = console.warn;
    console.warn = (...words) => warnings.push(words.join(' '));
    const verbs = Object.entries(inner).filter(([, method]) => typeof method === 'function');
    const adapter = Object.fromEntries(verbs.map(([verb, method]) => [verb,
        (...of) => { calls.push([verb, ...of]); return method.apply(inner, of); }]));
    return { adapter, calls, warnings, asked: globalThis.asked, restore: () => { console.warn = warn; } };";

/// The adapter in memory with some verbs of its own.
pub(crate) fn in_memory(own: &str) -> Host {
    Host::new(
        &["return Object.assign(inMemoryAdapter([", SHOP, "], 'ada'), {", own, "});"].concat(),
    )
}

pub(crate) async fn fill(stage: &Stage, key: &str) {
    let field = ["Value of ", key].concat();
    stage.click(&["Fill ", key].concat()).await;
    stage.type_into(&field, CANARY).await;
    stage.press_in(&field, "Enter").await;
}

#[wasm_bindgen_test]
async fn a_host_that_keeps_everything_in_the_page_is_enough_for_a_tab() {
    let host = in_memory("");
    let (stage, _store) = host.open();
    stage.see("0 of 2 required set").await;
    fill(&stage, "A").await;
    stage.see("1 of 2 required set").await;
    stage.see("by you").await;
    assert!(host.read("calls").contains(CANARY), "the value was not sent");
    assert!(!stage.html().contains(CANARY), "the value is in the document");
    // Another page of the host's changes it again.
    let (other, _store) = host.open();
    other.see("1 of 2 required set").await;
    fill(&other, "B").await;
    stage.see("2 of 2 required set").await;
    assert!(!host.read("warnings").contains("envdock: "), "{}", host.read("warnings"));
}

#[wasm_bindgen_test]
async fn a_tab_and_a_summary_ask_the_host_once() {
    let host = in_memory("");
    let store = EnvStore::new(host.api.clone());
    let stage = open(move || {
        provide_context(store);
        let configuration = configuration_id();
        let context =
            CheckContext { configuration: Some(configuration.clone()), ..CheckContext::default() };
        view! {
            <EnvironmentTab context />
            <RepositorySummary configuration href=None />
        }
    });
    stage.see("0 of 2 required set").await;
    assert_eq!((host.n_calls("configurations"), host.n_calls("check")), (1, 1));
}

#[wasm_bindgen_test]
async fn keys_that_are_left_out_are_unknown_and_what_was_not_asked_for_is_dropped_by_name() {
    let host = in_memory(
        "async check({ contexts }) {
            const stored = [{ scope: { type: 'organization' }, version: 1,
                updated_at: '2026-11-01T12:00:00Z', updated_by: 'eve' }];
            const presence = { stored };
            return { results: contexts.map(() => ({ keys: [
                { key: 'A', presence, value: 'canary-8c1f' }, { key: 'EXTRA', presence }] })) };
        }",
    );
    let (stage, _store) = host.open();
    stage.see("1 of 2 required set").await;
    stage.see("Unknown").await;
    assert!(host.read("warnings").contains("A.value, EXTRA"), "{}", host.read("warnings"));
    assert!(!host.read("warnings").contains(CANARY) && !stage.html().contains(CANARY));
}

#[wasm_bindgen_test]
async fn a_host_that_throws_leaves_what_was_typed_and_says_only_the_name_of_the_error() {
    let host = in_memory(
        "failures: 1,
        async write(order) {
            if (this.failures-- > 0) { throw new RangeError(JSON.stringify(order)); }
            return inMemoryAdapter([]).write(order);
        }",
    );
    let (stage, _store) = host.open();
    stage.see("0 of 2 required set").await;
    fill(&stage, "A").await;
    stage.see("Not confirmed").await;
    assert_eq!(stage.typed("Value of A").as_deref(), Some(CANARY));
    let warnings = host.read("warnings");
    assert!(warnings.contains("write() of the host's adapter failed (RangeError)"), "{warnings}");
    assert!(!warnings.contains(CANARY));
    stage.click("Send again").await;
    stage.see("1 of 2 required set").await;
}

#[wasm_bindgen_test]
async fn a_refusal_of_the_host_is_one_of_ours() {
    let host = in_memory(
        "async write() { throw Object.assign(new Error(), { status: 403, code: 'forbidden' }); }",
    );
    let (stage, _store) = host.open();
    stage.see("0 of 2 required set").await;
    fill(&stage, "A").await;
    stage.see("You may not write here.").await;
    assert_eq!(stage.typed("Value of A").as_deref(), Some(CANARY));
    assert!(!host.read("warnings").contains("envdock: "), "{}", host.read("warnings"));
}

#[wasm_bindgen_test]
async fn a_host_that_cannot_check_says_so_and_is_asked_again() {
    let host = in_memory(
        "failures: 1,
        async check(body) {
            if (this.failures-- > 0) { throw new TypeError('Failed to fetch'); }
            return nothing(body);
        }",
    );
    let (stage, _store) = host.open();
    stage.click("Retry").await;
    stage.see("0 of 2 required set").await;
}

#[wasm_bindgen_test]
async fn a_host_that_never_answers_is_not_waited_for_and_an_answer_that_comes_too_late_is_none() {
    let mut host = in_memory(
        "checks: 0,
        async check(body) {
            if (this.checks++ === 0) { await new Promise((answer) => { globalThis.late = answer; }); }
            return nothing(body);
        }",
    );
    host.api = Rc::new((*host.api).clone().waiting(10));
    let (stage, _store) = host.open();
    stage.see("did not answer in time").await;
    js_sys::eval("late()").unwrap();
    stage.click("Retry").await;
    stage.see("0 of 2 required set").await;
}

#[wasm_bindgen_test]
async fn an_answer_that_is_none_is_not_understood() {
    for answer in ["", "return 7;", "return { results: [] };", "return { results: 'x' };"] {
        let host = in_memory(&["async check() { ", answer, " }"].concat());
        host.open().0.see("Unknown").await;
    }
}
