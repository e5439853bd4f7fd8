//! Where a file is chosen, or a text is pasted.

use crate::components::import_dialog::Close;
use crate::components::import_dialog::dialog::Dialog;
use crate::components::import_dialog::handle::Offered;
use crate::components::parts::{Notice, Tone};
use crate::texts::import as texts;
use envdock_contract::model::SecretText;
use leptos::{attr::custom::custom_attribute, ev, html, prelude::*};
use wasm_bindgen::JsCast;

/// Takes a file or a text. The text is masked: it is looked at without its values.
#[component]
pub(super) fn Start(dialog: Dialog, refusal: Option<&'static str>) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let area = NodeRef::<html::Textarea>::new();
    let choose = move |_| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let file = input.files().and_then(|files| files.get(0));
        // The element would go on telling the file's name.
        input.set_value("");
        if let Some(file) = file {
            dialog.open(Offered::File(file), None, None);
        }
    };
    let look = move |text: String| {
        dialog.open(Offered::Text(SecretText::new(text)), None, None);
    };
    let pasted = move |event: ev::ClipboardEvent| {
        let data = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok());
        if let Some(text) = data.filter(|text| text.trim().contains('\n')) {
            event.prevent_default();
            look(text);
        }
    };
    let text = move || area.get_untracked().map(|area| area.value()).unwrap_or_default();
    let typed = move |_| look(text());
    area.on_load(move |area| {
        dialog.typed.with_value(|typed| {
            if let Some((typed, _)) = typed {
                area.set_value(typed.expose());
            }
        });
    });
    view! {
        <div class="envdock-import__body">
            {refusal.map(|why| view! { <Notice tone=Tone::Danger title=why /> })}
            <p class="envdock-import__text">{texts::START}</p>
            <button type="button" class="envdock-button" part="button" autofocus on:click=choose>
                {texts::CHOOSE_FILE}
            </button>
            <input type="file" hidden node_ref=input on:change=chosen />
            <label class="envdock-field__label" for="envdock-import-text">
                {texts::PASTE}
            </label>
            <textarea
                id="envdock-import-text"
                class="envdock-import__paste"
                part="field"
                name="envdock-import-text"
                rows="4"
                wrap="off"
                autocomplete="off"
                autocapitalize="off"
                {..custom_attribute("autocorrect", "off")}
                spellcheck="false"
                node_ref=area
                on:input=move |_| dialog.keep_typed(text())
                on:paste=move |event| pasted(event.unchecked_into())
            ></textarea>
        </div>
        <div class="envdock-import__actions">
            <Close dialog />
            <button
                type="button"
                class="envdock-button"
                part="button primary"
                data-kind="primary"
                on:click=typed
            >
                {texts::PREVIEW}
            </button>
        </div>
    }
}
