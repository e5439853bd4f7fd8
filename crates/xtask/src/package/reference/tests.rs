//! The reference and the manifest beside what the elements' modules and types say.

use super::{ATTRIBUTES_ONLY, PAGE, elements, manifest, page};
use crate::repo::Repo;
use std::fs;

#[test]
fn the_page_is_what_the_modules_say() {
    let repo = Repo::here().unwrap();
    let kept = fs::read_to_string(repo.root.join(PAGE)).unwrap();
    assert!(kept == page(&elements(&repo).unwrap()), "`cargo xtask reference` renews {PAGE}");
}

#[test]
fn every_attribute_is_documented_typed_and_observed() {
    let repo = Repo::here().unwrap();
    let read = |name| fs::read_to_string(repo.root.join("src/elements").join(name)).unwrap();
    let (module, react) = (read("define.js"), read("react.d.ts"));
    let elements = elements(&repo).unwrap();
    assert_eq!(elements.len(), 8);
    for element in elements {
        let line = module.lines().find(|line| line.contains(&format!("'{}': ", element.tag)));
        let line = line.unwrap();
        let observed = if line.contains("attributes: context") {
            vec!["configuration", "session", "environment", "repositories"]
        } else {
            let list = line.split(['[', ']']).nth(1).unwrap();
            list.split('\'').skip(1).step_by(2).collect()
        };
        let named: Vec<&str> = element.lists[0].iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(named[..observed.len()], observed, "{}", element.tag);
        assert!(named[observed.len()..].iter().all(|name| ATTRIBUTES_ONLY.contains(name)));
        let tag = react.lines().find(|line| line.contains(&format!("'{}': ", element.tag)));
        for name in named {
            let tag = tag.unwrap();
            assert!(
                tag.contains("ContextAttribute") || tag.contains(&format!("'{name}'")),
                "{name} is not typed for {}",
                element.tag
            );
        }
    }
}

#[test]
fn the_manifest_names_what_an_element_tells() {
    let manifest = manifest(&Repo::here().unwrap()).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let declarations = manifest["modules"][0]["declarations"].as_array().unwrap();
    let of = |tag: &str| declarations.iter().find(|one| one["tagName"] == tag).unwrap();
    let finish = of("envdock-finish-dialog");
    assert_eq!(finish["members"][0]["return"]["type"]["text"], "Promise<boolean>");
    assert_eq!(finish["events"][0]["type"]["text"], "CustomEvent<OpenRequested>");
    assert_eq!(finish["members"][1]["attribute"], "session");
    let tab = of("envdock-environment-tab");
    assert_eq!(tab["name"], "EnvdockEnvironmentTab");
    assert!(tab["cssProperties"].as_array().unwrap().len() > 30);
}
