//! Where the project mentions a key.

use crate::texts::rows;
use envdock_contract::model::Provenance;
use leptos::prelude::*;

/// `file:line`, one per mention. The text comes from the repository and is isolated.
#[component]
pub fn ProvenanceList(
    /// The mentions.
    places: Vec<Provenance>,
) -> impl IntoView {
    view! {
        <ul class="envdock-provenance">
            {places
                .into_iter()
                .map(|place| view! { <li><bdi><code>{place_text(&place)}</code></bdi></li> })
                .collect_view()}
        </ul>
    }
}

/// `file:line`.
pub(crate) fn place_text(place: &Provenance) -> String {
    rows::at_line(&place.file, &place.line.to_string())
}
