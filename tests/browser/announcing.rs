//! What is said aloud: once, in order, in one place of the page.

use crate::asking::{asked, owner, request, request_id, setup_session};
use crate::dom::{Stage, heard, live_regions, open, tick};
use crate::project::{configuration_id, context, file_ref, project, session, web};
use envdock::components::parts::{announce, use_announcer};
use envdock::store::MissingSlot;
use envdock::{
    EnvStore, EnvironmentMatrix, EnvironmentTab, FinishDialog, OrganizationSecrets,
    RepositorySummary, RequestForm, SetupNotice,
};
use envdock_contract::model::{Environment, KeyName};
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

fn the_region() -> HtmlElement {
    let mut regions = live_regions();
    assert_eq!(regions.len(), 1, "regions that speak");
    regions.remove(0)
}

/// Something small that speaks.
fn speaker() -> Stage {
    open(use_announcer)
}

/// Every surface on one page.
pub(crate) fn everything(store: EnvStore) -> Stage {
    open(move || {
        provide_context(store.clone());
        let context = || Signal::stored(context());
        let environments = Signal::stored(vec![Environment::default()]);
        let chosen = Signal::stored(Environment::default());
        let finish = move |_| store.finish(&session(), Vec::new());
        view! {
            <button on:click=finish>"Finish"</button>
            <SetupNotice context=context() on_open=Callback::new(|_| ()) />
            <RequestForm request=Signal::stored(Some(request_id())) />
            <EnvironmentTab context=context() />
            <RepositorySummary configuration=configuration_id() href=Signal::stored(None::<String>) />
            <EnvironmentMatrix
                configuration=configuration_id()
                environments
                chosen
                on_choose=Callback::new(|_| ())
            />
            <OrganizationSecrets />
            <FinishDialog session=session() on_fill=Callback::new(|()| ()) />
        }
    })
}

#[wasm_bindgen_test]
async fn a_page_with_every_surface_has_one_region_which_is_in_the_dialog_that_is_open() {
    let api = project(vec![web()]);
    api.put_me(Some(owner()));
    api.put_session(setup_session(true));
    api.put_request(request(vec![asked("REDIS_URL")]));
    let (file, key) = (file_ref("web", ".env.local"), KeyName::new("REDIS_URL").unwrap());
    api.put_missing(vec![MissingSlot { file, key, any_of: None }]);
    let store = EnvStore::new(Rc::new(api));
    store.identify();
    let stage = everything(store);
    stage.see("0 of 3 required set").await;
    stage.see("The agent asks for a value").await;
    let body = document().body().map(HtmlElement::into);
    assert_eq!(the_region().parent_element(), body);

    stage.click("Fill DATABASE_URL").await;
    stage.click("Generate… Value of DATABASE_URL").await;
    stage.click("Add a key…").await;
    stage.see("random bits.").await;
    the_region();

    for open in ["Import…", "Finish"] {
        stage.click(open).await;
        let is_in_dialog =
            || the_region().parent_element().unwrap().matches("dialog:modal").unwrap();
        stage.until("it speaks in the dialog", is_in_dialog).await;
        stage.click_first("dialog[open] button[data-kind=quiet]").await;
        stage.until("it is back", || the_region().parent_element() == body).await;
    }
    drop(stage);
    assert!(live_regions().is_empty(), "nothing is left on a page without us");
}

#[wasm_bindgen_test]
async fn what_is_said_at_once_is_heard_in_order_and_the_same_words_twice() {
    let stage = speaker();
    tick().await;
    let all = ["A saved.", "B saved.", "B saved.", "C was not saved."];
    for words in all {
        announce(words);
    }
    stage.until("all of it", || heard() == all).await;
    announce("D saved.");
    assert_eq!(heard().last().map(String::as_str), Some("D saved."), "nothing waits any more");
}

#[wasm_bindgen_test]
async fn a_surface_that_goes_takes_no_words_with_it() {
    let (first, second) = (speaker(), speaker());
    tick().await;
    let region = the_region();
    announce("Said by the first.");
    drop(first);
    announce("Said by the second.");
    second.hear("Said by the second.").await;
    assert_eq!(heard(), ["Said by the first.", "Said by the second."]);
    assert_eq!(the_region(), region);
}

#[wasm_bindgen_test]
async fn a_surface_that_goes_with_an_open_dialog_leaves_the_region_on_the_page() {
    let staying = speaker();
    let api = project(vec![web()]);
    let store = EnvStore::new(Rc::new(api));
    let going = everything(store);
    going.click("Import…").await;
    going.until("in the dialog", || the_region().closest("dialog").unwrap().is_some()).await;
    drop(going);
    staying.until("a region", || live_regions().len() == 1).await;
    announce("Still here.");
    staying.hear("Still here.").await;
}

#[wasm_bindgen_test]
async fn what_is_wrong_stays_in_place_and_is_said_each_time_it_is_asked_for() {
    let api = project(vec![web()]);
    api.put_me(Some(owner()));
    let store = EnvStore::new(Rc::new(api));
    store.identify();
    let stage = open(move || {
        provide_context(store);
        view! { <EnvironmentTab context=Signal::stored(context()) /> }
    });
    stage.click("Add a key…").await;
    stage.type_into("Key", "1 no name").await;
    stage.click("Add").await;
    let shown = || stage.nth(".envdock-add-key .envdock-panel__warning", 0).inner_text();
    stage.until("it is shown", || !shown().trim().is_empty()).await;
    stage.hear(shown().trim()).await;
    let before = heard().len();
    stage.click("Add").await;
    stage.until("said again", || heard().len() == before + 1).await;
    stage.hear(shown().trim()).await;
}
