//! The question before finishing.

use crate::asking::owner;
use crate::dom::{Stage, open};
use crate::project::{file_ref, project, session, web};
use envdock::api::ApiError;
use envdock::api::fake::{FakeApi, Fault, Verb};
use envdock::store::{FinishState, MissingSlot};
use envdock::{EnvStore, FinishDialog};
use envdock_contract::model::KeyName;
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

fn missing(key: &str, any_of: Option<&str>) -> MissingSlot {
    let (key, any_of) = (KeyName::new(key).unwrap(), any_of.map(str::to_owned));
    MissingSlot { file: file_ref("web", ".env.local"), key, any_of }
}

/// A button that finishes, and the dialog.
fn page(api: &FakeApi) -> (Stage, EnvStore, Arc<Mutex<usize>>) {
    api.put_me(Some(owner()));
    let store = EnvStore::new(Rc::new(api.clone()));
    let given = store.clone();
    let filled = Arc::new(Mutex::new(0));
    let counted = Arc::clone(&filled);
    let stage = open(move || {
        provide_context(given.clone());
        let on_fill = Callback::new(move |()| *counted.lock().unwrap() += 1);
        let finish = move |_| given.finish(&session(), Vec::new());
        view! {
            <button on:click=finish>"Finish"</button>
            <FinishDialog session=session() on_fill />
        }
    });
    (stage, store, filled)
}

/// Presses *Finish* as a person does, who has the focus there.
async fn finish(stage: &Stage) {
    stage.button("Finish").unwrap().focus().unwrap();
    stage.click("Finish").await;
}

fn is_open(stage: &Stage) -> bool {
    stage.count("dialog[open]") == 1
}

#[wasm_bindgen_test]
async fn it_lists_what_is_missing_and_saves_when_a_person_says_so() {
    let api = project(vec![web()]);
    let slots = vec![missing("A", None), missing("B", Some("model")), missing("C", Some("model"))];
    api.put_missing(slots);
    let (stage, store, _filled) = page(&api);
    finish(&stage).await;
    stage.see("2 required values are still missing").await;
    stage.see("web/.env.local").await;
    stage.see("one of B, C").await;
    assert!(is_open(&stage));
    stage.see_focus_on("Fill now").await;
    stage.click("Save anyway").await;
    let finishing = store.finish_state(&session());
    let is_saved = || finishing.with_untracked(|state| matches!(state, FinishState::Saved(_)));
    stage.until("saved", is_saved).await;
    stage.until("closed", || !is_open(&stage)).await;
    assert_eq!(api.n_calls(Verb::Finish), 2);
}

#[wasm_bindgen_test]
async fn pressed_twice_it_saves_once() {
    let api = project(vec![web()]);
    api.put_missing(vec![missing("A", None)]);
    let (stage, _store, _filled) = page(&api);
    finish(&stage).await;
    stage.see("1 required value is still missing").await;
    api.next(Verb::Finish, Fault::Slow { delay_ms: 100 });
    stage.click("Save anyway").await;
    stage.click("Save anyway").await;
    stage.until("closed", || !is_open(&stage)).await;
    assert_eq!(api.n_calls(Verb::Finish), 2);
}

#[wasm_bindgen_test]
async fn filling_now_saves_nothing_and_the_focus_comes_back() {
    let api = project(vec![web()]);
    api.put_missing(vec![missing("A", None)]);
    let (stage, _store, filled) = page(&api);
    finish(&stage).await;
    stage.see("1 required value is still missing").await;
    stage.click("Fill now").await;
    assert!(!is_open(&stage));
    stage.see_focus_on("Finish").await;
    assert_eq!((*filled.lock().unwrap(), api.n_calls(Verb::Finish)), (1, 1));
    // Asked again, it asks again.
    finish(&stage).await;
    stage.until("open again", || is_open(&stage)).await;
    stage.click("Cancel").await;
    assert!(!is_open(&stage));
}

#[wasm_bindgen_test]
async fn a_list_that_has_changed_meanwhile_is_shown_before_anything_is_saved() {
    let api = project(vec![web()]);
    api.put_missing(vec![missing("A", None)]);
    let (stage, _store, _filled) = page(&api);
    finish(&stage).await;
    stage.see("1 required value is still missing").await;
    api.put_missing(vec![missing("A", None), missing("D", None)]);
    stage.click("Save anyway").await;
    stage.see("What is missing has changed meanwhile.").await;
    stage.see("2 required values are still missing").await;
    let dialog = document().query_selector("dialog").unwrap().unwrap();
    assert!(dialog.unchecked_into::<web_sys::HtmlDialogElement>().open());
}

#[wasm_bindgen_test]
async fn trying_again_says_yes_to_nothing_that_nobody_has_said_yes_to() {
    let api = project(vec![web()]);
    api.put_missing(vec![missing("A", None)]);
    let (stage, store, _filled) = page(&api);
    finish(&stage).await;
    stage.see("1 required value is still missing").await;
    stage.click("Cancel").await;
    api.next(Verb::Finish, Fault::Refused(ApiError::Offline));
    finish(&stage).await;
    stage.see("The snapshot was not saved.").await;
    stage.click("Retry").await;
    stage.see("1 required value is still missing").await;
    let asked = store.finish_state(&session());
    assert!(matches!(asked.get_untracked(), FinishState::Missing(_)));
    // What was said yes to is said again.
    api.next(Verb::Finish, Fault::Refused(ApiError::Offline));
    stage.click("Save anyway").await;
    stage.see("The snapshot was not saved.").await;
    stage.click("Retry").await;
    stage.until("it is closed", || !is_open(&stage)).await;
    assert!(matches!(asked.get_untracked(), FinishState::Saved(_)));
}

#[wasm_bindgen_test]
async fn what_has_failed_is_told_and_can_be_tried_again() {
    let api = project(vec![web()]);
    let (stage, store, _filled) = page(&api);
    api.next(Verb::Finish, Fault::Refused(ApiError::Offline));
    finish(&stage).await;
    stage.see("The snapshot was not saved.").await;
    stage.see("The server cannot be reached.").await;
    assert!(is_open(&stage) && stage.button("Fill now").is_none());
    stage.click("Retry").await;
    stage.until("it is closed", || !is_open(&stage)).await;
    let finished = store.finish_state(&session());
    assert!(matches!(finished.get_untracked(), FinishState::Saved(_)));
}
