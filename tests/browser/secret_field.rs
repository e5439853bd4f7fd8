//! The field for a value.

use crate::dom::{Stage, open};
use envdock::components::parts::{FieldKey, SecretField, SecretFieldHandle};
use envdock_contract::model::{Kind, SecretText};
use leptos::prelude::*;
use std::sync::{Arc, Mutex};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

type Said = Arc<Mutex<Vec<String>>>;

fn field(kind: Kind) -> (Stage, SecretFieldHandle, Said) {
    let said = Said::default();
    let (typed, pressed) = (Arc::clone(&said), Arc::clone(&said));
    let made = Arc::new(Mutex::new(None));
    let handed = Arc::clone(&made);
    let stage = open(move || {
        let handle = SecretFieldHandle::new("STRIPE_SECRET_KEY");
        *handed.lock().unwrap() = Some(handle);
        let on_input = Callback::new(move |text: SecretText| {
            typed.lock().unwrap().push(text.expose().to_owned());
        });
        let on_key = Callback::new(move |key: FieldKey| {
            pressed.lock().unwrap().push(format!("{key:?}"));
        });
        let problem = Signal::stored(None::<String>);
        view! { <SecretField id="field" label="Value" kind problem handle on_input on_key /> }
    });
    let handle = made.lock().unwrap().take().unwrap();
    (stage, handle, said)
}

fn last(said: &Said) -> String {
    said.lock().unwrap().last().cloned().unwrap_or_default()
}

#[wasm_bindgen_test]
async fn typing_is_masked_counted_and_handed_over_untrimmed() {
    let (stage, _handle, said) = field(Kind::Secret);
    stage.type_into("Value", " ab ").await;
    assert_eq!(last(&said), " ab ");
    stage.see("4 bytes").await;
    stage.see("Starts or ends with white space.").await;
    assert_eq!(stage.count("input[type=password][autocomplete=off]"), 1);
    assert!(!stage.html().contains(" ab "));
}

#[wasm_bindgen_test]
async fn white_space_at_the_ends_goes_when_somebody_asks_for_it() {
    let (stage, _handle, said) = field(Kind::Secret);
    stage.type_into("Value", " a b ").await;
    stage.click("Trim").await;
    assert_eq!(last(&said), "a b");
    assert_eq!(stage.typed("Value").as_deref(), Some("a b"));
    stage.until("nothing to trim", || stage.button("Trim").is_none()).await;
}

#[wasm_bindgen_test]
async fn show_reveals_and_leaving_hides_again() {
    let (stage, _handle, _said) = field(Kind::Secret);
    stage.type_into("Value", "abc").await;
    stage.click("Show").await;
    stage.until("revealed", || stage.count("input[type=text]") == 1).await;
    stage.leave("Value").await;
    stage.until("hidden", || stage.count("input[type=password]") == 1).await;
}

#[wasm_bindgen_test]
async fn a_visible_kind_is_not_masked() {
    let (stage, _handle, _said) = field(Kind::Visible);
    assert_eq!(stage.count("input[type=text]"), 1);
    assert!(stage.button("Show").is_none());
}

#[wasm_bindgen_test]
async fn several_pasted_lines_keep_their_breaks() {
    let (stage, _handle, said) = field(Kind::Secret);
    stage.type_into("Value", "x").await;
    stage.paste("Value", "-----BEGIN KEY-----\nabc\n-----END KEY-----\n").await;
    stage.until("lines", || last(&said).contains('\n')).await;
    assert!(
        last(&said).contains("-----BEGIN KEY-----\nabc\n-----END KEY-----\n"),
        "{}",
        last(&said)
    );
    let area = stage.field("Value").unwrap();
    assert!(area.has_type::<web_sys::HtmlTextAreaElement>());
}

#[wasm_bindgen_test]
async fn enter_and_escape_mean_something_but_not_while_composing() {
    let (stage, _handle, said) = field(Kind::Secret);
    stage.press_in("Value", "Enter").await;
    assert_eq!(last(&said), "Save");
    stage.press_in("Value", "Escape").await;
    assert_eq!(last(&said), "Close");
}

#[wasm_bindgen_test]
async fn the_owner_can_put_a_draft_back_and_clear_it() {
    let (stage, handle, _said) = field(Kind::Secret);
    handle.put("one\ntwo");
    crate::dom::tick().await;
    assert_eq!(stage.typed("Value").as_deref(), Some("one\ntwo"));
    handle.clear();
    crate::dom::tick().await;
    assert_eq!(stage.typed("Value").as_deref(), Some(""));
}

#[wasm_bindgen_test]
async fn what_may_be_wrong_with_a_value_is_said_and_nothing_of_it_repeated() {
    let (stage, _handle, said) = field(Kind::Secret);
    stage.type_into("Value", "\"pk_test_0000000000000000\"").await;
    stage.see("It begins and ends with quotes.").await;
    stage.click("Remove quotes").await;
    assert_eq!(last(&said), "pk_test_0000000000000000");
    stage
        .see("This looks like a publishable key of Stripe; the name asks for the secret one.")
        .await;
    stage.until("no quotes", || stage.button("Remove quotes").is_none()).await;
    assert!(!stage.html().contains("pk_test_"));
    stage.type_into("Value", "sk_test_0000000000000000").await;
    stage.until("nothing odd", || stage.count(".envdock-field__warning") == 0).await;
}

#[wasm_bindgen_test]
async fn a_random_value_goes_into_the_field_and_nowhere_else() {
    let (stage, _handle, said) = field(Kind::Secret);
    stage.click("Generate… Value").await;
    stage.see("About 190 random bits. Insert replaces what is typed.").await;
    stage.type_into("Length", "4").await;
    stage.see("Choose a length from 8 to 512.").await;
    stage.click("Insert").await;
    assert_eq!(last(&said), "");
    stage.type_into("Length", "40").await;
    stage.see("About 238 random bits.").await;
    stage.click("Insert").await;
    let first = last(&said);
    assert_eq!(first.len(), 40);
    assert!(first.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    assert_eq!(stage.typed("Value"), Some(first.clone()));
    assert!(!stage.html().contains(&first));
    stage.until("closed", || stage.button("Insert").is_none()).await;
}

#[wasm_bindgen_test]
async fn a_visible_kind_offers_no_random_value() {
    let (stage, _handle, _said) = field(Kind::Visible);
    assert!(stage.button("Generate… Value").is_none());
}
