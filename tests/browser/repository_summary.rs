//! The summary of a configuration.

use crate::dom::open;
use crate::project::{configuration, configuration_id, file, of_configuration, project, slot, web};
use envdock::api::ApiError;
use envdock::api::fake::{FakeApi, Fault, Verb};
use envdock::{EnvStore, RepositorySummary};
use envdock_contract::model::{ConfigurationId, EnvFile};
use envdock_core::Configuration;
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

fn open_summary(api: &FakeApi, ids: Vec<ConfigurationId>) -> crate::dom::Stage {
    let store = EnvStore::new(Rc::new(api.clone()));
    open(move || {
        provide_context(store);
        let href = Signal::stored(Some("/sessions/session?tab=environment".to_owned()));
        ids.into_iter()
            .map(|configuration| view! { <RepositorySummary configuration href /> })
            .collect_view()
    })
}

#[wasm_bindgen_test]
async fn each_file_has_its_count_and_the_link_opens_the_session() {
    let api = project(vec![web(), file(".", ".env", vec![slot("TOKEN")])]);
    api.put_stored(of_configuration("REDIS_URL"));
    let stage = open_summary(&api, vec![configuration_id()]);
    stage.see("web/.env.local").await;
    stage.see("1/3").await;
    stage.see("0/1").await;
    let link = stage.button("Open shop").unwrap();
    assert_eq!(link.get_attribute("href").as_deref(), Some("/sessions/session?tab=environment"));
}

#[wasm_bindgen_test]
async fn twenty_summaries_make_one_check() {
    let api = FakeApi::new();
    let id = |index: usize| ConfigurationId::new(&format!("project-{index}")).unwrap();
    for index in 0..20 {
        let files: Vec<EnvFile> = vec![web()];
        let name = format!("project {index}");
        api.put_configuration(Configuration { id: id(index), name, ..configuration(Some(files)) });
    }
    let stage = open_summary(&api, (0..20).map(id).collect());
    stage.see("project 19").await;
    stage.until("all counts", || stage.text().matches("0/3").count() == 20).await;
    assert_eq!(api.n_calls(Verb::Check), 1);
}

#[wasm_bindgen_test]
async fn without_a_spec_or_without_keys_the_summary_says_so() {
    let api = FakeApi::new();
    api.put_configuration(configuration(None));
    let before = open_summary(&api, vec![configuration_id()]);
    before.see("Not looked at yet").await;
    let empty = open_summary(&project(vec![]), vec![configuration_id()]);
    empty.see("Needs no variables").await;
}

#[wasm_bindgen_test]
async fn a_summary_that_cannot_be_read_says_why_and_is_read_again() {
    let api = project(vec![web()]);
    // It is asked again by itself, too.
    for _ in 0..10 {
        api.next(Verb::Configurations, Fault::Refused(ApiError::Offline));
    }
    let stage = open_summary(&api, vec![configuration_id()]);
    stage.see("The server cannot be reached.").await;
    assert_eq!(stage.count(".envdock-skeleton"), 0);
    let pressed = || {
        if let Some(button) = stage.button("Retry") {
            button.click();
        }
        stage.text().contains("0/3")
    };
    stage.until("the count", pressed).await;
}
