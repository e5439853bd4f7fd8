//! Light or dark, against the system's setting when a person wants so.

use leptos::prelude::*;

const ATTRIBUTE: &str = "data-theme";

/// Switches from what is shown to the other one, until the page is loaded again.
pub(super) fn switch() {
    let Some(root) = document().document_element() else { return };
    let is_dark = match root.get_attribute(ATTRIBUTE) {
        Some(theme) => theme == "dark",
        None => prefers_dark(),
    };
    let theme = if is_dark { "light" } else { "dark" };
    // An attribute of the root element can always be set.
    let _ = root.set_attribute(ATTRIBUTE, theme);
}

fn prefers_dark() -> bool {
    let query =
        document().default_view().map(|page| page.match_media("(prefers-color-scheme: dark)"));
    query.and_then(Result::ok).flatten().is_some_and(|query| query.matches())
}
