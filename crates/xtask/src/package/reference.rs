//! What the elements understand and tell, read out of their modules' documentation: the reference
//! for people, and the manifest for editors (<https://github.com/webcomponents/custom-elements-manifest>).

use std::fmt::Write as _;
use std::fs;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::repo::Repo;

/// Where the reference for people is.
pub(crate) const PAGE: &str = "docs/embedding/elements.md";
const THEMES: &str = "docs/embedding/themes.md";
/// Headings of a module's documentation, with what their lists name.
const LISTS: [(&str, &str); 4] =
    [("Attributes", "Attribute"), ("Methods", "Method"), ("Events", "Event"), ("Parts", "Part")];

/// They are read once, and no property has their name; `src/elements/index.d.ts` has the others.
const ATTRIBUTES_ONLY: [&str; 2] = ["aside", "configuration-href"];

/// An element, as its module describes it.
#[derive(Debug)]
struct Element {
    tag: String,
    /// What it is, in a sentence.
    summary: String,
    /// Per heading of [`LISTS`]: names and what they are.
    lists: Vec<Vec<(String, String)>>,
    example: String,
}

/// Writes the reference for people anew.
pub(crate) fn write(repo: &Repo) -> Result<()> {
    fs::write(repo.root.join(PAGE), page(&elements(repo)?)).context(PAGE)
}

/// The manifest of the package.
pub(crate) fn manifest(repo: &Repo) -> Result<String> {
    let types = fs::read_to_string(repo.root.join("src/elements/index.d.ts"))?;
    let tokens = tokens(&fs::read_to_string(repo.root.join(THEMES))?);
    let (mut declarations, mut exports) = (Vec::new(), Vec::new());
    for element in elements(repo)? {
        let class = class(&types, &element.tag)?;
        exports.push(json!({
            "kind": "custom-element-definition",
            "name": element.tag,
            "declaration": { "name": class, "module": "index.js" },
        }));
        declarations.push(declaration(&element, class, &types, &tokens));
    }
    let module = json!({
        "kind": "javascript-module",
        "path": "index.js",
        "declarations": declarations,
        "exports": exports,
    });
    let manifest = json!({ "schemaVersion": "2.1.0", "modules": [module] });
    Ok(format!("{manifest:#}\n"))
}

fn declaration(element: &Element, class: &str, types: &str, tokens: &[Value]) -> Value {
    let [attributes, methods, events, parts] = [0, 1, 2, 3].map(|list| {
        let of_list = element.lists.get(list).map(Vec::as_slice);
        of_list.unwrap_or_default().iter().map(|(name, text)| (name.as_str(), text.as_str()))
    });
    let attributes: Vec<_> = attributes.collect();
    let field = |(name, text): &(&str, &str)| {
        json!({ "kind": "field", "name": name, "attribute": name, "reflects": true,
                "description": text, "type": { "text": "string | null" } })
    };
    let is_property = |(name, _): &&(&str, &str)| !ATTRIBUTES_ONLY.contains(name);
    let fields: Vec<Value> = attributes.iter().filter(is_property).map(field).collect();
    let attributes = attributes.into_iter().map(
        |(name, text)| json!({ "name": name, "description": text, "type": { "text": "string" } }),
    );
    let methods = methods.map(|(signature, text)| {
        let (name, answer) = (before(signature, "("), after(signature, "): "));
        json!({ "kind": "method", "name": name, "description": text,
                "return": { "type": { "text": answer } } })
    });
    let events = events.map(|(name, text)| {
        let detail = types.lines().find_map(|line| {
            line.trim().strip_prefix(&format!("'{name}': "))?.strip_suffix(';')
        });
        json!({ "name": name, "description": text, "type": { "text": detail.unwrap_or("CustomEvent") } })
    });
    json!({
        "kind": "class",
        "customElement": true,
        "name": class,
        "tagName": element.tag,
        "description": element.summary,
        "superclass": { "name": "HTMLElement" },
        "attributes": attributes.collect::<Vec<_>>(),
        "members": methods.chain(fields).collect::<Vec<_>>(),
        "events": events.collect::<Vec<_>>(),
        "cssParts": parts.map(|(name, text)| json!({ "name": name, "description": text }))
            .collect::<Vec<_>>(),
        "cssProperties": tokens,
    })
}

fn page(elements: &[Element]) -> String {
    let mut page = "# The elements\n\nMade from the source by `cargo xtask reference`.\n\n\
        All of them take their looks from the [tokens](themes.md#tokens).\n\
        Each attribute is a property of the same name, but `aside` and `configuration-href`, which are \
        read once; `repositories` takes a list, too.\n\
        Events bubble, out of shadow roots too; what is named in braces is their `detail`.\n"
        .to_owned();
    for Element { tag, summary, lists, example } in elements {
        // Writing to text cannot fail.
        let _ = write!(page, "\n## `<{tag}>`\n\n{summary}\n\n```html\n{example}\n```\n");
        for ((_, head), list) in LISTS.iter().zip(lists).filter(|(_, list)| !list.is_empty()) {
            let _ = write!(page, "\n| {head} | |\n|---|---|\n");
            for (name, text) in list {
                // A bar would end the cell.
                let [name, text] = [name, text].map(|cell| cell.replace('|', "\\|"));
                let _ = writeln!(page, "| `{name}` | {text} |");
            }
        }
    }
    page
}

/// Every module of an element, in the order of their tags.
fn elements(repo: &Repo) -> Result<Vec<Element>> {
    let mut elements = Vec::new();
    for entry in fs::read_dir(repo.root.join("src/elements"))? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "rs") {
            elements.extend(element(&fs::read_to_string(path)?));
        }
    }
    elements.sort_by(|one, other| one.tag.cmp(&other.tag));
    Ok(elements)
}

/// What a module says of its element; nothing, if it has none.
fn element(source: &str) -> Option<Element> {
    let docs: Vec<&str> = source
        .lines()
        .map_while(|line| line.strip_prefix("//!"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    let first: Vec<&str> = docs.iter().copied().take_while(|line| !line.is_empty()).collect();
    let (tag, summary) = first.join(" ").strip_prefix("`<")?.split_once(">`: ").map(owned)?;
    let lists = LISTS.iter().map(|(heading, _)| items(&section(&docs, heading))).collect();
    let example = section(&docs, "Example");
    let example: Vec<&str> = example.into_iter().filter(|line| !line.starts_with("```")).collect();
    let summary = [summary[..1].to_uppercase().as_str(), &summary[1..]].concat();
    Some(Element { tag, summary, lists, example: example.join("\n") })
}

/// The lines below a heading, to the next one.
fn section<'a>(docs: &[&'a str], heading: &str) -> Vec<&'a str> {
    let heading = format!("# {heading}");
    let below = docs.iter().copied().skip_while(|line| *line != heading).skip(1);
    below.take_while(|line| !line.starts_with("# ")).filter(|line| !line.is_empty()).collect()
}

/// "- `name`: what it is", which may go on in lines that are indented.
fn items(lines: &[&str]) -> Vec<(String, String)> {
    let text = lines.join("\n").replace("\n  ", " ");
    let item =
        |line: &str| line.strip_suffix('.')?.strip_prefix("- `")?.split_once("`: ").map(owned);
    text.lines().filter_map(item).collect()
}

/// The tokens' rows: name, what it is for, and its default.
fn tokens(themes: &str) -> Vec<Value> {
    let rows = themes.lines().filter(|line| line.starts_with("| `--envdock-"));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let cell = |index: usize| cells.get(index).copied().unwrap_or_default();
        json!({ "name": cell(1).trim_matches('`'), "description": cell(2),
                "default": cell(4).replace('`', "") })
    })
    .collect()
}

/// The class of a tag, as the types name it.
fn class<'a>(types: &'a str, tag: &str) -> Result<&'a str> {
    let line = types.lines().find_map(|line| line.trim().strip_prefix(&format!("'{tag}': ")));
    line.and_then(|class| class.strip_suffix(';')).with_context(|| format!("{tag} has no type"))
}

fn owned((one, other): (&str, &str)) -> (String, String) {
    (one.to_owned(), other.to_owned())
}

fn before<'a>(text: &'a str, mark: &str) -> &'a str {
    text.split_once(mark).map_or(text, |(before, _)| before)
}

fn after<'a>(text: &'a str, mark: &str) -> &'a str {
    text.split_once(mark).map_or("", |(_, after)| after)
}

#[cfg(test)]
mod tests;
