//! Something to know or to decide, above what it is about.

use leptos::prelude::*;

/// How serious it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// Good to know.
    Info,
    /// Needs attention.
    Warn,
    /// Something failed.
    Danger,
}

impl Tone {
    fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Danger => "danger",
        }
    }
}

/// A box with a sentence, possibly a second one, and what can be done.
#[component]
pub fn Notice(
    /// How serious it is.
    tone: Tone,
    /// What is the case.
    #[prop(into)]
    title: Signal<String>,
    /// Why, or what to do.
    #[prop(optional, into)]
    text: Option<Signal<String>>,
    /// Buttons or links.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="envdock-notice" part="notice" data-tone=tone.name()>
            <p class="envdock-notice__title">{title}</p>
            {text
                .map(|text| {
                    view! {
                        <p class="envdock-notice__text" hidden=move || text.with(String::is_empty)>
                            {text}
                        </p>
                    }
                })}
            {children.map(|children| view! { <div class="envdock-notice__actions">{children()}</div> })}
        </div>
    }
}
