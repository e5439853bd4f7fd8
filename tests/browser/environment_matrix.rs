//! Keys against environments.

use crate::dom::{Stage, open};
use crate::project::{configuration_id, file, of_configuration, project, slot, web};
use envdock::api::fake::{FakeApi, Verb};
use envdock::{EnvStore, EnvironmentMatrix};
use envdock_contract::model::{Address, EnvFile, Environment, KeyName, Slot};
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

type Chosen = Arc<Mutex<Vec<(Environment, Option<KeyName>)>>>;

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
    let key = KeyName::new("REDIS_URL").unwrap();
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
