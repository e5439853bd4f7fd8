//! Where imported lines go: each into an environment and a scope of its own.

use crate::dom::Stage;
use crate::import_dialog::{checkbox, shown, text_of};
use crate::project::{of_configuration, open_tab, project, web};
use envdock::api::fake::{FakeApi, Verb};
use envdock_contract::model::{Address, Environment, Version};
use envdock_core::Me;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

const TWICE: &str = "DATABASE_URL=canary-one\nREDIS_URL=canary\nDATABASE_URL=canary-two\n";

fn environment(name: &str) -> Environment {
    Environment::new(name).unwrap()
}

/// A project with development and production.
fn with_environments() -> FakeApi {
    let api = project(vec![web()]);
    let environments = vec![Environment::default(), environment("prod")];
    api.put_me(Some(Me { environments, ..api.me_now() }));
    api
}

fn version(api: &FakeApi, key: &str, name: &str) -> Version {
    api.stored_version(&Address { environment: environment(name), ..of_configuration(key) })
}

/// The option of all lines with these words.
fn option(stage: &Stage, words: &str) -> HtmlElement {
    let options = (0..stage.count(".envdock-import__check"))
        .map(|number| stage.nth(".envdock-import__check", number));
    options.into_iter().find(|option| option.inner_text().trim() == words).unwrap()
}

async fn per_line(stage: &Stage) {
    option(stage, "Choose environment and scope for each line").click();
    let all_have_one = || stage.count(".envdock-import__own") == 3;
    stage.until("one for each line", all_have_one).await;
}

#[wasm_bindgen_test]
async fn one_key_goes_to_two_environments_with_one_value_each() {
    let api = with_environments();
    let stage = shown(&api, TWICE, "3 lines, 2 chosen.").await;
    stage.see("Assigned again in line 3, which counts.").await;
    per_line(&stage).await;
    stage.select("Environment of DATABASE_URL, line 1", "prod");
    checkbox(&stage, 0).click();
    stage.see("3 lines, 3 chosen.").await;
    assert!(!stage.text().contains("Assigned again in line 3"), "it goes elsewhere");
    stage.click("Import 3").await;
    stage.see("3 values imported.").await;
    assert_eq!(version(&api, "DATABASE_URL", "prod"), Version(1));
    assert_eq!(version(&api, "DATABASE_URL", "dev"), Version(1));
    assert_eq!(version(&api, "REDIS_URL", "dev"), Version(1));
    assert_eq!(version(&api, "REDIS_URL", "prod"), Version(0));
    assert_eq!(api.n_calls(Verb::Write), 1, "all in one step");
}

#[wasm_bindgen_test]
async fn of_lines_that_come_together_again_the_one_that_was_chosen_by_hand_stays() {
    let api = with_environments();
    let stage = shown(&api, TWICE, "3 lines, 2 chosen.").await;
    per_line(&stage).await;
    stage.select("Environment of DATABASE_URL, line 1", "prod");
    checkbox(&stage, 0).click();
    stage.see("3 lines, 3 chosen.").await;
    stage.select("Environment of DATABASE_URL, line 3", "prod");
    stage.see("3 lines, 2 chosen.").await;
    assert!(checkbox(&stage, 0).checked());
    assert!(!checkbox(&stage, 2).checked());
    checkbox(&stage, 2).click();
    stage.until("the other one is left out", || !checkbox(&stage, 0).checked()).await;
    option(&stage, "Choose environment and scope for each line").click();
    stage.see("3 lines, 2 chosen.").await;
    stage.click("Import 2").await;
    stage.see("2 values imported.").await;
    assert_eq!(version(&api, "DATABASE_URL", "prod"), Version(0));
    assert_eq!(version(&api, "DATABASE_URL", "dev"), Version(1));
}

#[wasm_bindgen_test]
async fn what_is_stored_in_the_environment_of_a_line_is_what_its_line_tells() {
    let api = with_environments();
    let stored = Address { environment: environment("prod"), ..of_configuration("REDIS_URL") };
    api.put_stored(stored);
    let stage = shown(&api, TWICE, "3 lines, 2 chosen.").await;
    per_line(&stage).await;
    stage.select("Environment of REDIS_URL, line 2", "prod");
    stage.see("3 lines, 1 chosen.").await;
    let is_told = || text_of(&stage, 1).contains("Already set, will be replaced");
    stage.until("what is stored there is told", is_told).await;
}

#[wasm_bindgen_test]
async fn more_values_than_one_request_takes_are_not_all_or_nothing_and_it_says_so() {
    let api = project(vec![web()]);
    let text = (0..1_001).map(|number| format!("KEY_{number}=1")).collect::<Vec<_>>().join("\n");
    let stage = shown(&api, &text, "1001 lines, 1001 chosen.").await;
    let why = "All or nothing is possible for up to 1000 values.";
    stage.see(why).await;
    checkbox(&stage, 0).click();
    stage.see_no(why).await;
    option(&stage, "All or nothing: if one value is refused, none is stored").click();
    stage.click("Import 1000").await;
    stage.see("1000 values imported.").await;
    assert!(api.writes()[0].atomic);
}

#[wasm_bindgen_test]
async fn an_assignment_that_is_pasted_where_a_name_belongs_is_shown_as_a_line() {
    let api = project(vec![web()]);
    let (stage, _store) = open_tab(&api);
    stage.click("Add a key…").await;
    stage.until("the field", || stage.field("Key").is_some()).await;
    stage.paste("Key", "NEW_KEY=canary").await;
    stage.see("1 line, 1 chosen.").await;
    assert!(text_of(&stage, 0).contains("NEW_KEY Not in the spec, will be added"));
    assert!(!stage.html().contains("canary"), "a value is in the document");
}
