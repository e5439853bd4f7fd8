//! Cleaning of text that an agent or a repository wrote, before a person reads it.

/// Longest description, in characters.
pub const MAX_DESCRIPTION: usize = 500;
/// Longest suggestion, in characters.
pub const MAX_SUGGESTION: usize = 200;
/// Longest name of an any-of group, in characters.
pub const MAX_GROUP: usize = 80;

/// Whether the character can hide, reorder or imitate other text.
///
/// Control characters, bidirectional controls (UAX #9), zero-width characters, variation
/// selectors, tag characters (U+E0000 block) and other invisible format characters.
#[must_use]
pub fn is_deceptive(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Plain text on one line of at most `max` characters.
///
/// Deceptive characters go, white space of every kind becomes one space, and what is cut off is
/// shown by `…`. Nothing is left of text that had no visible characters.
#[must_use]
pub fn clean(text: &str, max: usize) -> String {
    let mut cleaned = String::new();
    let mut length = 0;
    let mut space = false;
    for character in text.chars() {
        if character.is_whitespace() {
            space = length > 0;
            continue;
        }
        if is_deceptive(character) {
            continue;
        }
        if length + usize::from(space) >= max {
            cleaned.push('…');
            break;
        }
        if space {
            cleaned.push(' ');
            length += 1;
            space = false;
        }
        cleaned.push(character);
        length += 1;
    }
    cleaned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stays_as_it_is() {
        assert_eq!(
            clean("Find it in the dashboard, § 2 (é, 日本).", 100),
            "Find it in the dashboard, § 2 (é, 日本)."
        );
    }

    #[test]
    fn what_hides_or_reorders_text_goes() {
        let text =
            "a\u{202E}b\u{200B}c\u{0}d\u{1b}[31me\u{E0041}f\u{FEFF}g\u{2066}h\u{00AD}i\u{85}j";
        assert_eq!(clean(text, 100), "abcd[31mefghi j");
        assert_eq!(clean("\u{200B}\u{202E}", 100), "");
    }

    #[test]
    fn lines_become_one_line() {
        assert_eq!(clean("  one\r\n\t two\u{2028}three  ", 100), "one two three");
    }

    #[test]
    fn long_text_is_cut_visibly_and_text_of_full_length_is_not() {
        assert_eq!(clean("abcdef", 3), "abc…");
        assert_eq!(clean("abc", 3), "abc");
        assert_eq!(clean("ab  ", 2), "ab");
        assert_eq!(clean("ab cd", 3), "ab…");
        assert_eq!(clean("ab cd", 4), "ab c…");
    }
}
