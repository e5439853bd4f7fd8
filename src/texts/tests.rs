//! Numbers and their words agree.

use crate::texts::{editor, finding, import, matrix, organization, request, rows, setup, tab};

/// What a text says of a number, and the words for one and for several.
type Counted = (fn(usize) -> String, &'static str, &'static str);

const COUNTED: [Counted; 20] = [
    (|n| finding::shown(0, n), "key shown", "keys shown"),
    (|n| matrix::shown(0, n), "key", "keys"),
    (|n| import::summary(n, 0, 0), "line", "lines"),
    (|n| import::result(n, 0), "value", "values"),
    (|n| editor::from_file(7, n), "line", "lines"),
    (|n| organization::total(n, n, true), "key", "keys"),
    (organization::restorable, "day", "days"),
    (|n| organization::purge::ask_several(n, ""), "key", "keys"),
    (|n| organization::told::several(n, ""), "key", "keys"),
    (request::waits, "value", "values"),
    (request::still_open, "key", "keys"),
    (request::refused, "value was", "values were"),
    (request::drafts_left, "value", "values"),
    (request::open_requests, "request", "requests"),
    (rows::bytes, "byte", "bytes"),
    (setup::missing, "value", "values"),
    (setup::finish_title, "value is", "values are"),
    (tab::unsaved, "value", "values"),
    (tab::adoptable, "key is", "keys are"),
    (tab::more_files, "file", "files"),
];

/// Whether the words stand there, and not as the beginning of a longer one.
fn says(text: &str, words: &str) -> bool {
    let mut found = text.match_indices(words).map(|(at, _)| text.get(at + words.len()..));
    found.any(|rest| !rest.is_some_and(|rest| rest.starts_with(char::is_alphabetic)))
}

#[test]
fn every_count_has_the_word_that_goes_with_it() {
    for (text, one, several) in COUNTED {
        for n in [0, 1, 2, 5] {
            let text = text(n);
            assert!(text.contains(&n.to_string()), "{n}: {text}");
            let (right, wrong) = if n == 1 { (one, several) } else { (several, one) };
            assert!(says(&text, right) && !says(&text, wrong), "{n}: {text}");
        }
    }
}
