//! The store and what the browser tells it.

use envdock::api::clock;
use envdock::api::fake::{FakeApi, Fault, Verb};
use envdock::api::{ApiError, http::TOKEN_KEY};
use envdock::store::EnvStore;
use envdock_contract::model::{ConfigurationId, FilePath, FileRef, KeyName, WorkspacePath};
use envdock_core::{Delay, SlotId};
use leptos::prelude::GetUntracked;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

fn page() -> (FakeApi, EnvStore) {
    let api = FakeApi::new();
    (api.clone(), EnvStore::new(Rc::new(api)))
}

fn slot() -> SlotId {
    let path = FilePath::new(".env").unwrap();
    let file = FileRef { workspace_path: WorkspacePath::default(), path };
    let context = EnvStore::context(&ConfigurationId::new("shop").unwrap());
    SlotId::new(context, file, KeyName::new("A").unwrap())
}

/// Lets timers fire and answers come.
async fn pass() {
    clock::sleep(Delay::exactly(30)).await;
}

/// Dispatches an event on the window; gives whether it was prevented.
fn tell(script: &str) -> bool {
    let script = format!(
        "const event = {script}; globalThis.dispatchEvent(event); return event.defaultPrevented;"
    );
    let prevented = js_sys::Function::new_no_args(&script).call0(&JsValue::UNDEFINED).unwrap();
    prevented.is_truthy()
}

const UNLOAD: &str = "new Event('beforeunload', { cancelable: true })";

#[wasm_bindgen_test]
async fn leaving_the_page_warns_only_while_something_typed_would_be_lost() {
    // A test before this one may have a store whose last answer is still to come.
    for _ in 0..100 {
        if !tell(UNLOAD) {
            break;
        }
        pass().await;
    }
    let (_, store) = page();
    assert!(!tell(UNLOAD));
    store.type_value(&slot(), "typed".to_owned());
    assert!(tell(UNLOAD));
    store.clear_draft(&slot());
    assert!(!tell(UNLOAD));
    store.type_value(&slot(), "typed".to_owned());
    drop(store);
    assert!(!tell(UNLOAD));
}

#[wasm_bindgen_test]
async fn a_failed_check_is_asked_again_at_once_when_the_network_is_back() {
    let (api, store) = page();
    for _ in 0..20 {
        api.next(Verb::Check, Fault::Refused(ApiError::Offline));
    }
    let _guard = store.watch(vec![slot()]);
    pass().await;
    let asked = api.n_calls(Verb::Check);
    assert!(asked >= 1);
    tell("new Event('online')");
    pass().await;
    assert!(api.n_calls(Verb::Check) > asked);
}

#[wasm_bindgen_test]
async fn a_sign_in_in_another_tab_is_noticed() {
    let (api, store) = page();
    tell("new StorageEvent('storage', { key: 'of.the.host' })");
    pass().await;
    assert_eq!(api.n_calls(Verb::Me), 0);
    tell(&format!("new StorageEvent('storage', {{ key: '{TOKEN_KEY}' }})"));
    pass().await;
    assert_eq!(api.n_calls(Verb::Me), 1);
    assert!(store.me().get_untracked().known.is_some());
}
