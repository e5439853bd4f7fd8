//! The notice of a setup session, for every order of events.

use crate::asking::{asked, owner, request, setup_session};
use crate::dom::{Stage, open, tick};
use crate::project::{configuration, context, file, project, slot, web};
use envdock::api::fake::FakeApi;
use envdock::components::OpenReason;
use envdock::{EnvStore, SetupNotice};
use envdock_core::Session;
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use wasm_bindgen_test::wasm_bindgen_test;

type Opened = Arc<Mutex<Vec<OpenReason>>>;

fn notice(api: &FakeApi) -> (Stage, EnvStore, Opened) {
    api.put_me(Some(owner()));
    let store = EnvStore::new(Rc::new(api.clone()));
    store.identify();
    let given = store.clone();
    let opened = Opened::default();
    let told = Arc::clone(&opened);
    let stage = open(move || {
        provide_context(given);
        let on_open = Callback::new(move |reason| told.lock().unwrap().push(reason));
        view! { <SetupNotice context=Signal::stored(context()) on_open /> }
    });
    (stage, store, opened)
}

/// What the browser remembers of earlier tests is forgotten.
fn forget() {
    let page = document().default_view().unwrap();
    page.local_storage().unwrap().unwrap().clear().unwrap();
}

async fn see_opened(stage: &Stage, opened: &Opened, reasons: &[OpenReason]) {
    stage.until("opened", || opened.lock().unwrap().as_slice() == reasons).await;
}

#[wasm_bindgen_test]
async fn a_spec_that_was_there_before_the_page_is_named_and_opens_the_tab_once() {
    forget();
    let api = project(vec![web()]);
    api.put_session(setup_session(true));
    let (stage, store, opened) = notice(&api);
    stage.see("web/.env.local is needed by this project").await;
    stage.see("3 required values missing").await;
    see_opened(&stage, &opened, &[OpenReason::Spec]).await;
    api.put_request(request(vec![asked("DATABASE_URL")]));
    store.refresh();
    tick().await;
    see_opened(&stage, &opened, &[OpenReason::Spec]).await;
    // The session is opened again: closing the tab was respected.
    drop(stage);
    let (again, _store, opened) = notice(&api);
    again.see("web/.env.local is needed by this project").await;
    assert_eq!(*opened.lock().unwrap(), []);
}

#[wasm_bindgen_test]
async fn a_request_before_any_spec_opens_the_tab_and_a_later_spec_is_only_named() {
    forget();
    let api = FakeApi::new();
    api.put_configuration(configuration(None));
    api.put_session(setup_session(true));
    api.put_request(request(vec![asked("DATABASE_URL")]));
    let (stage, store, opened) = notice(&api);
    see_opened(&stage, &opened, &[OpenReason::Request]).await;
    assert_eq!(stage.text(), "");
    api.put_configuration(configuration(Some(vec![web()])));
    store.refresh();
    stage.see("web/.env.local is needed by this project").await;
    see_opened(&stage, &opened, &[OpenReason::Request]).await;
}

#[wasm_bindgen_test]
async fn a_dismissed_file_stays_dismissed_and_another_one_is_named() {
    forget();
    let api = project(vec![web()]);
    api.put_session(setup_session(true));
    let (stage, store, opened) = notice(&api);
    stage.click("Open Environment").await;
    see_opened(&stage, &opened, &[OpenReason::Spec, OpenReason::Spec]).await;
    stage.click("Dismiss").await;
    stage.until("nothing", || stage.text().is_empty()).await;
    let worker = file("worker", ".env", vec![slot("QUEUE_TOKEN")]);
    api.put_configuration(configuration(Some(vec![web(), worker])));
    store.refresh();
    stage.see("worker/.env is needed by this project").await;
    assert!(!stage.text().contains("web/.env.local"));
}

#[wasm_bindgen_test]
async fn in_any_other_session_nothing_is_said() {
    forget();
    let api = project(vec![web()]);
    api.put_session(Session { setup: false, ..setup_session(true) });
    let (stage, store, opened) = notice(&api);
    let session = store.session(&crate::project::session());
    stage.until("known", || session.with_untracked(|answer| answer.known.is_some())).await;
    tick().await;
    assert_eq!((stage.text().as_str(), opened.lock().unwrap().len()), ("", 0));
}
