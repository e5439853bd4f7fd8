//! The page in a language that nobody speaks, where every text of the catalogue stands in brackets.

use crate::announcing::everything;
use crate::asking::{asked, owner, request, setup_session};
use crate::dom::{Stage, files, heard, tick};
use crate::project::{file_ref, of_configuration, project, web};
use envdock::EnvStore;
use envdock::store::MissingSlot;
use envdock_contract::model::KeyName;
use leptos::prelude::document;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

/// `cargo xtask test` compiles this a second time with such a catalogue. With the English one the
/// same test says whether it would find anything.
const IS_PSEUDO: bool = option_env!("ENVDOCK_PSEUDO_LOCALE").is_some();

const SPOKEN: [&str; 6] =
    ["alt", "aria-description", "aria-label", "aria-valuetext", "placeholder", "title"];

/// What the project, its people and its agent have said: nobody translates that.
const NAMES: [&str; 12] = [
    "DATABASE_URL",
    "REDIS_URL",
    "SENTRY_DSN",
    "STRIPE_KEY",
    "PORT",
    "web/.env.local",
    "src/main.ts",
    "The tests need a database.",
    "for orders",
    "setup-agent",
    "shop",
    "dev",
];

/// What is left of a text without its parts from the catalogue and without names.
fn left_over(text: &str) -> Option<String> {
    let mut depth = 0;
    let mut rest = String::new();
    for character in text.chars() {
        match character {
            '⟦' => depth += 1,
            '⟧' => depth -= 1,
            _ if depth == 0 => rest.push(character),
            _ => {}
        }
    }
    for name in NAMES {
        rest = rest.replace(name, "");
    }
    rest.contains(char::is_alphabetic).then(|| text.to_owned())
}

/// Texts that people see or hear and that the catalogue does not have.
fn strays() -> Vec<String> {
    let all = document().query_selector_all("[class*=envdock], [class*=envdock] *").unwrap();
    let elements = (0..all.length()).map(|index| all.item(index).unwrap().unchecked_into());
    let mut found = Vec::new();
    for element in elements {
        let element: Element = element;
        found.extend(SPOKEN.iter().filter_map(|name| element.get_attribute(name)));
        let nodes = element.child_nodes();
        let nodes = (0..nodes.length()).map(|index| nodes.item(index).unwrap());
        found.extend(
            nodes.filter(|node| node.node_type() == 3).filter_map(|node| node.node_value()),
        );
    }
    found.extend(heard());
    found.iter().filter_map(|text| left_over(text)).collect()
}

async fn until_there(stage: &Stage, selector: &str) {
    stage.until(selector, || stage.count(selector) > 0).await;
}

/// Opens what can be opened, whatever it is called.
async fn open_all(stage: &Stage, selector: &str) {
    let found = stage.root().query_selector_all(selector).unwrap();
    for index in 0..found.length() {
        found.item(index).unwrap().unchecked_into::<HtmlElement>().click();
        tick().await;
    }
}

#[wasm_bindgen_test]
async fn all_that_people_read_comes_from_the_catalogue() {
    let api = project(vec![web()]);
    api.put_me(Some(owner()));
    api.put_session(setup_session(true));
    api.put_request(request(vec![asked("REDIS_URL")]));
    api.put_stored(of_configuration("PORT"));
    let (file, key) = (file_ref("web", ".env.local"), KeyName::new("REDIS_URL").unwrap());
    api.put_missing(vec![MissingSlot { file, key, any_of: None }]);
    let store = EnvStore::new(Rc::new(api));
    store.identify();
    let stage = everything(store);
    until_there(&stage, "[data-state=present]").await;
    until_there(&stage, ".envdock-asked").await;
    let mut found = strays();
    for selector in ["[data-action=toggle]", "[aria-expanded=false]", "[aria-haspopup]"] {
        open_all(&stage, selector).await;
        found.extend(strays());
    }
    let text = b"# for orders\nREDIS_URL='a'\nPORT=1 # two\nno line\n1X=2\n".to_vec();
    stage.drop_on(".envdock-header", &files(&[(".env", text)]));
    until_there(&stage, "[data-standing]").await;
    found.extend(strays());
    found.sort();
    found.dedup();
    if IS_PSEUDO {
        assert_eq!(found, Vec::<String>::new());
    } else {
        assert!(found.len() > 50, "{found:?}");
    }
}
