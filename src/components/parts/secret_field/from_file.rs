//! A value from a file: its text goes into the field, and nothing else of it is kept or shown.

use crate::components::parts::announce_changes;
use crate::components::parts::file_bytes::{Unread, file_bytes};
use crate::texts::editor;
use envdock_contract::model::MAX_VALUE_BYTES;
use leptos::{html, prelude::*};
use web_sys::File;

/// What became of the file chosen last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FromFile {
    Taken { n_bytes: usize, n_lines: usize, has_new_ends: bool },
    Refused(Refusal),
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    Empty,
    TooLarge,
    Nul,
    NotText,
    /// A folder, or nothing that this person may read.
    Unreadable,
}

/// Lets a person choose a file; says what became of it.
///
/// The input is not rendered, so that it takes no drops: those are the host's.
#[component]
pub(super) fn FromFileButton(
    name: String,
    said: RwSignal<Option<FromFile>>,
    on_text: Callback<String>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    // Only the file chosen last counts, and none once the field is gone.
    let last = StoredValue::new(0_u32);
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
        let Some(file) = file else { return };
        last.update_value(|number| *number += 1);
        let number = last.get_value();
        read(&file, move |text| {
            if last.try_get_value() != Some(number) {
                return;
            }
            let outcome = text.map(|text| {
                let (taken, text) = take(text);
                on_text.run(text);
                taken
            });
            said.set(Some(outcome.unwrap_or_else(FromFile::Refused)));
        });
    };
    announce_changes(move || said.get().map(words));
    let is_refused = move || matches!(said.get(), Some(FromFile::Refused(_))).to_string();
    view! {
        <div class="envdock-field__file">
            <button
                type="button"
                class="envdock-button"
                part="button quiet"
                data-kind="quiet"
                aria-label=name
                on:click=choose
            >
                {editor::FROM_FILE}
            </button>
            <input type="file" hidden node_ref=input on:change=chosen />
            <p data-refused=is_refused>
                {move || said.get().map(words)}
            </p>
        </div>
    }
}

fn words(said: FromFile) -> String {
    let refusal = match said {
        FromFile::Taken { n_bytes, n_lines, has_new_ends } => {
            let taken = editor::from_file(n_bytes, n_lines);
            let ends =
                if has_new_ends { [" ", editor::FILE_LINE_ENDS].concat() } else { String::new() };
            return taken + &ends;
        }
        FromFile::Refused(refusal) => refusal,
    };
    let text = match refusal {
        Refusal::Empty => editor::FILE_EMPTY,
        Refusal::TooLarge => editor::FILE_TOO_LARGE,
        Refusal::Nul => editor::FILE_NUL,
        Refusal::NotText => editor::FILE_NOT_TEXT,
        Refusal::Unreadable => editor::FILE_UNREADABLE,
    };
    text.to_owned()
}

/// Reads a file that is not too large; calls back once.
fn read(file: &File, then: impl FnOnce(Result<String, Refusal>) + 'static) {
    file_bytes(file, MAX_VALUE_BYTES, |bytes| {
        then(match bytes {
            Ok(bytes) => text(bytes),
            Err(Unread::TooLarge) => Err(Refusal::TooLarge),
            Err(Unread::Unreadable) => Err(Refusal::Unreadable),
        });
    });
}

/// The text that bytes are, if it can be a value.
fn text(bytes: Vec<u8>) -> Result<String, Refusal> {
    if bytes.len() > MAX_VALUE_BYTES {
        return Err(Refusal::TooLarge);
    }
    if bytes.contains(&0) {
        return Err(Refusal::Nul);
    }
    let text = String::from_utf8(bytes).map_err(|_not_utf_8| Refusal::NotText)?;
    // The mark says how the file is encoded, and is none of its text.
    let text = match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    };
    if text.is_empty() { Err(Refusal::Empty) } else { Ok(text) }
}

/// The text with line ends as the field has them: it would change the others when somebody types.
fn take(text: String) -> (FromFile, String) {
    let has_new_ends = text.contains('\r');
    let text = if has_new_ends { text.replace("\r\n", "\n").replace('\r', "\n") } else { text };
    let (n_bytes, n_lines) = (text.len(), text.lines().count());
    (FromFile::Taken { n_bytes, n_lines, has_new_ends }, text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_utf_8_text_without_nul_up_to_the_limit_is_taken() {
        assert_eq!(text(b"{\"a\": \"\xc3\xa9\"}".to_vec()), Ok("{\"a\": \"é\"}".to_owned()));
        assert_eq!(text(vec![b'a'; MAX_VALUE_BYTES]).map(|text| text.len()), Ok(MAX_VALUE_BYTES));
        assert_eq!(text(vec![b'a'; MAX_VALUE_BYTES + 1]), Err(Refusal::TooLarge));
        assert_eq!(text(b"a\0b".to_vec()), Err(Refusal::Nul));
        assert_eq!(text(b"\xff\xfeb".to_vec()), Err(Refusal::NotText));
        assert_eq!(text(Vec::new()), Err(Refusal::Empty));
        assert_eq!(text("\u{feff}".into()), Err(Refusal::Empty));
        assert_eq!(text("\u{feff}a".into()), Ok("a".to_owned()));
    }

    #[test]
    fn line_ends_become_those_of_the_field_and_lines_are_counted() {
        let taken = FromFile::Taken { n_bytes: 4, n_lines: 2, has_new_ends: true };
        assert_eq!(take("a\r\nb\r".to_owned()), (taken, "a\nb\n".to_owned()));
        let taken = FromFile::Taken { n_bytes: 4, n_lines: 2, has_new_ends: false };
        assert_eq!(take("a\nb\n".to_owned()), (taken, "a\nb\n".to_owned()));
    }
}
