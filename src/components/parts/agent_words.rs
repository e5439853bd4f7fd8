//! What an agent or a repository says: plain text, quoted, and never more than a few lines at once.

use crate::texts::request;
use leptos::prelude::*;

/// Characters that are shown without asking.
const SHOWN: usize = 240;

/// A quotation. The text is isolated, so that its direction changes nothing around it.
#[component]
pub fn AgentWords(
    /// What was said.
    text: String,
) -> impl IntoView {
    let (is_all, set_all) = signal(false);
    let beginning = beginning(&text);
    let is_long = beginning.is_some();
    let shown = move || match &beginning {
        Some(beginning) if !is_all.get() => beginning.clone(),
        Some(_) | None => text.clone(),
    };
    let toggle = move |_| set_all.update(|is_all| *is_all = !*is_all);
    let label = move || if is_all.get() { request::SHOW_LESS } else { request::SHOW_ALL };
    view! {
        <blockquote class="envdock-words">
            <bdi>{shown}</bdi>
            {is_long
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="envdock-link envdock-words__more"
                            aria-expanded=move || is_all.get().to_string()
                            on:click=toggle
                        >
                            {label}
                        </button>
                    }
                })}
        </blockquote>
    }
}

/// The beginning of a long text; nothing for a short one.
fn beginning(text: &str) -> Option<String> {
    let (end, _) = text.char_indices().nth(SHOWN)?;
    let mut beginning = text.get(..end)?.trim_end().to_owned();
    beginning.push('…');
    Some(beginning)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_long_text_has_a_beginning_and_it_ends_between_characters() {
        assert_eq!(beginning(&"é".repeat(SHOWN)), None);
        let long = "é".repeat(SHOWN + 1);
        assert_eq!(beginning(&long), Some("é".repeat(SHOWN) + "…"));
    }
}
