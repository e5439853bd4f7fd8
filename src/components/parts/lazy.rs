//! Long lists are drawn where somebody looks, then everywhere else.

use crate::components::parts::near_view::{NearView, Place};
use leptos::{html, prelude::*};
use std::sync::Arc;

/// Draws its children once it comes near the view; until then it keeps their place.
#[component]
pub fn Lazy(
    /// Tells when.
    near: NearView,
    /// Drawn at once, without waiting.
    is_first: bool,
    /// Drawn also when nobody comes near, as soon as there is time: what is not in the document
    /// can be found neither by the browser's search nor by a screen reader.
    when_idle: bool,
    /// How many rows it has, for the place it takes meanwhile.
    rows: usize,
    /// The numbers of its rows, where somebody may look for one of them.
    #[prop(optional)]
    holds: Arc<Vec<usize>>,
    /// What is drawn; made once.
    children: ViewFn,
) -> impl IntoView {
    let is_drawn = RwSignal::new(is_first);
    let element: NodeRef<html::Div> = NodeRef::new();
    Effect::new(move || {
        if let (false, Some(element)) = (is_drawn.get_untracked(), element.get()) {
            let holds = Arc::clone(&holds);
            let mark = near.watch(&element, Place { is_drawn, rows, when_idle, holds });
            let element = StoredValue::new_local(element);
            on_cleanup(move || {
                if let (Some(mark), Some(element)) = (mark, element.try_get_value()) {
                    near.forget(mark, &element);
                }
            });
        }
    });
    // Style sheets know these places: no element has a style of its own.
    let place_of = match rows {
        0..=2 => "2",
        3..=5 => "5",
        6..=10 => "10",
        11..=20 => "20",
        _ => "40",
    };
    view! {
        <div class="envdock-lazy" data-place=place_of node_ref=element data-drawn=move || is_drawn.get().to_string()>
            {move || is_drawn.get().then(|| children.run())}
        </div>
    }
}
