//! Copies the name of a key, or a link that leads to it.

use crate::components::environment_tab::key_target::KeyTarget;
use crate::components::environment_tab::tab::Tab;
use crate::components::parts::announce;
use crate::texts::finding as texts;
use envdock_core::SlotId;
use leptos::{html, prelude::*};
use wasm_bindgen::{JsValue, closure::Closure};
use web_sys::Clipboard;

/// Gives the address that leads to a key, where the host has one.
#[derive(Clone, Copy)]
pub(crate) struct KeyLink(pub(crate) Option<Callback<KeyTarget, String>>);

/// What became of copying.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Copied {
    Yes,
    /// The browser did not let this text into the clipboard.
    No(String),
}

/// Two buttons. What the browser refuses to copy is shown, selected.
#[component]
pub(crate) fn Copying(tab: Tab, slot_id: SlotId) -> impl IntoView {
    let copied = RwSignal::new(None::<Copied>);
    let link = use_context::<KeyLink>().and_then(|link| link.0);
    let slot = StoredValue::new(slot_id);
    let copy = move |text: String| {
        write(&text.clone(), move |is_copied| {
            let (now, said) = if is_copied {
                (Copied::Yes, Some(texts::announce_copied(&text)))
            } else {
                (Copied::No(text), None)
            };
            // The row may be closed by now.
            if let (None, Some(said)) = (copied.try_set(Some(now)), said) {
                announce(&said);
            }
        });
    };
    let copy_name = move |_| copy(slot.with_value(|slot| slot.key().as_str().to_owned()));
    let copy_link = link.map(|link| move |_| copy(link.run(target(tab, &slot.get_value()))));
    let result = move || {
        Some(match copied.get()? {
            Copied::Yes => {
                view! { <span class="envdock-copy__done">{texts::COPIED}</span> }.into_any()
            }
            Copied::No(text) => view! { <Refused text /> }.into_any(),
        })
    };
    view! {
        <div class="envdock-copy">
            <button type="button" class="envdock-link" on:click=copy_name>
                {texts::COPY_NAME}
            </button>
            {copy_link
                .map(|copy_link| {
                    view! {
                        <button type="button" class="envdock-link" on:click=copy_link>
                            {texts::COPY_LINK}
                        </button>
                    }
                })}
            {result}
        </div>
    }
}

/// The text for copying by hand.
#[component]
fn Refused(text: String) -> impl IntoView {
    let field: NodeRef<html::Input> = NodeRef::new();
    field.on_load(|field| {
        request_animation_frame(move || {
            // The focus tells screen readers, too. Not being there any more is the only way this
            // can fail.
            let _ = field.focus();
            field.select();
        });
    });
    view! {
        <label class="envdock-copy__refused">
            {texts::COPY_REFUSED}
            <input type="text" class="envdock-copy__text" readonly node_ref=field prop:value=text />
        </label>
    }
}

/// The file is named only where the key alone would not do.
fn target(tab: Tab, slot: &SlotId) -> KeyTarget {
    let key = slot.key().clone();
    let is_alone =
        tab.slots.with_untracked(|slots| slots.all().filter(|of| *of.id.key() == key).count() == 1);
    KeyTarget { key, file: (!is_alone).then(|| slot.file().to_string()) }
}

/// Tells whether the browser took it; without a secure context there is no clipboard.
fn write(text: &str, then: impl FnOnce(bool) + 'static) {
    let clipboard = document().default_view().map(|page| page.navigator().clipboard());
    let is_there = |found: &Clipboard| !AsRef::<JsValue>::as_ref(found).is_undefined();
    let Some(clipboard) = clipboard.filter(is_there) else { return then(false) };
    // A promise that is kept has nothing to say, a broken one has the reason.
    let answered = Closure::once(move |reason: JsValue| then(reason.is_undefined()));
    let _ = clipboard.write_text(text).then2(&answered, &answered);
    // Freed once it was called.
    let _ = answered.into_js_value();
}
