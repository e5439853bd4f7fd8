//! What a person says about what is needed.

use crate::dom::Stage;
use crate::project::{configuration_id, file, open_tab, project, slot, web};
use envdock::EnvStore;
use envdock_contract::model::{KeyName, Slot, Version};
use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

fn listed(store: &EnvStore, path: &str) -> Vec<Slot> {
    let known = store.configuration(&configuration_id()).get_untracked().known.unwrap();
    let files = known.spec.as_ref().unwrap().files.clone();
    let found = files.into_iter().find(|file| file.file_ref().to_string() == path);
    found.map(|file| file.slots).unwrap_or_default()
}

fn keys(store: &EnvStore) -> Vec<String> {
    let key = |slot: &Slot| slot.key.as_str().to_owned();
    listed(store, "web/.env.local").iter().map(key).collect()
}

async fn open_about(stage: &Stage, key: &str) {
    // Once it is known that nothing is stored, the row opens with its field.
    let fill = ["Fill ", key].concat();
    stage.until("missing", || stage.button(&fill).is_some()).await;
    stage.press(key).await;
    // The field takes the focus in the next frame.
    let field = ["Value of ", key].concat();
    let has_focus =
        || stage.field(&field).is_some() && document().active_element() == stage.field(&field);
    stage.until("the focus", has_focus).await;
    stage.press("Change what is needed").await;
}

#[wasm_bindgen_test]
async fn a_key_that_is_not_needed_is_not_counted_and_can_be_described() {
    let (stage, store) = open_tab(&project(vec![web()]));
    stage.see("0 of 3 required set").await;
    open_about(&stage, "REDIS_URL").await;
    stage.type_into("What it is for", "Where sessions live").await;
    stage.click_first(".envdock-about__box:nth-of-type(2) input").await;
    stage.press("Save changes").await;
    stage.see("0 of 2 required set").await;
    stage.see("Not needed").await;
    let slot = listed(&store, "web/.env.local").remove(1);
    assert!(slot.not_needed && slot.required);
    assert_eq!(slot.description.as_deref(), Some("Where sessions live"));
}

#[wasm_bindgen_test]
async fn a_key_is_moved_taken_out_and_put_back() {
    let (stage, store) = open_tab(&project(vec![web()]));
    open_about(&stage, "REDIS_URL").await;
    stage.press("Move up REDIS_URL").await;
    stage.until("moved", || keys(&store)[0] == "REDIS_URL").await;
    stage.press("Remove from the list").await;
    stage.see("REDIS_URL is not listed in web/.env.local any more.").await;
    assert_eq!(keys(&store), ["DATABASE_URL", "STRIPE_KEY", "SENTRY_DSN"]);
    stage.press("Undo").await;
    stage.until("back", || keys(&store).len() == 4).await;
    stage.until("said no more", || !stage.text().contains("any more")).await;
}

#[wasm_bindgen_test]
async fn a_file_is_moved_with_the_keyboard_again_and_again_and_each_move_is_told() {
    let (stage, store) = open_tab(&project(vec![
        file(".", ".env", vec![slot("FIRST")]),
        file("api", ".env", vec![slot("SECOND")]),
        web(),
    ]));
    let files = || {
        let known = store.configuration(&configuration_id()).get_untracked().known.unwrap();
        let files = known.spec.as_ref().unwrap().files.clone();
        files.iter().map(|file| file.file_ref().to_string()).collect::<Vec<_>>().join(" ")
    };
    let up = "Move file up: web/.env.local";
    open_about(&stage, "STRIPE_KEY").await;
    stage.press(up).await;
    stage.hear("web/.env.local moved up.").await;
    assert_eq!(files(), ".env web/.env.local api/.env");
    stage.see_focus_on(up).await;
    stage.click(up).await;
    stage.until("first", || files() == "web/.env.local .env api/.env").await;
    stage.see_focus_on(up).await;
    stage.click(up).await;
    stage.hear("web/.env.local is the first already.").await;
    stage.click("Move file down: web/.env.local").await;
    stage.hear("web/.env.local moved down.").await;
    assert_eq!(files(), ".env web/.env.local api/.env");
}

#[wasm_bindgen_test]
async fn a_key_that_is_moved_keeps_the_focus_on_the_button_and_is_told() {
    let (stage, store) = open_tab(&project(vec![web()]));
    open_about(&stage, "STRIPE_KEY").await;
    stage.press("Move up STRIPE_KEY").await;
    stage.hear("STRIPE_KEY moved up.").await;
    stage.see_focus_on("Move up STRIPE_KEY").await;
    stage.click("Move up STRIPE_KEY").await;
    stage.until("first", || keys(&store)[0] == "STRIPE_KEY").await;
    stage.see_focus_on("Move up STRIPE_KEY").await;
}

#[wasm_bindgen_test]
async fn a_key_is_added_to_a_file_or_refused_with_a_reason() {
    let (stage, store) = open_tab(&project(vec![web()]));
    stage.press("Add a key…").await;
    for (key, file, text) in [
        ("1TOKEN", ".env", "does not begin with a digit"),
        ("TOKEN", "notes.txt", "Name a file of the project"),
        ("TOKEN", "../.env", "Name a file of the project"),
        ("REDIS_URL", "web/.env.local", "This file lists the key already."),
        ("NODE_OPTIONS", ".env", "press Add again"),
    ] {
        stage.type_into("Key", key).await;
        stage.type_into("Env file", file).await;
        stage.press("Add").await;
        stage.see(text).await;
    }
    assert!(listed(&store, ".env").is_empty());
    stage.press("Add").await;
    stage.until("added", || !listed(&store, ".env").is_empty()).await;
    stage.type_into("Key", "TOKEN").await;
    stage.type_into("Env file", "web/.env.local").await;
    stage.press("Add").await;
    stage.until("added", || keys(&store).contains(&"TOKEN".to_owned())).await;
    stage.see("0 of 5 required set").await;
}

#[wasm_bindgen_test]
async fn a_spec_that_somebody_else_changed_meanwhile_is_not_overwritten() {
    let api = project(vec![web()]);
    let (stage, store) = open_tab(&api);
    open_about(&stage, "REDIS_URL").await;
    let known = store.configuration(&configuration_id()).get_untracked().known.unwrap();
    let mut changed = (*known).clone();
    let mut spec = (**changed.spec.as_ref().unwrap()).clone();
    spec.files[0].slots.push(Slot::new(KeyName::new("NEWER").unwrap()));
    changed.spec = Some(std::sync::Arc::new(spec));
    changed.spec_version = Version(changed.spec_version.0 + 1);
    api.put_configuration(changed);
    stage.press("Move up REDIS_URL").await;
    stage.see("Somebody changed it meanwhile. Look again, then repeat.").await;
    stage.until("looked again", || keys(&store).contains(&"NEWER".to_owned())).await;
    assert_eq!(keys(&store)[1], "REDIS_URL");
}
