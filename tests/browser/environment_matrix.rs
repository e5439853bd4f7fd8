//! Keys against environments.

use crate::dom::{Stage, open};
use crate::project::{
    configuration, configuration_id, context, file, of_configuration, project, slot, web,
};
use envdock::api::ApiError;
use envdock::api::fake::{FakeApi, Fault, Verb};
use envdock::{EnvStore, EnvironmentMatrix, EnvironmentTab, KeyTarget};
use envdock_contract::model::{Address, EnvFile, Environment, KeyName, Slot};
use envdock_core::CheckContext;
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use wasm_bindgen_test::wasm_bindgen_test;

fn environment(name: &str) -> Environment {
    Environment::new(name).unwrap()
}

fn in_environment(key: &str, name: &str) -> Address {
    Address { environment: environment(name), ..of_configuration(key) }
}

fn target(key: &str, file: &str) -> KeyTarget {
    KeyTarget { key: KeyName::new(key).unwrap(), file: Some(file.to_owned()) }
}

type Chosen = Arc<Mutex<Vec<(Environment, Option<KeyTarget>)>>>;

fn open_matrix(api: &FakeApi, names: &[&str]) -> (Stage, Chosen) {
    let store = EnvStore::new(Rc::new(api.clone()));
    let names: Vec<Environment> = names.iter().map(|name| environment(name)).collect();
    let told = Chosen::default();
    let given = Arc::clone(&told);
    let stage = open(move || {
        provide_context(store);
        let on_choose = Callback::new(move |choice| given.lock().unwrap().push(choice));
        let chosen = Signal::stored(Environment::default());
        let environments = Signal::stored(names);
        view! { <EnvironmentMatrix configuration=configuration_id() environments chosen on_choose /> }
    });
    (stage, told)
}

async fn sees_cell(stage: &Stage, name: &str) {
    stage.until(name, || stage.button(name).is_some()).await;
}

#[wasm_bindgen_test]
async fn every_key_says_in_every_environment_whether_it_is_set_and_all_are_asked_at_once() {
    let api = project(vec![web()]);
    api.put_stored(of_configuration("REDIS_URL"));
    api.put_stored(in_environment("DATABASE_URL", "prod"));
    let (stage, _) = open_matrix(&api, &["dev", "staging", "prod"]);
    for (key, states) in [
        ("DATABASE_URL", ["Missing", "Missing", "Set"]),
        ("REDIS_URL", ["Set", "Missing", "Missing"]),
        ("STRIPE_KEY", ["Missing", "Missing", "Missing"]),
        ("SENTRY_DSN", ["Optional", "Optional", "Optional"]),
    ] {
        for (name, state) in ["dev", "staging", "prod"].into_iter().zip(states) {
            sees_cell(&stage, &[key, ", ", name, ": ", state].concat()).await;
        }
    }
    assert_eq!(stage.text().matches("1 of 3 set").count(), 2);
    assert_eq!(stage.text().matches("0 of 3 set").count(), 1);
    assert_eq!(api.n_calls(Verb::Check), 1);
}

#[wasm_bindgen_test]
async fn what_is_set_everywhere_can_be_left_out_and_a_search_finds_keys_files_and_words() {
    let words = Slot { description: Some("Where payments go".to_owned()), ..slot("PAYMENTS") };
    let files: Vec<EnvFile> = vec![web(), file("api", ".env", vec![words])];
    let api = project(files);
    for name in ["dev", "prod"] {
        api.put_stored(in_environment("DATABASE_URL", name));
    }
    let (stage, _) = open_matrix(&api, &["dev", "prod"]);
    sees_cell(&stage, "DATABASE_URL, prod: Set").await;
    stage.see("5 of 5 keys").await;
    stage.click_first("input[type=checkbox]").await;
    stage.see("3 of 5 keys").await;
    assert!(stage.button("DATABASE_URL, prod: Set").is_none());
    for (query, n_found) in [("payments go", "1"), ("API/", "1"), ("redis", "1"), ("set", "0")] {
        stage.search(query).await;
        stage.see(&[n_found, " of 5 keys"].concat()).await;
    }
    stage.see("No key matches").await;
    stage.press("Clear search").await;
    stage.see("5 of 5 keys").await;
}

#[wasm_bindgen_test]
async fn an_environment_and_a_key_in_it_can_be_chosen() {
    let (stage, told) = open_matrix(&project(vec![web()]), &["dev", "prod"]);
    sees_cell(&stage, "REDIS_URL, prod: Missing").await;
    stage.press("prod").await;
    stage.press("REDIS_URL, prod: Missing").await;
    let key = target("REDIS_URL", "web/.env.local");
    let expected = [(environment("prod"), None), (environment("prod"), Some(key))];
    assert_eq!(told.lock().unwrap().as_slice(), expected);
}

#[wasm_bindgen_test]
async fn another_key_of_a_group_covers_one_only_in_its_own_environment() {
    let either = |key: &str| Slot { any_of: Some("database".to_owned()), ..slot(key) };
    let api = project(vec![file(".", ".env", vec![either("PG_URL"), either("MYSQL_URL")])]);
    api.put_stored(in_environment("PG_URL", "prod"));
    let (stage, _) = open_matrix(&api, &["dev", "prod"]);
    sees_cell(&stage, "MYSQL_URL, prod: Covered").await;
    sees_cell(&stage, "MYSQL_URL, dev: Missing").await;
}

#[wasm_bindgen_test]
async fn nothing_is_called_needless_before_anybody_has_looked() {
    let api = FakeApi::new();
    api.put_configuration(configuration(None));
    let (stage, _) = open_matrix(&api, &["dev", "prod"]);
    stage.see("Not looked at yet Its keys appear here as soon as").await;
    assert!(!stage.text().contains("Nothing needed"));
    let (stage, _) = open_matrix(&project(Vec::new()), &["dev", "prod"]);
    stage.see("Nothing needed").await;
}

#[wasm_bindgen_test]
async fn what_cannot_be_read_says_why_and_is_read_when_somebody_asks_again() {
    for (fault, why) in [
        (ApiError::Offline, "The server cannot be reached."),
        (ApiError::Timeout, "The server did not answer in time."),
    ] {
        let api = project(vec![web()]);
        // It is asked again by itself, too.
        for _ in 0..10 {
            api.next(Verb::Configurations, Fault::Refused(fault.clone()));
        }
        let (stage, _) = open_matrix(&api, &["dev"]);
        stage.see(why).await;
        assert_eq!(stage.count(".envdock-skeleton"), 0);
        let pressed = || {
            if let Some(button) = stage.button("Retry") {
                button.click();
            }
            stage.button("REDIS_URL, dev: Missing").is_some()
        };
        stage.until("the table", pressed).await;
    }
    let (stage, _) = open_matrix(&FakeApi::new(), &["dev"]);
    stage.see("Could not be loaded This no longer exists.").await;
}

#[wasm_bindgen_test]
async fn a_key_of_two_files_is_opened_beside_it_where_it_was_pressed_as_often_as_it_is() {
    let files = [".", "web"].map(|folder| file(folder, ".env", vec![slot("SAME"), slot("OTHER")]));
    let api = project(files.to_vec());
    let store = EnvStore::new(Rc::new(api));
    let stage = open(move || {
        provide_context(store);
        let (chosen, choose) = signal(Environment::default());
        let to = RwSignal::new(None);
        let on_choose = Callback::new(move |(environment, target)| {
            choose.set(environment);
            to.set(target);
        });
        let environments = Signal::stored(vec![environment("dev"), environment("prod")]);
        let context =
            move || CheckContext { environment: chosen.get(), session: None, ..context() };
        view! {
            <EnvironmentMatrix configuration=configuration_id() environments chosen on_choose />
            <EnvironmentTab context=Signal::derive(context) target=to />
        }
    });
    let cell = || stage.try_nth(".envdock-matrix [aria-label=\"SAME, prod: Missing\"]", 1);
    stage.until("the cell of the second file", || cell().is_some()).await;
    let is_open = || {
        let focused = document().active_element();
        let row = focused.and_then(|it| it.closest("[data-slot=\"2\"]").unwrap());
        row.is_some_and(|row| row.query_selector("[aria-expanded=true]").unwrap().is_some())
    };
    for _ in 0..2 {
        cell().unwrap().focus().unwrap();
        cell().unwrap().click();
        stage.until("the row has the focus and is open", is_open).await;
    }
}
