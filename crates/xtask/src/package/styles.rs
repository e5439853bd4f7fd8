//! The style sheet of the elements.

use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The same style without comments and indentation.
pub(super) fn shortened(css: &str) -> String {
    let mut without_comments = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, after)) = rest.split_once("/*") {
        without_comments.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    without_comments.push_str(rest);
    let lines = without_comments.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

/// The same style, whose tokens a page can set anywhere above an element.
///
/// What `:host` declares beats what an element inherits. So the style uses names of its own
/// (`--_envdock-…`), which take what is inherited under the public one, and otherwise the default.
pub(super) fn themeable(css: &str) -> String {
    let (mut themeable, mut known) = (String::with_capacity(css.len()), BTreeSet::new());
    let mut is_host = false;
    for line in css.lines() {
        if let Some(selector) = line.strip_suffix('{') {
            is_host = selector.trim() == ":host";
        }
        let line = line.replace("var(--envdock-", "var(--_envdock-");
        let declared = line.strip_prefix("--").and_then(|line| line.split_once(": "));
        // Writing to text cannot fail.
        let _ = match declared.filter(|(name, _)| name.starts_with("envdock-")) {
            Some((name, value)) if is_host && known.insert(name.to_owned()) => {
                let value = value.trim_end_matches(';');
                writeln!(themeable, "--_{name}: var(--{name}, {value});")
            }
            Some((name, value)) => writeln!(themeable, "--_{name}: {value}"),
            None => writeln!(themeable, "{line}"),
        };
    }
    themeable
}

#[cfg(test)]
mod tests {
    use super::{shortened, themeable};

    #[test]
    fn a_style_loses_its_comments_and_indentation_only() {
        let css = "/* What\n   it is. */\na {\n  color: red; /* warm */\n}\n\n/* End */\n";
        assert_eq!(shortened(css), "a {\ncolor: red;\n}");
    }

    #[test]
    fn a_page_can_set_a_token_that_the_elements_declare() {
        let css = "/**/\n:root,\n:host {\n  --envdock-a: var(--b, red);\n  --envdock-c: \
                   var(--envdock-a);\n}\n@media (x) {\n  :host {\n    --envdock-a: none;\n  }\n}\n\
                   p {\n  --envdock-own: 1px;\n  color: var(--envdock-a);\n}\n";
        let expected = ":root,\n:host {\n--_envdock-a: var(--envdock-a, var(--b, red));\n\
                        --_envdock-c: var(--envdock-c, var(--_envdock-a));\n}\n@media (x) {\n\
                        :host {\n--_envdock-a: none;\n}\n}\np {\n--_envdock-own: 1px;\n\
                        color: var(--_envdock-a);\n}\n";
        assert_eq!(themeable(&shortened(css)), expected);
    }

    #[test]
    fn every_token_is_documented_and_presets_set_nothing_else() {
        let names = |css: &str| -> BTreeSet<String> {
            let lines = shortened(css);
            let declared = lines.lines().filter(|line| line.starts_with("--envdock-"));
            declared.filter_map(|line| Some(line.split_once(':')?.0.to_owned())).collect()
        };
        let tokens = names(include_str!("../../../../style/tokens.css"));
        let page = include_str!("../../../../docs/embedding/themes.md");
        let in_rows = page.lines().filter_map(|line| line.strip_prefix("| `--envdock-"));
        let documented: BTreeSet<String> = in_rows
            .filter_map(|row| Some(["--envdock-", row.split_once('`')?.0].concat()))
            .collect();
        assert_eq!(documented, tokens);
        for preset in [
            include_str!("../../../../style/themes/vscode.css"),
            include_str!("../../../../style/themes/mcp_apps.css"),
        ] {
            let set = names(preset);
            assert!(set.len() > 20 && set.is_subset(&tokens), "{set:?}");
        }
    }

    use std::collections::BTreeSet;
}
