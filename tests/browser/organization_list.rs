//! What the page does while the server cannot answer, while others write, and with typed text.

use crate::dom::open;
use crate::organization_secrets::{choose, page_of, row, rows, shared, three};
use envdock::api::ApiError;
use envdock::api::fake::{Fault, Verb};
use envdock::{EnvStore, OrganizationSecrets};
use envdock_contract::model::{Address, Environment};
use leptos::prelude::*;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

fn forbidden() -> ApiError {
    let code = envdock_contract::wire::ErrorCode::Forbidden;
    let (detail, problems, missing) = (None, Vec::new(), Vec::new());
    ApiError::Refused { status: 403, code, detail, problems, missing, retry_after_ms: None }
}

/// The server asks to be left alone for so long that nothing is asked again by itself.
fn busy() -> ApiError {
    let code = envdock_contract::wire::ErrorCode::RateLimited;
    let (detail, problems, missing) = (None, Vec::new(), Vec::new());
    let retry_after_ms = Some(3_600_000);
    ApiError::Refused { status: 429, code, detail, problems, missing, retry_after_ms }
}

#[wasm_bindgen_test]
async fn what_cannot_be_read_is_asked_again_by_a_person_or_by_itself() {
    let api = three();
    api.next(Verb::Search, Fault::Refused(busy()));
    let stage = page_of(&api);
    stage.see("Too many requests. It goes on shortly. Trying again by itself.").await;
    stage.click("Retry").await;
    stage.see("3 keys").await;
    api.next(Verb::Search, Fault::Refused(ApiError::Timeout));
    choose(&stage, "#envdock-secrets-show", 1).await;
    stage.see("1 key found").await;
}

#[wasm_bindgen_test]
async fn what_is_shown_stays_and_says_how_old_it_is() {
    let api = three();
    let stage = page_of(&api);
    stage.see("3 keys").await;
    api.next(Verb::Search, Fault::Refused(busy()));
    choose(&stage, "#envdock-secrets-show", 1).await;
    stage.see("Showing what was known just now. Trying again by itself.").await;
    assert_eq!(rows(&stage), 3);
    stage.click("Retry").await;
    stage.see("1 key found").await;
    stage.see_no("Trying again by itself.").await;
}

#[wasm_bindgen_test]
async fn keys_of_others_are_listed_when_somebody_asks_for_them() {
    let api = three();
    let mut me = api.me_now();
    me.capabilities.events = true;
    api.put_me(Some(me));
    let stage = page_of(&api);
    stage.see("3 keys").await;
    stage.until("a stream", || api.n_streams() == 1).await;
    api.put_stored(shared("A_NEW_ONE"));
    api.tell_stored(&shared("A_NEW_ONE"));
    stage.see("1 new key · Show").await;
    assert!(row(&stage, 0).starts_with("DATABASE_URL"));
    stage.click("1 new key · Show").await;
    stage.see("4 keys").await;
    assert!(row(&stage, 0).starts_with("A_NEW_ONE"));
}

#[wasm_bindgen_test]
async fn a_key_that_is_missing_somewhere_says_where() {
    let api = three();
    let prod = Environment::new("prod").unwrap();
    api.put_stored(Address { environment: prod, ..shared("UNASKED") });
    let stage = page_of(&api);
    stage.see("4 keys").await;
    choose(&stage, "#envdock-secrets-show", 3).await;
    stage.until("two rows", || rows(&stage) == 2).await;
    stage.see("missing in prod").await;
    assert!(row(&stage, 0).starts_with("DATABASE_URL"));
    stage.click("DATABASE_URL, dev, organization").await;
    stage.see("prod, for shop").await;
}

#[wasm_bindgen_test]
async fn nobody_is_asked_to_try_what_is_forbidden_again() {
    let api = three();
    api.next(Verb::Search, Fault::Refused(forbidden()));
    let stage = page_of(&api);
    stage.see("You may not see this.").await;
    assert!(stage.button("Retry").is_none());
}

#[wasm_bindgen_test]
async fn what_was_typed_for_a_new_key_survives_closing_and_another_page() {
    let api = three();
    let store = EnvStore::new(Rc::new(api.clone()));
    store.identify();
    let page = {
        let store = store.clone();
        move || {
            provide_context(store.clone());
            view! { <OrganizationSecrets /> }
        }
    };
    let stage = open(page.clone());
    stage.click("Add key").await;
    stage.type_into("Key", "NEW_KEY").await;
    stage.type_into("Description (optional)", "for mail").await;
    assert!(store.has_drafts().get_untracked());
    stage.click("Close").await;
    stage.until("the form is closed", || stage.field("Key").is_none()).await;
    drop(stage);
    let stage = open(page);
    stage.click("Add key").await;
    stage.until("the key", || stage.typed("Key").as_deref() == Some("NEW_KEY")).await;
    assert_eq!(stage.typed("Description (optional)").as_deref(), Some("for mail"));
    stage.click("Discard").await;
    stage.until("the form is closed", || stage.field("Key").is_none()).await;
    assert!(!store.has_drafts().get_untracked());
}

#[wasm_bindgen_test]
async fn a_description_that_is_typed_survives_closing() {
    let api = three();
    let stage = page_of(&api);
    let label = "Description, at most 500 characters";
    stage.click("UNASKED, dev, organization").await;
    stage.click("Edit description").await;
    stage.type_into(label, "typed").await;
    stage.click("Edit description").await;
    stage.until("the form is closed", || stage.count("textarea") == 0).await;
    stage.click("Edit description").await;
    stage.until("what was typed", || stage.typed(label).as_deref() == Some("typed")).await;
    stage.click("Cancel").await;
    stage.until("the form is closed", || stage.count("textarea") == 0).await;
    stage.click("Edit description").await;
    stage.until("what is said", || stage.typed(label).as_deref() == Some("for the old shop")).await;
}

#[wasm_bindgen_test]
async fn whoever_asks_for_more_goes_on_where_that_begins() {
    let api = three();
    for number in 0..320 {
        api.put_stored(shared(&format!("KEY_{number:03}")));
    }
    let stage = page_of(&api);
    let n_before = Cell::new(0);
    let press = || {
        let button = stage.button("Load more");
        n_before.set(rows(&stage));
        button.inspect(HtmlElement::click).is_some()
    };
    stage.until("the button", press).await;
    let is_there = || {
        let first = stage.try_nth(".envdock-secret__key", n_before.get());
        first.is_some_and(|first| document().active_element().as_ref() == Some(first.as_ref()))
    };
    stage.until("the focus on the first new row", is_there).await;
}
