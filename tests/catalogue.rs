//! Nothing that a person reads stands outside of `src/texts`: literals of views are looked through.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test; the exemption for tests does not reach its helpers"
)]

use std::fs;
use std::path::Path;

/// Where people see what is written.
const FOLDERS: [&str; 3] = ["src/components", "src/demo", "src/elements"];

/// What reaches people's eyes or ears from an attribute.
const SPOKEN: [&str; 8] = [
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "aria-valuetext",
    "title",
    "placeholder",
    "alt",
    "label",
];

/// Names of keys on a keyboard, and one of browsers: the same in every language.
const NAMES: [&str; 12] = [
    "Enter",
    "Escape",
    "Tab",
    "ArrowDown",
    "ArrowUp",
    "ArrowLeft",
    "ArrowRight",
    "Home",
    "End",
    "PageDown",
    "PageUp",
    "Files",
];

/// A string literal and what stands before it, without white space.
#[derive(Debug)]
struct Literal {
    line: usize,
    text: String,
    before: String,
    in_view: bool,
}

/// Reads a source file as far as it takes to find its literals.
#[derive(Default)]
struct Reader {
    line: usize,
    before: String,
    depth: usize,
    /// How deep the views begin around here.
    views: Vec<usize>,
    found: Vec<Literal>,
}

impl Reader {
    /// Reads what begins with the first of `code`; tells how long that is.
    fn read(&mut self, code: &[char]) -> usize {
        let next = |n: usize| code.get(n).copied().unwrap_or('\0');
        match next(0) {
            '/' if next(1) == '/' => code.iter().take_while(|c| **c != '\n').count(),
            '#' if next(1) == '[' => {
                self.skip(code.iter().take_while(|c| **c != ']').count(), code)
            }
            // A character, not a lifetime.
            '\'' if next(1) == '\\' => 4,
            '\'' if next(2) == '\'' => 3,
            '"' => self.literal(code),
            other => {
                self.character(other);
                1
            }
        }
    }

    fn skip(&mut self, length: usize, code: &[char]) -> usize {
        self.line += code[..length].iter().filter(|c| **c == '\n').count();
        length
    }

    fn literal(&mut self, code: &[char]) -> usize {
        let mut length = 1;
        while length < code.len() && code[length] != '"' {
            length += if code[length] == '\\' { 2 } else { 1 };
        }
        self.found.push(Literal {
            line: self.line,
            text: code[1..length].iter().collect(),
            before: std::mem::take(&mut self.before),
            in_view: !self.views.is_empty(),
        });
        self.skip(length, code) + 1
    }

    fn character(&mut self, character: char) {
        match character {
            '\n' => self.line += 1,
            '{' => {
                if self.before.ends_with("view!") {
                    self.views.push(self.depth);
                }
                self.depth += 1;
            }
            '}' => {
                self.depth = self.depth.saturating_sub(1);
                self.views.pop_if(|view| *view == self.depth);
            }
            _ => {}
        }
        if !character.is_whitespace() {
            self.before.push(character);
        }
    }
}

/// All literals of a file, without comments, attributes of items and tests.
fn literals(source: &str) -> Vec<Literal> {
    let code: Vec<char> = source.split("\n#[cfg(test)]").next().unwrap_or(source).chars().collect();
    let mut reader = Reader { line: 1, ..Reader::default() };
    let mut at = 0;
    while at < code.len() {
        at += reader.read(&code[at..]);
    }
    reader.found
}

/// Why a literal is for people, if it is.
fn is_for_people(literal: &Literal) -> bool {
    let Literal { text, before, in_view, .. } = literal;
    let is_name = NAMES.contains(&text.as_str())
        // Names that pages style by.
        || before.ends_with("part=")
        || before.contains(".debug_")
        || before.contains("formatter.write_str(");
    if is_name || !text.chars().any(char::is_alphabetic) {
        return false;
    }
    let is_spoken = SPOKEN.iter().any(|name| {
        before.strip_suffix('=').is_some_and(|before| {
            let start =
                before.rfind(|c: char| !(c.is_alphanumeric() || c == '-')).map_or(0, |at| at + 1);
            before.get(start..).is_some_and(|found| found.ends_with(name))
        })
    });
    // A text between two tags, or an expression that is nothing but a text.
    let is_child =
        *in_view && (before.ends_with('>') && !before.ends_with("=>") || before.ends_with(">{"));
    is_spoken || is_child || is_sentence(text)
}

/// It begins like a word of a sentence, or has several words.
fn is_sentence(text: &str) -> bool {
    let mut characters = text.chars();
    let is_word = characters.next().is_some_and(char::is_uppercase)
        && characters.clone().next().is_some_and(char::is_lowercase)
        && characters.all(|c| c.is_alphabetic() || " .,:;!?’…".contains(c));
    let is_selector = text.contains(['[', '.', '#', '>', '=']) && !text.ends_with('.');
    let words =
        text.split(' ').filter(|word| word.chars().all(char::is_alphabetic) && word.len() > 1);
    is_word || (!is_selector && words.count() > 1)
}

fn check(folder: &Path, wrong: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            check(&path, wrong);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let source = fs::read_to_string(&path).expect("a source file");
            let outside = literals(&source).into_iter().filter(is_for_people);
            wrong
                .extend(outside.map(|it| format!("{}:{}: {:?}", path.display(), it.line, it.text)));
        }
    }
}

#[test]
fn every_text_that_people_read_is_in_the_catalogue() {
    let mut wrong = Vec::new();
    for folder in FOLDERS {
        check(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut wrong);
    }
    assert!(wrong.is_empty(), "texts outside of src/texts:\n{}", wrong.join("\n"));
}

#[test]
fn planted_texts_are_found_and_what_machines_read_is_not() {
    let view = |inside: &str| format!("fn f() {{ view! {{ {inside} }} }}");
    for planted in [
        view("<p>\"saved\"</p>"),
        view("<p>{\"saved\"}</p>"),
        view("<button aria-label=\"close\" />"),
        view("<input placeholder = \"name\" />"),
        view("<p class=\"x\">{move || done.get().then_some(\"Saved\")}</p>"),
        "fn f() { let text = \"No key matches\"; }".to_owned(),
        "const TEXT: &str = \"nothing to see\";".to_owned(),
    ] {
        assert!(literals(&planted).iter().any(is_for_people), "{planted}");
    }
    for allowed in [
        view(
            "<p class=\"envdock-row envdock-icon\" part=\"button quiet\" data-state=\"absent\">{text}</p>",
        ),
        view("<p>\" \"</p>"),
        "/// \"Words in a comment\"\nfn f() { find(\"[data-slot] .row\") }".to_owned(),
        "#[expect(dead_code, reason = \"a good reason\")]\nfn f() { key == \"Enter\" }".to_owned(),
        "fn f() { c == '\"' }".to_owned(),
    ] {
        let found: Vec<_> = literals(&allowed).into_iter().filter(is_for_people).collect();
        assert!(found.is_empty(), "{found:?}");
    }
}
