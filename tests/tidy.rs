// long: every house rule in one place, one test each
//! The house rules as a test: what CONTRIBUTING.md promises about the source text holds.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test; the exemption for tests does not reach its helpers"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const LONGEST_FILE: usize = 250;
const LONGEST_FUNCTION: usize = 60;

/// Module of the component crate, and the prefixes it must not name. Directions only go down.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("src/api/", &["crate::store", "crate::components", "crate::elements", "leptos::"]),
    ("src/store/", &["crate::components", "crate::elements", "crate::demo", "web_sys::Element"]),
    (
        "src/components/parts/",
        &[
            "crate::store",
            "crate::api",
            "crate::elements",
            "crate::demo",
            "use_context",
            "expect_context",
            "envdock_contract::wire",
        ],
    ),
    (
        "src/components/",
        &["crate::api", "crate::elements", "crate::demo", "envdock_contract::wire"],
    ),
    ("src/elements/", &["crate::api", "envdock_core"]),
    ("src/demo/", &["crate::api", "crate::elements", "envdock_contract::wire"]),
    (
        "crates/core/src/",
        &[
            "contract::wire",
            "leptos",
            "std::time",
            "std::fs",
            "std::net",
            "getrandom",
            "SecretText",
            "web_sys",
        ],
    ),
    ("crates/rules/src/", &["contract::wire", "std::fs", "std::time", "leptos"]),
    ("crates/dotenv/src/", &["envdock_", "std::fs", "std::time", "leptos"]),
    ("crates/contract/src/", &["envdock_", "std::fs", "std::time"]),
    ("crates/server/src/db/", &["envdock_core", "leptos"]),
    ("crates/server/src/", &["envdock_core", "leptos", "sqlx::"]),
];

/// Only these files of the store reach the port.
const STORE_FILES_WITH_API: &[&str] = &["runtime", "shared"];

/// What each crate of ours may depend on.
const CRATE_EDGES: &[(&str, &[&str])] = &[
    ("contract", &[]),
    ("dotenv", &[]),
    ("rules", &["envdock-contract"]),
    ("core", &["envdock-contract", "envdock-rules"]),
    ("server", &["envdock-contract", "envdock-rules", "envdock-dotenv"]),
];

struct Source {
    path: String,
    text: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Files that git tracks or would track: what a reader of the repository sees.
fn sources(endings: &[&str]) -> Vec<Source> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
        .current_dir(root())
        .output()
        .expect("git lists the files");
    assert!(listed.status.success(), "git ls-files failed");
    let sources: Vec<Source> = String::from_utf8_lossy(&listed.stdout)
        .split('\0')
        .filter(|path| endings.iter().any(|ending| path.ends_with(ending)))
        .filter_map(|path| {
            let text = fs::read_to_string(root().join(path)).ok()?;
            Some(Source { path: path.to_owned(), text })
        })
        .collect();
    assert!(!sources.is_empty(), "no files end with {endings:?}");
    sources
}

fn report(broken: &[String]) {
    assert!(broken.is_empty(), "{} broken:\n{}", broken.len(), broken.join("\n"));
}

/// The part before the unit tests: rules of layering are about the product.
fn product(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or_default()
}

fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

#[test]
fn modules_import_only_what_is_below_them() {
    let mut broken = Vec::new();
    for source in sources(&[".rs"]) {
        // The most specific row of the table decides.
        let Some((_, forbidden)) =
            FORBIDDEN.iter().find(|(prefix, _)| source.path.starts_with(prefix))
        else {
            continue;
        };
        for name in named(product(&source.text), forbidden) {
            broken.push(format!("{}:{name}", source.path));
        }
    }
    report(&broken);
}

/// Lines that name something of these, also in a group of imports.
fn named(text: &str, names: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_group = false;
    for (line, text) in code_lines(text) {
        is_group |= text.trim_start().starts_with("use crate::{");
        let parts = text.split(['{', ',', '}', ' ']).filter(|_| is_group);
        let grouped: Vec<String> = parts.map(|part| format!("crate::{part}")).collect();
        for name in names {
            if text.contains(name) || grouped.iter().any(|part| is_below(part, name)) {
                found.push(format!("{line}: names {name}"));
            }
        }
        is_group &= !text.contains(';');
    }
    found
}

fn is_below(path: &str, name: &str) -> bool {
    path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[test]
fn what_must_not_be_named_is_found_however_it_is_imported() {
    let names = ["crate::api", "sqlx::"];
    let found = |text: &str| named(text, &names).len();
    assert_eq!(found("use crate::api::EnvApi;"), 1);
    assert_eq!(found("let row = sqlx::query(text);"), 1);
    assert_eq!(found("use crate::{api, store};"), 1);
    assert_eq!(found("use crate::{\n    api::EnvApi,\n    store,\n};"), 1);
    assert_eq!(found("// crate::api\nuse crate::{apis, store};\nlet (api, b) = c;"), 0);
}

#[test]
fn only_the_runtime_and_the_shared_store_reach_the_port() {
    let mut broken = Vec::new();
    for source in sources(&[".rs"]).iter().filter(|source| source.path.starts_with("src/store/")) {
        let allowed = STORE_FILES_WITH_API.iter().any(|stem| {
            source.path[..].split('/').any(|part| part.trim_end_matches(".rs") == *stem)
        });
        if allowed {
            continue;
        }
        for (line, text) in code_lines(product(&source.text)) {
            if text.contains("crate::api::http") || text.contains("crate::api::host") {
                broken.push(format!("{}:{line}: names an adapter", source.path));
            }
        }
    }
    report(&broken);
}

#[test]
fn crates_depend_only_on_crates_below_them() {
    let mut broken = Vec::new();
    for (name, allowed) in CRATE_EDGES {
        let manifest = root().join("crates").join(name).join("Cargo.toml");
        let text = fs::read_to_string(&manifest).expect("the manifest is readable");
        let dependencies = text
            .split("[dependencies]")
            .nth(1)
            .and_then(|rest| rest.split("\n[").next())
            .unwrap_or_default();
        for line in dependencies.lines().filter(|line| line.starts_with("envdock-")) {
            let dependency = line.split(['.', ' ', '=']).next().unwrap_or_default();
            if !allowed.contains(&dependency) {
                broken.push(format!("crates/{name}: depends on {dependency}"));
            }
        }
    }
    report(&broken);
}

/// What `name = […]` of `.deny.toml` lists.
fn allowed_by_deny(name: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(".deny.toml")).expect("the file is readable");
    let (_, rest) = text.split_once(&format!("\n{name} = [")).expect("the list is there");
    let list: Vec<&str> = rest.split(']').next().unwrap_or_default().lines().collect();
    let entries = list.iter().filter(|line| !line.trim_start().starts_with('#'));
    entries.flat_map(|line| line.split('"').skip(1).step_by(2)).map(str::to_owned).collect()
}

/// Whether of each part of a licence expression one choice is allowed.
fn is_licensed(expression: &str, allowed: &[String]) -> bool {
    let part_is = |part: &str| {
        let choices = part.split(" OR ").flat_map(|choice| choice.split('/'));
        choices
            .map(|choice| choice.trim_matches(['(', ')', ' ']))
            .any(|choice| allowed.iter().any(|licence| licence == choice))
    };
    expression.split(" AND ").all(part_is)
}

#[test]
fn licences_are_judged_by_each_of_their_parts() {
    let allowed = ["MIT".to_owned(), "Zlib".to_owned()];
    assert!(is_licensed("(GPL-3.0 OR MIT) AND Zlib", &allowed));
    assert!(is_licensed("GPL-3.0/MIT", &allowed));
    assert!(!is_licensed("GPL-3.0", &allowed));
    assert!(!is_licensed("MIT AND GPL-3.0", &allowed));
}

#[test]
fn dependencies_come_from_crates_io_under_licences_that_we_allow() {
    let mut broken = Vec::new();
    let registries = allowed_by_deny("allow-registry");
    let lock = fs::read_to_string(root().join("Cargo.lock")).expect("the file is readable");
    for source in lock.lines().filter_map(|line| line.strip_prefix("source = \"registry+")) {
        if !registries.iter().any(|registry| source.trim_end_matches('"') == registry) {
            broken.push(format!("Cargo.lock: {source}"));
        }
    }
    if lock.contains("source = \"git+") {
        broken.push("Cargo.lock: a crate comes from a git repository".to_owned());
    }
    // Crates for other systems, which need not even be downloaded, are cargo-deny's.
    let platform = ["--filter-platform", "x86_64-unknown-linux-gnu"];
    let metadata = Command::new("cargo")
        .args(["metadata", "--locked", "--format-version", "1", "--features", "csr,demo"])
        .args(platform)
        .current_dir(root())
        .output()
        .expect("cargo tells of the crates");
    assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
    let text = String::from_utf8_lossy(&metadata.stdout);
    let licences = allowed_by_deny("allow");
    let packages: Vec<&str> =
        text.split("\"id\":\"").filter(|of| of.contains("\"license\":")).collect();
    assert!(packages.len() > 100, "{} crates", packages.len());
    for package in packages {
        let id = package.split('"').next().unwrap_or_default();
        let licence =
            package.split("\"license\":\"").nth(1).and_then(|rest| rest.split('"').next());
        if !licence.is_some_and(|licence| is_licensed(licence, &licences)) {
            broken.push(format!("{id}: {}", licence.unwrap_or("no licence")));
        }
    }
    report(&broken);
}

#[test]
fn imports_are_absolute_and_name_what_they_take() {
    let mut broken = Vec::new();
    for source in sources(&[".rs"]) {
        for (line, text) in code_lines(product(&source.text)) {
            let text = text.trim();
            if text.contains(concat!("super::", "super")) {
                broken.push(format!("{}:{line}: climbs with super", source.path));
            }
            let imports = text.starts_with("use ") || text.starts_with("pub use ");
            let prelude = text.contains("leptos::prelude::*");
            if imports && text.ends_with("::*;") && !prelude && text != "use super::*;" {
                broken.push(format!("{}:{line}: imports everything", source.path));
            }
        }
        if source.path.ends_with("/utils.rs") || source.path.ends_with("/helpers.rs") {
            broken.push(format!("{}: is named for nothing", source.path));
        }
    }
    report(&broken);
}

#[test]
fn files_are_short_or_say_why_not() {
    let mut broken = Vec::new();
    for source in sources(&[".rs", ".ts", ".js", ".css", ".html"]) {
        let length = source.text.lines().count();
        let excused = source.text.lines().next().is_some_and(|first| {
            ["// long: ", "/* long: ", "<!-- long: "].iter().any(|mark| first.starts_with(mark))
        });
        if length > LONGEST_FILE && !excused {
            broken.push(format!("{}: {length} lines", source.path));
        }
    }
    report(&broken);
}

#[test]
fn functions_are_short() {
    let mut broken = Vec::new();
    for source in sources(&[".rs"]) {
        for (line, name, length) in functions(&source.text) {
            if length > LONGEST_FUNCTION {
                broken.push(format!("{}:{line}: fn {name} has {length} lines", source.path));
            }
        }
    }
    report(&broken);
}

/// Line, name and length of each function, not counting its `view!` blocks. Formatted code only.
fn functions(text: &str) -> Vec<(usize, String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        let is_function = trimmed.split("fn ").next().is_some_and(|before| {
            before.len() < trimmed.len()
                && before
                    .split_whitespace()
                    .all(|word| word.starts_with("pub") || word == "async" || word == "const")
        });
        if !is_function || trimmed.ends_with(';') {
            continue;
        }
        let name = trimmed.split("fn ").nth(1).unwrap_or_default();
        let name = name.split(['(', '<']).next().unwrap_or_default().to_owned();
        let ends = |line: &&str| {
            line.len() > indent
                && line[indent..].trim_end() == "}"
                && line[..indent].trim().is_empty()
        };
        let Some(length) = lines[start..].iter().position(ends) else { continue };
        // What a trait asks for, on several lines, has no body.
        let signature =
            lines[start..].iter().position(|line| line.trim_end().ends_with(['{', ';']));
        if signature.is_some_and(|last| lines[start + last].trim_end().ends_with(';')) {
            continue;
        }
        let in_views = view_lines(&lines[start..start + length]);
        found.push((start + 1, name, length + 1 - in_views));
    }
    found
}

fn view_lines(lines: &[&str]) -> usize {
    let mut inside: Option<usize> = None;
    let mut count = 0;
    for line in lines {
        let indent = line.len() - line.trim_start().len();
        match inside {
            None if line.contains("view! {") && !line.trim_end().ends_with('}') => {
                inside = Some(indent);
            }
            None => {}
            Some(start) => {
                count += 1;
                if indent == start && line.trim_start().starts_with('}') {
                    inside = None;
                }
            }
        }
    }
    count
}

#[test]
fn the_counter_of_function_lines_counts() {
    let text = "fn a() {\n    one();\n    view! {\n        <p/>\n        <p/>\n    }\n}\n";
    assert_eq!(functions(text), [(1, "a".to_owned(), 4)]);
    let asked = "trait T {\n    fn b(\n        &self,\n    ) -> u8;\n    fn c() {\n    }\n}\n";
    assert_eq!(functions(asked), [(5, "c".to_owned(), 2)]);
}

#[test]
fn every_component_has_a_summary() {
    let mut broken = Vec::new();
    for source in sources(&[".rs"]).iter().filter(|source| source.path.starts_with("src/")) {
        let lines: Vec<&str> = source.text.lines().collect();
        for (index, _) in lines.iter().enumerate().filter(|(_, line)| line.trim() == "#[component]")
        {
            let documented = lines[..index]
                .iter()
                .rev()
                .take_while(|line| line.starts_with("#[") || line.starts_with("///"))
                .any(|line| line.starts_with("///"));
            if !documented {
                broken.push(format!("{}:{}: component without a summary", source.path, index + 1));
            }
        }
    }
    report(&broken);
}

#[test]
fn every_surface_has_its_style_and_its_browser_test() {
    let mut broken = Vec::new();
    let folder = root().join("src/components");
    for entry in fs::read_dir(folder).expect("src/components is readable").flatten() {
        let path: PathBuf = entry.path();
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        if path.extension().is_none_or(|ending| ending != "rs") || stem == "mod" {
            continue;
        }
        for wanted in [format!("style/components/{stem}.css"), format!("tests/browser/{stem}.rs")] {
            if !root().join(&wanted).exists() {
                broken.push(format!("src/components/{stem}.rs has no {wanted}"));
            }
        }
    }
    report(&broken);
}

#[test]
fn every_element_is_registered_and_typed() {
    let read = |name: &str| {
        fs::read_to_string(root().join("src/elements").join(name)).expect("the file is readable")
    };
    let (module, types) = (read("define.js"), read("index.d.ts"));
    let mut tags = Vec::new();
    let mut broken = Vec::new();
    let all = sources(&[".rs"]);
    for source in all.iter().filter(|source| source.path.starts_with("src/elements/")) {
        let tag = source.text.lines().find_map(|line| line.split("const TAG: &str = \"").nth(1));
        let Some(tag) = tag.and_then(|rest| rest.split('"').next()) else { continue };
        tags.push(tag);
        if !module.contains(&format!("  '{tag}': {{")) || !types.contains(&format!("'{tag}': ")) {
            broken.push(format!("{}: {tag} is not registered, or has no type", source.path));
        }
    }
    assert_eq!(module.matches("\n  'envdock-").count(), tags.len(), "{tags:?}");
    report(&broken);
}

/// A page styles elements by their parts: a button without one would be left out.
#[test]
fn every_button_is_a_part_and_every_part_is_documented() {
    let mut broken = Vec::new();
    let (mut named, mut documented) = (BTreeSet::new(), BTreeSet::new());
    let all = sources(&[".rs"]);
    for source in all.iter().filter(|source| source.path.starts_with("src/")) {
        let parts = source.text.split("part=\"").skip(1).filter_map(|rest| rest.split('"').next());
        named.extend(parts.filter_map(|part| part.split(' ').next()).map(str::to_owned));
        let listed = source.text.lines().skip_while(|line| *line != "//! # Parts").skip(1);
        let listed = listed.map_while(|line| line.strip_prefix("//! - `"));
        documented.extend(listed.filter_map(|line| line.split('`').next()).map(str::to_owned));
        for (index, _) in source.text.match_indices("class=\"envdock-button") {
            let tag = source.text[index..].split(['>', '{']).next().unwrap_or_default();
            if source.path.starts_with("src/components/") && !tag.contains("part=\"button") {
                broken.push(format!("{}: {tag}: a button that is no part", source.path));
            }
        }
    }
    assert_eq!(named, documented);
    report(&broken);
}

#[test]
fn what_a_document_shows_of_a_file_stands_in_that_file() {
    let (mut broken, mut n_shown) = (Vec::new(), 0);
    for source in sources(&[".md"]) {
        for (path, shown) in excerpts(&source.text) {
            n_shown += 1;
            let text = fs::read_to_string(root().join(path)).unwrap_or_default();
            if !text.contains(&shown) {
                broken.push(format!("{}: {path} has no such part:\n{shown}", source.path));
            }
        }
    }
    assert!(n_shown > 0, "no document shows a part of a file");
    report(&broken);
}

/// Blocks of code whose first line names a file after the language, with that path.
fn excerpts(document: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let mut lines = document.lines();
    while let Some(line) = lines.next() {
        let Some(first) = line.strip_prefix("```").filter(|rest| !rest.is_empty()) else {
            continue;
        };
        let body = lines.by_ref().take_while(|line| *line != "```");
        let text: String = body.flat_map(|line| [line, "\n"]).collect();
        if let Some((_, path)) = first.split_once(' ') {
            found.push((path, text));
        }
    }
    found
}

#[test]
fn parts_of_files_are_found_in_a_document() {
    let document = "```sh\na\n```\ntext\n```rust src/a.rs\nfn a() {}\n\n}\n```\n";
    assert_eq!(excerpts(document), [("src/a.rs", "fn a() {}\n\n}\n".to_owned())]);
}

#[test]
fn nothing_tells_of_the_machine_it_was_written_on() {
    let mut broken = Vec::new();
    // Split, so that this file does not find itself.
    let hints = [concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/dev")];
    let endings = [".rs", ".ts", ".js", ".css", ".html", ".md", ".toml", ".json", ".lock", ".sh"];
    for source in sources(&endings) {
        for (index, line) in source.text.lines().enumerate() {
            let resolved =
                source.path.ends_with("package-lock.json") && line.contains("\"resolved\"");
            if hints.iter().any(|hint| line.contains(hint)) || resolved {
                broken.push(format!("{}:{}: names a machine", source.path, index + 1));
            }
        }
    }
    report(&broken);
}
