//! The badge: missing values and open requests, with the tab never opened.

use crate::asking::{asked, owner, request};
use crate::dom::{Stage, open};
use crate::project::{context, of_configuration, project, web};
use envdock::api::fake::FakeApi;
use envdock::{EnvStore, MissingBadge};
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use wasm_bindgen_test::wasm_bindgen_test;

fn badge(api: &FakeApi) -> (Stage, EnvStore, Arc<Mutex<usize>>) {
    api.put_me(Some(owner()));
    let store = EnvStore::new(Rc::new(api.clone()));
    store.identify();
    let given = store.clone();
    let pressed = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&pressed);
    let stage = open(move || {
        provide_context(given);
        let on_open = Callback::new(move |()| *counted.lock().unwrap() += 1);
        view! { <MissingBadge context=Signal::stored(context()) on_open /> }
    });
    (stage, store, pressed)
}

#[wasm_bindgen_test]
async fn it_counts_missing_values_and_open_requests_and_asks_for_the_tab() {
    let api = project(vec![web()]);
    api.put_request(request(vec![asked("DATABASE_URL")]));
    let (stage, _store, pressed) = badge(&api);
    stage.see("3 required values missing").await;
    stage.see("1 open request").await;
    stage.click_first("button").await;
    assert_eq!(*pressed.lock().unwrap(), 1);
}

#[wasm_bindgen_test]
async fn it_follows_what_is_set_and_goes_when_nothing_is_missing() {
    let api = project(vec![web()]);
    let (stage, store, _pressed) = badge(&api);
    stage.see("3 required values missing").await;
    for key in ["DATABASE_URL", "REDIS_URL"] {
        api.put_stored(of_configuration(key));
    }
    store.refresh();
    stage.see("1 required value missing").await;
    api.put_stored(of_configuration("STRIPE_KEY"));
    store.refresh();
    stage.until("nothing", || stage.text().is_empty()).await;
}
