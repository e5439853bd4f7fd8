//! A random value, from the browser's secure source.

use crate::components::parts::announce_changes;
use crate::texts::editor;
use leptos::{ev, html, prelude::*};

/// The sets of characters, in the order of their names in the texts.
const ALPHABETS: [&str; 4] = [
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
    "0123456789abcdef",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
    // Without quotes, `$`, `#`, `\` and spaces: every reader of env files carries the rest.
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!%&()*+,-./:;<=>?@[]^_{|}~",
];
const SHORTEST: usize = 8;
const LONGEST: usize = 512;
/// 190 bits of letters and digits.
const USUAL: usize = 32;

/// Chooses length and characters; hands over a random text.
#[component]
pub(super) fn Generate(id: String, name: String, on_text: Callback<String>) -> impl IntoView {
    let opener = NodeRef::<html::Button>::new();
    let is_open = RwSignal::new(false);
    let length = RwSignal::new(Some(USUAL));
    let alphabet = RwSignal::new(0_usize);
    let failed = RwSignal::new(false);
    let chosen = move || ALPHABETS.get(alphabet.get()).copied().unwrap_or_default();
    let insert = move |_| {
        let Some(length) = length.get_untracked() else { return };
        match untrack(|| random_text(chosen(), length)) {
            Some(text) => {
                is_open.set(false);
                on_text.run(text);
            }
            None => failed.set(true),
        }
    };
    let said = move || match length.get() {
        _ if failed.get() => editor::GENERATE_FAILED.to_owned(),
        None => editor::GENERATE_BOUNDS.to_owned(),
        Some(length) => editor::generate_bits(bits(chosen().len(), length)),
    };
    announce_changes(move || is_open.get().then(said));
    let pressed = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && is_open.get_untracked() {
            event.stop_propagation();
            is_open.set(false);
            if let Some(opener) = opener.get_untracked() {
                // It is there as long as the choices are.
                let _ = opener.focus();
            }
        }
    };
    let length_id = [id.as_str(), "-length"].concat();
    let alphabet_id = [id.as_str(), "-alphabet"].concat();
    let said_id = id + "-said";
    view! {
        <div class="envdock-field__generate" on:keydown=pressed>
            <button
                type="button"
                node_ref=opener
                class="envdock-button"
                part="button quiet"
                data-kind="quiet"
                aria-label=name
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| is_open.update(|is_open| *is_open = !*is_open)
            >
                {editor::GENERATE}
            </button>
            <Show when=move || is_open.get()>
                <div class="envdock-field__choices">
                    <label for=length_id.clone()>{editor::GENERATE_LENGTH}</label>
                    <input
                        id=length_id.clone()
                        type="number"
                        min=SHORTEST.to_string()
                        max=LONGEST.to_string()
                        value=USUAL.to_string()
                        aria-describedby=said_id.clone()
                        aria-invalid=move || length.get().is_none().to_string()
                        on:input:target=move |event| length.set(read_length(&event.target().value()))
                    />
                    <label for=alphabet_id.clone()>{editor::GENERATE_ALPHABET}</label>
                    <select
                        id=alphabet_id.clone()
                        on:change:target=move |event| {
                            alphabet.set(event.target().value().parse().unwrap_or_default());
                        }
                    >
                        {editor::ALPHABETS
                            .iter()
                            .enumerate()
                            .map(|(number, name)| {
                                view! { <option value=number.to_string()>{*name}</option> }
                            })
                            .collect_view()}
                    </select>
                    <button
                        type="button"
                        class="envdock-button"
                        part="button"
                        aria-disabled=move || length.get().is_none().to_string()
                        on:click=insert
                    >
                        {editor::GENERATE_INSERT}
                    </button>
                    <p id=said_id.clone()>{said}</p>
                </div>
            </Show>
        </div>
    }
}

fn read_length(text: &str) -> Option<usize> {
    text.trim().parse().ok().filter(|length| (SHORTEST..=LONGEST).contains(length))
}

/// The whole bits that `length` characters out of `n_characters` are worth.
fn bits(n_characters: usize, length: usize) -> usize {
    // Of 62 characters each is worth 5.95 bits: hundredths are exact enough, and no float is lost.
    let hundredths = match n_characters {
        0..=16 => 400,
        17..=62 => 595,
        63..=64 => 600,
        _ => 645,
    };
    length * hundredths / 100
}

/// Characters of the alphabet, each equally likely; nothing where there is no secure source.
fn random_text(alphabet: &str, length: usize) -> Option<String> {
    let characters = alphabet.as_bytes();
    // A byte beyond the last whole multiple would favour the first characters: it is left out.
    let limit = 256 - 256 % characters.len().max(1);
    let mut text = String::with_capacity(length);
    let mut bytes = [0_u8; 256];
    while text.len() < length {
        getrandom::fill(&mut bytes).ok()?;
        let usable = bytes.iter().map(|byte| usize::from(*byte)).filter(|byte| *byte < limit);
        let drawn = usable.filter_map(|byte| characters.get(byte % characters.len()));
        text.extend(drawn.take(length - text.len()).map(|byte| char::from(*byte)));
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::{ALPHABETS, bits, random_text, read_length};
    use std::collections::BTreeMap;

    #[test]
    fn lengths_are_numbers_within_bounds() {
        assert_eq!(read_length(" 32 "), Some(32));
        for text in ["", "7", "513", "-9", "1e2", "many"] {
            assert_eq!(read_length(text), None, "{text}");
        }
    }

    #[test]
    fn the_bits_are_those_of_the_alphabets() {
        for alphabet in ALPHABETS {
            let n_characters = alphabet.len();
            let exact = f64::from(u32::try_from(n_characters).unwrap()).log2() * 100.0;
            let told = f64::from(u32::try_from(bits(n_characters, 100)).unwrap());
            assert!((exact - told).abs() < 2.0, "{n_characters}: {exact} {told}");
        }
    }

    #[test]
    fn each_character_of_the_alphabet_is_as_likely_as_the_others() {
        for alphabet in ALPHABETS {
            let text = random_text(alphabet, 100_000).unwrap();
            assert_eq!(text.len(), 100_000);
            let mut counts = BTreeMap::new();
            for character in text.chars() {
                *counts.entry(character).or_insert(0_usize) += 1;
            }
            let expected = 100_000 / alphabet.len();
            assert_eq!(counts.len(), alphabet.len());
            // Ten standard deviations at least: the first ones of a biased draw are half as many more.
            for (character, count) in counts {
                assert!(count.abs_diff(expected) < expected / 3, "{character}: {count}");
            }
        }
        assert_ne!(random_text(ALPHABETS[0], 32), random_text(ALPHABETS[0], 32));
    }

    #[test]
    fn no_alphabet_names_a_character_twice_or_one_that_readers_disagree_about() {
        for alphabet in ALPHABETS {
            let mut characters: Vec<char> = alphabet.chars().collect();
            characters.sort_unstable();
            characters.dedup();
            assert_eq!(characters.len(), alphabet.len(), "{alphabet}");
            assert!(!alphabet.contains(['"', '\'', '`', '$', '#', '\\', ' ']), "{alphabet}");
        }
    }
}
