//! Links that lead to a key, and what can be copied of it.

use crate::dom::{Stage, open};
use crate::project::{context, file, of_configuration, project, slot, two_files};
use envdock::api::fake::FakeApi;
use envdock::{EnvStore, EnvironmentTab, KeyTarget};
use envdock_contract::model::{EnvFile, KeyName};
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

fn target(key: &str, file: Option<&str>) -> KeyTarget {
    KeyTarget { key: KeyName::new(key).unwrap(), file: file.map(str::to_owned) }
}

/// The tab on a page with addresses, which leads to a key.
fn open_at(api: &FakeApi, target: KeyTarget) -> Stage {
    open_following(api, RwSignal::new(Some(target)))
}

fn open_following(api: &FakeApi, target: RwSignal<Option<KeyTarget>>) -> Stage {
    let store = EnvStore::new(Rc::new(api.clone()));
    open(move || {
        provide_context(store);
        let key_link = Callback::new(|target: KeyTarget| {
            ["https://ide.example/", &target.fragment()].concat()
        });
        view! { <EnvironmentTab context=Signal::stored(context()) target key_link /> }
    })
}

#[wasm_bindgen_test]
fn a_target_survives_the_end_of_an_address_and_nothing_else_is_one() {
    let both = target("DATABASE_URL", Some("web site/.env&#=ü"));
    assert_eq!(KeyTarget::of_fragment(&both.fragment()), Some(both));
    let short = target("DATABASE_URL", None);
    assert_eq!(short.fragment(), "#key=DATABASE_URL");
    assert_eq!(KeyTarget::of_fragment("#key=DATABASE_URL"), Some(short));
    for other in ["", "#", "#launch=abc", "#environment", "#key=", "#key=two words", "#key=9"] {
        assert_eq!(KeyTarget::of_fragment(other), None, "{other}");
    }
}

#[wasm_bindgen_test]
async fn a_link_to_a_missing_key_leads_into_its_field() {
    let stage = open_at(&project(two_files()), target("SMTP_HOST", None));
    let label = "Value of SMTP_HOST";
    stage.until(label, || stage.field(label).is_some()).await;
    stage.until("its focus", || document().active_element() == stage.field(label)).await;
}

#[wasm_bindgen_test]
async fn a_link_to_a_set_key_opens_its_row_in_the_file_it_names_also_a_closed_one() {
    let keys = || ["FIRST_KEY", "SECOND_KEY"].map(slot).to_vec();
    let api = project(vec![file(".", ".env", keys()), file("web", ".env", keys())]);
    for key in ["FIRST_KEY", "SECOND_KEY"] {
        api.put_stored(of_configuration(key));
    }
    let to = RwSignal::new(None);
    let stage = open_following(&api, to);
    stage.see("4 of 4 required set").await;
    stage.click("web/.env, 2 of 2 required set").await;
    stage.until("closed", || stage.count("[data-slot]") == 2).await;
    to.set(Some(target("SECOND_KEY", Some("web/.env"))));
    let is_there = || {
        let focused = document().active_element().unwrap();
        focused.get_attribute("aria-expanded").as_deref() == Some("true")
            && focused.closest("[data-slot=\"3\"]").unwrap().is_some()
    };
    stage.until("the row", is_there).await;
    // It may lead elsewhere later.
    to.set(Some(target("FIRST_KEY", None)));
    stage.until("another row", || stage.count("[data-slot=\"0\"] [aria-expanded=true]") == 1).await;
}

#[wasm_bindgen_test]
async fn a_link_reaches_a_key_that_was_not_drawn() {
    let files = (0..250).map(|number| {
        let key = |key: usize| slot(&format!("KEY_{number}_{key}"));
        file(&format!("service{number}"), ".env", (0..40).map(key).collect())
    });
    let api = project(files.collect::<Vec<EnvFile>>());
    let stage = open_at(&api, target("KEY_200_20", None));
    let label = "Value of KEY_200_20";
    stage.until(label, || stage.field(label).is_some()).await;
    assert!(stage.count("[data-slot]") < 1_000);
}

#[wasm_bindgen_test]
async fn a_link_to_a_key_that_is_not_listed_says_so() {
    let stage = open_at(&project(two_files()), target("GONE_KEY", None));
    stage.see("The link leads to GONE_KEY, which this project does not list.").await;
    stage.click("Close").await;
    stage.until("no notice", || stage.count(".envdock-notice") == 0).await;
}

/// Puts something in the place of the clipboard; answers with what was there.
fn replace_clipboard(script: &str) {
    js_sys::eval(&format!(
        "Object.defineProperty(navigator, 'clipboard', {{ configurable: true, value: {script} }})"
    ))
    .unwrap();
}

#[wasm_bindgen_test]
async fn name_and_link_are_copied_and_what_is_refused_can_be_copied_by_hand() {
    let stage = open_at(&project(two_files()), target("KEY_3", None));
    stage.until("the button", || stage.button("Copy key name").is_some()).await;
    replace_clipboard("{ writeText: async (text) => { window.copied = text; } }");
    stage.click("Copy key name").await;
    stage.see("Copied.").await;
    stage.hear("Copied KEY_3").await;
    stage.click("Copy link").await;
    stage.hear("Copied https://ide.example/#key=KEY_3").await;
    let copied = js_sys::Reflect::get(&js_sys::global(), &"copied".into()).unwrap();
    assert_eq!(copied.as_string().as_deref(), Some("https://ide.example/#key=KEY_3"));

    for no_clipboard in ["{ writeText: () => Promise.reject(new Error('no')) }", "undefined"] {
        replace_clipboard(no_clipboard);
        stage.click("Copy key name").await;
        stage.see("The browser refused to copy it. Copy it from here:").await;
        let field = || document().active_element().unwrap().dyn_into::<web_sys::HtmlInputElement>();
        let has_focus = || field().is_ok_and(|field| field.read_only() && field.value() == "KEY_3");
        stage.until("the text", has_focus).await;
        let selected = field().unwrap().selection_end().unwrap();
        assert_eq!(selected, Some(5), "it can be copied at once");
    }
    js_sys::eval("delete navigator.clipboard").unwrap();
}
