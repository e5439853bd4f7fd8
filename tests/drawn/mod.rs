//! A page, and what a server draws of it: `tests/ssr.rs` compares, `tests/hydrate.rs` takes it over.

use envdock::{
    CheckContext, EnvironmentTab, FinishDialog, ImportDialog, ImportHandle, MissingBadge,
    OrganizationSecrets, RepositorySummary,
};
use leptos::prelude::*;

/// What a server sends for [`page`].
pub(crate) fn drawn() -> &'static str {
    include_str!("page.html").trim_end()
}

/// Every kind of component between what is a host's own.
pub(crate) fn page(context: CheckContext) -> impl IntoView {
    let handle = ImportHandle::new();
    let configuration = context.configuration.clone();
    let session = context.session.clone();
    let summary = |configuration| view! { <RepositorySummary configuration href=None /> };
    let finish = |session| view! { <FinishDialog session on_fill=Callback::new(|()| ()) /> };
    view! {
        <h1>"Shop " <MissingBadge context=context.clone() /></h1>
        {configuration.map(summary)}
        <p>"Between"</p>
        <EnvironmentTab context=context.clone() />
        <OrganizationSecrets />
        <ImportDialog context handle />
        {session.map(finish)}
        <p>"The end"</p>
    }
}
