//! Light or dark, against the system's setting when a person wants so.
//!
//! A short script in `index.html` brings the choice back before anything is drawn.

use leptos::prelude::*;

const ATTRIBUTE: &str = "data-theme";
/// Where the choice is kept. `index.html` knows this name, too.
const STORED: &str = "envdock.theme";

/// Switches from what is shown to the other one, for this browser.
pub(super) fn switch() {
    let Some(root) = document().document_element() else { return };
    let is_dark = match root.get_attribute(ATTRIBUTE) {
        Some(theme) => theme == "dark",
        None => prefers_dark(),
    };
    let theme = if is_dark { "light" } else { "dark" };
    // An attribute of the root element can always be set.
    let _ = root.set_attribute(ATTRIBUTE, theme);
    let storage = document().default_view().and_then(|page| page.local_storage().ok().flatten());
    // Without storage the choice lasts as long as the page.
    let _ = storage.map(|storage| storage.set_item(STORED, theme));
}

fn prefers_dark() -> bool {
    let query =
        document().default_view().map(|page| page.match_media("(prefers-color-scheme: dark)"));
    query.and_then(Result::ok).flatten().is_some_and(|query| query.matches())
}

#[cfg(test)]
mod tests {
    use super::{ATTRIBUTE, STORED};

    #[test]
    fn the_page_brings_back_what_is_stored_here() {
        let index = include_str!("../../index.html");
        assert!(index.contains(&format!("getItem(\"{STORED}\")")), "{STORED} is not read");
        assert_eq!(ATTRIBUTE, "data-theme");
        assert!(index.contains("dataset.theme"), "{ATTRIBUTE} is not set");
    }
}
