//! The request form while it is open: what it shows, and the ways to answer.

use crate::asking::{another_form, asked, open_form};
use crate::dom::open;
use crate::project::{address, configuration, file_ref, of_configuration, project, slot, web};
use envdock::RequestForm;
use envdock::api::fake::{FakeApi, Fault, Verb};
use envdock::api::{ApiError, KeyAnswer};
use envdock_contract::model::{Kind, RequestedKey, Scope, Slot};
use envdock_core::Configuration;
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

/// What the last submission says for each key, without the values.
fn sent(api: &FakeApi) -> Vec<String> {
    let said = |answer: &KeyAnswer| match answer {
        KeyAnswer::Set { scope: Scope::Session { .. }, value, .. } => {
            format!("session {}", value.expose())
        }
        KeyAnswer::Set { value, .. } => format!("set {}", value.expose()),
        KeyAnswer::UseStored => "stored".to_owned(),
        KeyAnswer::Skip => "skip".to_owned(),
    };
    let last = api.submissions().last().cloned();
    last.into_iter().flat_map(|order| order.answers).map(|of| said(&of.answer)).collect()
}

#[wasm_bindgen_test]
async fn it_says_who_asks_for_what_and_why_and_takes_no_focus() {
    let api = project(vec![web()]);
    let described = RequestedKey {
        description: Some("<b>the main one</b>".to_owned()),
        ..asked("DATABASE_URL")
    };
    let (stage, _store) = open_form(&api, vec![described, asked("REDIS_URL")]);
    stage.see("The agent asks for 2 values").await;
    stage.see("setup-agent").await;
    stage.see("The tests need a database.").await;
    stage.see("<b>the main one</b>").await;
    stage.see("src/main.ts:7").await;
    stage.see("2 keys still to answer").await;
    assert_eq!((stage.count("blockquote bdi"), stage.count("b")), (2, 0));
    let focused = document().active_element().map(|element| element.tag_name());
    assert_eq!(focused.as_deref(), Some("BODY"));
    stage.hear("The agent asks for 2 values.").await;
}

#[wasm_bindgen_test]
async fn while_it_is_read_its_shape_is_there_and_a_failure_can_be_asked_again() {
    let api = project(vec![web()]);
    api.next(Verb::Request, Fault::Refused(ApiError::Unreadable));
    let (stage, _store) = open_form(&api, vec![asked("DATABASE_URL")]);
    stage.see("The request could not be loaded").await;
    stage.click("Retry").await;
    stage.see("The agent asks for a value").await;
}

#[wasm_bindgen_test]
async fn without_a_request_or_with_an_unknown_one_it_says_so() {
    let none = open(|| view! { <RequestForm request=Signal::stored(None) /> });
    none.see("Nothing is asked").await;
    let api = project(vec![web()]);
    let store = envdock::EnvStore::new(std::rc::Rc::new(api));
    let unknown = another_form(&store);
    unknown.see("There is no such request for you").await;
}

#[wasm_bindgen_test]
async fn values_go_to_their_scopes_and_enter_submits_from_a_field() {
    let api = project(vec![web()]);
    let (stage, _store) = open_form(&api, vec![asked("DATABASE_URL"), asked("STRIPE_KEY")]);
    stage.type_into("Value of DATABASE_URL", "one").await;
    stage.type_into("Value of STRIPE_KEY", "two").await;
    stage.choose("This session only", 1).await;
    stage.see("It is gone when the session ends.").await;
    stage.see("All answered.").await;
    stage.press_in("Value of STRIPE_KEY", "Enter").await;
    stage.see("Answered").await;
    stage.see("saved for this configuration").await;
    stage.see("this session only").await;
    assert_eq!(sent(&api), ["set one", "session two"]);
}

#[wasm_bindgen_test]
async fn what_is_missing_is_said_at_its_field_and_nothing_is_sent() {
    let api = project(vec![web()]);
    let optional = RequestedKey { required: false, ..asked("SENTRY_DSN") };
    let (stage, _store) = open_form(&api, vec![asked("DATABASE_URL"), optional]);
    stage.see("1 key still to answer").await;
    stage.click("Submit").await;
    stage.see("Type a value, or skip it.").await;
    assert_eq!(api.n_calls(Verb::Submit), 0);
    stage.type_into("Value of DATABASE_URL", "one").await;
    stage.see_no("Type a value, or skip it.").await;
    stage.click("Submit").await;
    stage.see("skipped").await;
    assert_eq!(sent(&api), ["set one", "skip"]);
}

#[wasm_bindgen_test]
async fn a_skip_can_be_undone_and_keeps_what_was_typed() {
    let api = project(vec![web()]);
    let (stage, _store) = open_form(&api, vec![asked("DATABASE_URL")]);
    stage.type_into("Value of DATABASE_URL", "kept").await;
    stage.click("Skip DATABASE_URL").await;
    stage.see("Skipped").await;
    stage.see_focus_on("Undo DATABASE_URL").await;
    stage.click("Undo DATABASE_URL").await;
    let is_back = || stage.typed("Value of DATABASE_URL").as_deref() == Some("kept");
    stage.until("the text is back", is_back).await;
    stage.click("Skip DATABASE_URL").await;
    stage.click("Submit").await;
    stage.see("skipped").await;
    assert_eq!(sent(&api), ["skip"]);
}

#[wasm_bindgen_test]
async fn a_stored_value_is_used_or_replaced() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration("REDIS_URL"));
    let (stage, _store) = open_form(&api, vec![asked("REDIS_URL")]);
    stage.see("Already set").await;
    stage.see("for this configuration").await;
    stage.click("Replace REDIS_URL").await;
    stage.see("1 key still to answer").await;
    stage.click("Use the stored value REDIS_URL").await;
    stage.see("All answered.").await;
    stage.click("Submit").await;
    stage.see("used the stored value").await;
    assert_eq!(sent(&api), ["stored"]);
}

#[wasm_bindgen_test]
async fn a_value_that_the_agent_calls_rejected_is_asked_for_again() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration("REDIS_URL"));
    let rejected = RequestedKey { replace: Some("WRONGPASS".to_owned()), ..asked("REDIS_URL") };
    let (stage, _store) = open_form(&api, vec![rejected]);
    stage.see("The agent says that the stored value was rejected").await;
    stage.see("WRONGPASS").await;
    stage.type_into("New value of REDIS_URL", "new").await;
    stage.click("Submit").await;
    stage.see("saved for this configuration").await;
    assert_eq!(sent(&api), ["set new"]);
}

#[wasm_bindgen_test]
async fn a_shared_value_is_used_only_when_a_person_says_so() {
    let proposed = Slot { proposed: true, ..slot("AWS_SECRET") };
    let api = project(vec![crate::project::file("web", ".env.local", vec![proposed])]);
    api.put_stored(address("AWS_SECRET", Scope::Organization));
    let (stage, _store) = open_form(&api, vec![asked("AWS_SECRET")]);
    stage.see("A shared value exists").await;
    stage.click("Submit").await;
    stage.see("Choose what to do with it.").await;
    assert_eq!(api.n_calls(Verb::Submit), 0);
    stage.click("Use the shared value AWS_SECRET").await;
    stage.click("Submit").await;
    stage.see("used the stored value").await;
    assert_eq!(sent(&api), ["stored"]);
}

#[wasm_bindgen_test]
async fn of_a_group_one_answer_is_enough() {
    let member = |key| RequestedKey { any_of: Some("model".to_owned()), ..asked(key) };
    let api = project(vec![web()]);
    let (stage, _store) = open_form(&api, vec![member("FIRST_KEY"), member("SECOND_KEY")]);
    stage.see("One of these is enough").await;
    stage.see("1 key still to answer").await;
    stage.type_into("Value of SECOND_KEY", "two").await;
    stage.see("Not needed: another one is answered.").await;
    stage.click("Submit").await;
    stage.see("Answered").await;
    assert_eq!(sent(&api), ["skip", "set two"]);
}

#[wasm_bindgen_test]
async fn a_suggestion_is_a_toggle_and_a_visible_value_is_not_masked() {
    let suggested = RequestedKey {
        kind: Kind::Visible,
        suggestions: vec!["sqlite:dev.db".to_owned()],
        ..asked("DATABASE_URL")
    };
    let api = project(vec![web()]);
    let (stage, _store) = open_form(&api, vec![suggested]);
    stage.click("sqlite:dev.db").await;
    let typed = || stage.typed("Value of DATABASE_URL").unwrap_or_default();
    stage.until("typed", || typed() == "sqlite:dev.db").await;
    assert_eq!(stage.count("[aria-pressed=true]"), 1);
    assert_eq!(stage.count("input[type=text][name=envdock-value]"), 1);
    stage.click("sqlite:dev.db").await;
    stage.until("empty again", || typed().is_empty()).await;
}

#[wasm_bindgen_test]
async fn what_is_odd_about_a_key_or_a_file_is_said() {
    let strange = RequestedKey {
        file: file_ref("web", ".env.1ocal"),
        provenance: Vec::new(),
        refused_before: 2,
        ..asked("STRlPE_KEY")
    };
    let guessed = RequestedKey {
        file: file_ref("worker", ".env"),
        file_is_a_guess: true,
        ..asked("QUEUE_TOKEN")
    };
    let api = project(vec![web()]);
    let (stage, _store) = open_form(&api, vec![strange, guessed]);
    stage.see("Not found in this project").await;
    stage.see("Looks like STRIPE_KEY, which this project has, but is another key").await;
    stage.see("Looks like web/.env.local, but is another file").await;
    stage.see("Asked before, refused 2 times").await;
    stage.see("Chosen by Envdock, because the agent named no file").await;

    // Where there is no folder, nobody has looked for a key in the project.
    let unlooked = Configuration { folder: None, ..configuration(Some(vec![web()])) };
    api.put_configuration(unlooked);
    let unseen = RequestedKey { provenance: Vec::new(), refused_before: 1, ..asked("REDIS_URL") };
    let (stage, _store) = open_form(&api, vec![unseen]);
    stage.see("Asked before, refused once").await;
    stage.see_no("Not found in this project").await;
}

#[wasm_bindgen_test]
async fn a_long_text_is_shown_in_part_and_whole_on_request() {
    let api = project(vec![web()]);
    let words = "word ".repeat(90);
    let long = RequestedKey { description: Some(format!("{words}end")), ..asked("DATABASE_URL") };
    let (stage, _store) = open_form(&api, vec![long]);
    stage.see("…").await;
    assert!(!stage.text().contains("word end"));
    stage.click("Show all of it").await;
    stage.see("word end").await;
    stage.click("Show less").await;
    stage.see_no("word end").await;
}
