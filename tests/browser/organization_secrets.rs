//! The page of everything that is stored: found, changed, taken back.

use crate::dom::{Stage, open};
use crate::project::{address, of_configuration, project, web};
use envdock::api::fake::{FakeApi, Fault, Verb};
use envdock::{EnvStore, OrganizationSecrets};
use envdock_contract::model::{Address, Role, Scope, Version};
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

const NEW: &str = "Value";
pub(crate) const CANARY: &str = "canary-1b7e";

pub(crate) fn shared(key: &str) -> Address {
    address(key, Scope::Organization)
}

/// A server with a project and three stored keys.
pub(crate) fn three() -> FakeApi {
    let api = project(vec![web()]);
    for of in [shared("DATABASE_URL"), of_configuration("REDIS_URL"), shared("UNASKED")] {
        api.put_stored(of);
    }
    api.put_description(&shared("UNASKED"), "for the old shop");
    api
}

pub(crate) fn page_of(api: &FakeApi) -> Stage {
    let store = EnvStore::new(Rc::new(api.clone()));
    store.identify();
    open(move || {
        provide_context(store);
        view! { <OrganizationSecrets /> }
    })
}

pub(crate) fn rows(stage: &Stage) -> u32 {
    stage.count(".envdock-secret")
}

pub(crate) fn row(stage: &Stage, number: u32) -> String {
    let text = stage.nth(".envdock-secret", number).inner_text();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

pub(crate) async fn choose(stage: &Stage, id: &str, number: u32) {
    stage.until(id, || stage.count(id) == 1).await;
    let select: web_sys::Element = stage.nth(id, 0).unchecked_into();
    let value = wasm_bindgen::JsValue::from_str(&number.to_string());
    js_sys::Reflect::set(select.as_ref(), &"value".into(), &value).unwrap();
    let change = web_sys::Event::new("change").unwrap();
    select.dispatch_event(&change).unwrap();
}

#[wasm_bindgen_test]
async fn every_key_says_where_it_applies_and_what_uses_it() {
    let api = three();
    let stage = page_of(&api);
    stage.see("3 keys").await;
    stage.see("configuration shop").await;
    assert!(row(&stage, 0).starts_with("DATABASE_URL dev · organization used by shop · "));
    assert!(row(&stage, 1).starts_with("REDIS_URL dev · configuration shop used by shop · "));
    let unused = "UNASKED dev · organization for the old shop unused · ";
    assert!(row(&stage, 2).starts_with(unused), "{}", row(&stage, 2));
    stage.click("DATABASE_URL, dev, organization").await;
    stage.see("shop: web/.env.local").await;
}

#[wasm_bindgen_test]
async fn a_search_asks_once_typing_pauses_and_says_so_when_nothing_matches() {
    let api = three();
    let stage = page_of(&api);
    stage.see("3 keys").await;
    for text in ["o", "ol", "old"] {
        stage.search(text).await;
    }
    stage.see("1 key found").await;
    assert!(row(&stage, 0).starts_with("UNASKED"));
    let texts: Vec<String> = api.searches().iter().map(|asked| asked.text.clone()).collect();
    assert_eq!(texts.last().map(String::as_str), Some("old"));
    stage.search(CANARY).await;
    stage.see("No key matches").await;
    assert!(!stage.html().contains(CANARY), "what was searched is in the document");
    stage.click("Show all keys").await;
    stage.see("3 keys").await;
}

#[wasm_bindgen_test]
async fn an_answer_that_comes_late_is_not_shown() {
    let api = three();
    let stage = page_of(&api);
    stage.see("3 keys").await;
    api.next(Verb::Search, Fault::Slow { delay_ms: 300 });
    choose(&stage, "#envdock-secrets-show", 1).await;
    choose(&stage, "#envdock-secrets-scope", 3).await;
    choose(&stage, "#envdock-secrets-show", 0).await;
    stage.see("1 key found").await;
    assert!(row(&stage, 0).starts_with("REDIS_URL"));
    envdock::api::clock::sleep(envdock_core::Delay::exactly(350)).await;
    stage.see("1 key found").await;
    assert!(row(&stage, 0).starts_with("REDIS_URL"));
}

#[wasm_bindgen_test]
async fn more_than_one_page_is_read_on_demand_and_each_key_is_listed_once() {
    let api = FakeApi::new();
    for number in 0..250 {
        api.put_stored(shared(&format!("KEY_{number:03}")));
    }
    let stage = page_of(&api);
    stage.see("of 250 keys shown").await;
    // The end of the list may have come near by itself.
    let all = || {
        if let Some(button) = stage.button("Load more") {
            button.click();
        }
        rows(&stage) == 250
    };
    stage.until("all keys", all).await;
    stage.see("250 keys").await;
    assert_eq!(stage.count(".envdock-secrets__more"), 0);
}

#[wasm_bindgen_test]
async fn a_member_sees_everything_and_changes_nothing() {
    let api = three();
    let mut me = api.me_now();
    me.role = Role::Member;
    api.put_me(Some(me));
    let stage = page_of(&api);
    stage.see("You see names and facts.").await;
    stage.see("3 keys").await;
    stage.click("UNASKED, dev, organization").await;
    stage.see("No configuration lists this key where the value applies.").await;
    assert!(stage.button("Add key").is_none() && stage.button("Delete").is_none());
    assert_eq!(stage.count("input[type=checkbox]"), 0);
}

#[wasm_bindgen_test]
async fn a_new_key_is_stored_described_and_shown_without_its_value() {
    let api = three();
    let stage = page_of(&api);
    stage.see("3 keys").await;
    stage.click("Add key").await;
    stage.type_into("Key", "1BAD").await;
    stage.type_into(NEW, CANARY).await;
    stage.press_in(NEW, "Enter").await;
    stage.see("A key begins with a letter or _.").await;
    assert_eq!(api.n_calls(Verb::Write), 0);
    stage.type_into("Key", "NEW_KEY").await;
    stage.type_into("Description (optional)", "for mail").await;
    stage.press_in(NEW, "Enter").await;
    stage.see("4 keys").await;
    stage.see("for mail").await;
    assert!(row(&stage, 0).starts_with("NEW_KEY dev · organization for mail unused"));
    assert_eq!(api.stored_version(&shared("NEW_KEY")), Version(1));
    assert!(!stage.html().contains(CANARY), "the value is in the document");
    stage.see_focus_on("Add key").await;
}

#[wasm_bindgen_test]
async fn a_key_that_is_there_already_is_not_replaced_unasked() {
    let api = three();
    let stage = page_of(&api);
    stage.see("3 keys").await;
    stage.click("Add key").await;
    stage.type_into("Key", "UNASKED").await;
    stage.type_into(NEW, CANARY).await;
    stage.press_in(NEW, "Enter").await;
    stage.see("This key is stored there already").await;
    assert_eq!(stage.typed(NEW).as_deref(), Some(CANARY));
    assert_eq!(api.stored_version(&shared("UNASKED")), Version(1));
    stage.click("Replace the stored value").await;
    stage.see("UNASKED replaced.").await;
    assert_eq!(api.stored_version(&shared("UNASKED")), Version(2));
}

#[wasm_bindgen_test]
async fn a_value_is_replaced_over_what_was_there_when_typing_began() {
    let api = three();
    let stage = page_of(&api);
    let field = "New value of REDIS_URL";
    stage.click("REDIS_URL, dev, configuration shop").await;
    stage.click("Replace value").await;
    stage.type_into(field, CANARY).await;
    api.put_stored(of_configuration("REDIS_URL"));
    stage.press_in(field, "Enter").await;
    stage.see("Yours is kept, not saved.").await;
    assert_eq!(stage.typed(field).as_deref(), Some(CANARY));
    assert_eq!(api.stored_version(&of_configuration("REDIS_URL")), Version(2));
    stage.click("Replace anyway").await;
    stage.see("REDIS_URL replaced.").await;
    assert_eq!(api.stored_version(&of_configuration("REDIS_URL")), Version(3));
    assert!(stage.field(field).is_none());
}

#[wasm_bindgen_test]
async fn what_nobody_knows_to_have_arrived_is_sent_again_under_the_same_key() {
    let api = three();
    let stage = page_of(&api);
    let field = "New value of UNASKED";
    stage.click("UNASKED, dev, organization").await;
    stage.click("Replace value").await;
    stage.type_into(field, CANARY).await;
    api.next(Verb::Write, Fault::Cut);
    stage.press_in(field, "Enter").await;
    stage.see("Sending it again is safe.").await;
    assert_eq!(stage.typed(field).as_deref(), Some(CANARY));
    stage.click("Send again").await;
    stage.see("UNASKED replaced.").await;
    let keys: Vec<_> = api.writes().into_iter().map(|order| order.idempotency_key).collect();
    assert_eq!(keys.first(), keys.last());
    assert_eq!(api.stored_version(&shared("UNASKED")), Version(2));
}
