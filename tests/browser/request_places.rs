//! One request in several places: forms of one page, the tab, and put aside.

use crate::asking::{another_form, asked, open_form, owner, request, setup_session};
use crate::dom::Stage;
use crate::project::{another_tab, open_tab, project, web};
use envdock::api::fake::Verb;
use envdock_contract::model::{EnvRequest, RequestId, RequestState};
use leptos::prelude::document;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn two_forms_and_the_tab_share_what_is_typed_and_close_together() {
    let api = project(vec![web()]);
    let (first, store) = open_form(&api, vec![asked("DATABASE_URL")]);
    let second = another_form(&store);
    first.type_into("Value of DATABASE_URL", "shared").await;
    let is_there = || second.typed("Value of DATABASE_URL").as_deref() == Some("shared");
    second.until("typed there, too", is_there).await;
    second.click("Submit").await;
    first.see("Answered").await;
    second.see("saved for this configuration").await;
    assert_eq!(api.n_calls(Verb::Submit), 1);
}

#[wasm_bindgen_test]
async fn a_form_and_the_open_field_of_the_tab_follow_each_other() {
    const FIELD: &str = "Value of DATABASE_URL";
    let api = project(vec![web()]);
    let (form, store) = open_form(&api, vec![asked("DATABASE_URL")]);
    let tab = another_tab(&store);
    tab.click("Fill DATABASE_URL").await;
    form.type_into(FIELD, "from the form").await;
    let has = |stage: &Stage, text: &str| stage.typed(FIELD).as_deref() == Some(text);
    tab.until("typed there, too", || has(&tab, "from the form")).await;
    tab.see("13 bytes").await;
    tab.type_into(FIELD, "from the tab").await;
    form.until("typed there, too", || has(&form, "from the tab")).await;
    form.type_into(FIELD, "").await;
    tab.until("emptied there, too", || has(&tab, "")).await;
}

#[wasm_bindgen_test]
async fn the_tab_lists_open_requests_until_they_are_answered() {
    let api = project(vec![web()]);
    api.put_me(Some(owner()));
    api.put_request(request(vec![asked("DATABASE_URL")]));
    let (stage, store) = open_tab(&api);
    stage.see("1 open request").await;
    stage.see("The agent waits for 1 value").await;
    stage.click("Answer").await;
    stage.see("The agent asks for a value").await;
    api.put_request(EnvRequest {
        state: RequestState::Declined,
        ..request(vec![asked("DATABASE_URL")])
    });
    store.refresh();
    stage.see_no("1 open request").await;
}

#[wasm_bindgen_test]
async fn not_now_puts_it_aside_and_answer_brings_it_back() {
    let api = project(vec![web()]);
    let (stage, _store) = open_form(&api, vec![asked("DATABASE_URL")]);
    stage.type_into("Value of DATABASE_URL", "kept").await;
    stage.click("Not now").await;
    stage.see("The agent waits for 1 value").await;
    stage.see("1 value typed, not saved").await;
    stage.see_focus_on("Answer").await;
    stage.click("Answer").await;
    let is_back = || stage.typed("Value of DATABASE_URL").as_deref() == Some("kept");
    stage.until("the text is back", is_back).await;
    assert_eq!((api.n_calls(Verb::Submit), api.n_calls(Verb::Decline)), (0, 0));
}

#[wasm_bindgen_test]
async fn answering_in_the_tab_leaves_the_focus_to_the_next_request_and_then_to_the_heading() {
    let api = project(vec![web()]);
    api.put_me(Some(owner()));
    api.put_session(setup_session(true));
    let second = RequestId::new("second").unwrap();
    api.put_request(request(vec![asked("DATABASE_URL")]));
    api.put_request(EnvRequest { id: second, ..request(vec![asked("REDIS_URL")]) });
    let (stage, _store) = open_tab(&api);
    stage.see("2 open requests").await;
    stage.press("Answer").await;
    stage.press("Decline").await;
    stage.see("1 open request").await;
    stage.see_focus_on("Answer").await;
    stage.press("Answer").await;
    stage.press("Decline").await;
    stage.see_no("open request").await;
    let is_on_heading = || {
        let focused = document().active_element();
        focused.is_some_and(|focused| focused.class_name() == "envdock-header__title")
    };
    stage.until("the heading has the focus", is_on_heading).await;
    assert_eq!(api.n_calls(Verb::Decline), 2);
}
