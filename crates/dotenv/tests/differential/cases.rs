//! Random documents and values, made of the pieces that readers trip over.

use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// The same cases in every run; other ones with `ENVDOCK_DIFFERENTIAL_SEED`, more of them with
/// `ENVDOCK_DIFFERENTIAL_CASES`.
pub(crate) fn samples<T: std::fmt::Debug>(strategy: &impl Strategy<Value = T>) -> Vec<T> {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seed = number("ENVDOCK_DIFFERENTIAL_SEED").unwrap_or(1);
    let n_cases = number("ENVDOCK_DIFFERENTIAL_CASES").unwrap_or(2000);
    let bytes: Vec<u8> = seed.to_le_bytes().into_iter().cycle().take(32).collect();
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    (0..n_cases).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

const PIECES: &[&str] = &[
    "'", "'", "\"", "\"", "`", "\\", "\\n", "\\r", "\\\"", "\\'", "\\$", "\\t", "#", " #", " # ",
    "$", "$A", "${A}", "${", "}", "${A:-x}", "{", ":", "~", "=", "-", ".", ",", "!", "*", "%", "^",
    "@", "x", "foo", "n", "0", "é", "\u{101}", "\u{85}", "\u{a0}", "\u{2028}", "\u{1c}",
    "\u{feff}", "😀",
];

const BLANKS: &[&str] = &[" ", " ", "  ", "\t", "\u{c}", "\u{b}"];

fn piece(list: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::sample::select(list).prop_map(str::to_owned)
}

/// A value: anything but NUL. Carriage returns are rarer than line feeds.
pub(crate) fn value() -> impl Strategy<Value = String> {
    let soup = prop_oneof![
        12 => piece(PIECES),
        3 => piece(BLANKS),
        2 => piece(&["\n", "\n", "\n", "\r\n", "\r"]),
        4 => "[a-zA-Z0-9_./:@-]{1,6}",
        1 => any::<char>().prop_filter("no NUL", |c| *c != '\0').prop_map(String::from),
    ];
    joined(soup, 0, 7)
}

/// A file in which most lines look like assignments.
pub(crate) fn document() -> impl Strategy<Value = Vec<u8>> {
    let text = prop_oneof![
        6 => joined(line(), 0, 5),
        2 => joined(clean_line(), 0, 5),
        1 => joined(prop_oneof![piece(PIECES), piece(BLANKS), piece(STARTS), piece(ENDS)], 0, 14),
    ];
    let bytes =
        (text, prop_oneof![9 => Just(false), 1 => Just(true)]).prop_map(|(text, has_bom)| {
            let bom = if has_bom { "\u{feff}" } else { "" };
            [bom, &text].concat().into_bytes()
        });
    prop_oneof![
        20 => bytes.boxed(),
        1 => (bytes_with(b"\xff\xfe")).boxed(),
        1 => (bytes_with(b"\0")).boxed(),
    ]
}

fn bytes_with(odd: &'static [u8]) -> impl Strategy<Value = Vec<u8>> {
    let parts = (joined(line(), 0, 2), joined(clean_line(), 0, 2), any::<bool>());
    parts.prop_map(move |(first, second, is_inside)| {
        let inside: &[u8] = if is_inside { b"A=x" } else { b"" };
        [first.as_bytes(), inside, odd, b"\n", second.as_bytes()].concat()
    })
}

const STARTS: &[&str] = &[
    "A=",
    "A=",
    "B=",
    "C=",
    "export A=",
    "export  B=",
    " A=",
    "A =",
    "A= ",
    "B: ",
    "A:",
    "A-B=",
    "a.b=",
    "'A'=",
    "export ",
    "export",
    "A",
    "# ",
    "#",
    "",
    "1A=",
    "=",
    "__proto__=",
    "A\n=",
];

const ENDS: &[&str] = &["\n", "\n", "\n", "\n", "\r\n", "\n\n", "\r", " \n", "", "\n# it's\n"];

fn line() -> impl Strategy<Value = String> {
    let wrapped = (piece(&["'", "\"", "`"]), value(), piece(&["", "", " # it's", "#x", " ", "x"]))
        .prop_map(|(quote, value, tail)| [quote.as_str(), &value, &quote, &tail].concat());
    let rest = prop_oneof![3 => value(), 2 => wrapped, 1 => Just(String::new())];
    (piece(STARTS), rest, piece(ENDS)).prop_map(|(start, rest, end)| [start, rest, end].concat())
}

fn clean_line() -> impl Strategy<Value = String> {
    let rest = prop_oneof![
        "[a-z0-9/:.]{0,6}",
        "'[a-z0-9 #$\"\\n{}]{0,8}'",
        "\"[a-z0-9 #'\\n{}]{0,8}\"",
        "'[a-z]{0,3}' # [a-z]{0,3}",
    ];
    (piece(&["A=", "B=", "C=", "export A=", "# "]), rest, piece(&["\n", "\n", "\n", "\r\n"]))
        .prop_map(|(start, rest, end)| [start, rest, end].concat())
}

fn joined(
    part: impl Strategy<Value = String>,
    least: usize,
    most: usize,
) -> impl Strategy<Value = String> {
    proptest::collection::vec(part, least..=most).prop_map(|parts| parts.concat())
}
