//! A dotenv text that is pasted into a field of a request fills what it names.

use crate::asking::{asked, open_form};
use crate::dom::Stage;
use crate::project::{of_configuration, project, web};
use envdock::api::fake::{FakeApi, Verb};
use wasm_bindgen_test::wasm_bindgen_test;

const DATABASE: &str = "Value of DATABASE_URL";
const REDIS: &str = "Value of REDIS_URL";
const STRIPE: &str = "Value of STRIPE_KEY";
const TEXT: &str = "DATABASE_URL=canary-one\nexport REDIS_URL='canary two'\nOTHER=canary\n";

/// A form that asks for three keys, with a text pasted into the field of the last one.
async fn pasted(api: &FakeApi, text: &str) -> Stage {
    let keys = vec![asked("DATABASE_URL"), asked("REDIS_URL"), asked("STRIPE_KEY")];
    let (stage, _store) = open_form(api, keys);
    stage.until(STRIPE, || stage.field(STRIPE).is_some()).await;
    stage.paste(STRIPE, text).await;
    stage
}

#[wasm_bindgen_test]
async fn the_fields_of_the_keys_that_it_names_are_filled_and_nothing_is_sent() {
    let api = project(vec![web()]);
    let stage = pasted(&api, TEXT).await;
    stage.see("Filled from the pasted text: DATABASE_URL, REDIS_URL.").await;
    stage.see("1 key is not asked for and not used.").await;
    assert_eq!(stage.typed(DATABASE).as_deref(), Some("canary-one"));
    assert_eq!(stage.typed(REDIS).as_deref(), Some("canary two"));
    assert_eq!(stage.typed(STRIPE).as_deref(), Some(""));
    assert!(!stage.html().contains("canary"), "a value is in the document");
    assert_eq!((api.n_calls(Verb::Write), api.submissions().len()), (0, 0));
    stage.see("1 key still to answer").await;
}

#[wasm_bindgen_test]
async fn it_is_taken_back_but_for_what_was_typed_since() {
    let api = project(vec![web()]);
    let stage = pasted(&api, TEXT).await;
    stage.see("Filled from the pasted text").await;
    stage.type_into(REDIS, "mine").await;
    stage.click("Empty them again").await;
    stage.until("emptied", || stage.typed(DATABASE).as_deref() == Some("")).await;
    assert_eq!(stage.typed(REDIS).as_deref(), Some("mine"));
    stage.see_no("Filled from the pasted text").await;
    stage.hear("The fields are as they were before.").await;
}

#[wasm_bindgen_test]
async fn what_is_typed_or_stored_stays_and_a_line_that_cannot_be_read_is_counted() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration("REDIS_URL"));
    let keys = vec![asked("DATABASE_URL"), asked("REDIS_URL"), asked("STRIPE_KEY")];
    let (stage, _store) = open_form(&api, keys);
    stage.type_into(DATABASE, "mine").await;
    stage.paste(STRIPE, "DATABASE_URL=1\nREDIS_URL=2\nSTRIPE_KEY=\n").await;
    stage.see("The pasted text has filled no field.").await;
    stage.see("2 keys have values already or are left out, and stay as they are.").await;
    stage.see("1 line cannot be read.").await;
    assert_eq!(stage.typed(DATABASE).as_deref(), Some("mine"));
    assert!(stage.button("Empty them again").is_none());
}

#[wasm_bindgen_test]
async fn it_can_be_the_value_of_the_field_after_all() {
    let api = project(vec![web()]);
    let stage = pasted(&api, TEXT).await;
    stage.see("Filled from the pasted text").await;
    stage.click("Use it as the value of STRIPE_KEY").await;
    let lines = || stage.typed(STRIPE).as_deref() == Some(TEXT);
    stage.until("the text is in its field", lines).await;
    stage
        .until("the others are empty again", || stage.typed(DATABASE).as_deref() == Some(""))
        .await;
}

#[wasm_bindgen_test]
async fn a_text_that_names_no_asked_key_is_the_value_of_its_field() {
    let api = project(vec![web()]);
    let text = "first=1\nsecond=2\n";
    let stage = pasted(&api, text).await;
    stage.until("the text is in its field", || stage.typed(STRIPE).as_deref() == Some(text)).await;
    assert!(!stage.text().contains("pasted text"));
}
