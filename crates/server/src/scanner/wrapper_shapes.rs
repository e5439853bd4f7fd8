//! Reads of a variable whose name is no literal, and the beginnings of functions.

use crate::scanner::language::Language;
use crate::scanner::rule::pattern;
use regex::bytes::Regex;
use std::sync::LazyLock;

/// Names that are functions of other things too: only `env.get(…)` counts, not every `get(…)`.
pub(crate) const COMMON_NAMES: &[&str] = &[
    "bool",
    "fetch",
    "find",
    "get",
    "getBool",
    "getInt",
    "getString",
    "has",
    "int",
    "list",
    "load",
    "lookup",
    "optional",
    "parse",
    "read",
    "require",
    "required",
    "set",
    "str",
    "string",
    "value",
    "var",
    "with",
    "add",
    "apply",
    "check",
    "of",
    "from",
    "resolve",
    "replace",
    "expand",
    "call",
    "GetString",
    "GetInt",
    "GetBool",
];
/// Names that no function of a project has.
pub(crate) const NO_NAMES: &[&str] = &[
    "if",
    "for",
    "while",
    "switch",
    "catch",
    "main",
    "constructor",
    "init",
    "match",
    "return",
    "new",
    "run",
    "setup",
    "__init__",
    "function",
    "map",
    "filter",
    "forEach",
];

/// A read with another argument than a literal, by language.
pub(crate) fn dynamic_read(language: Language) -> Option<&'static Regex> {
    match language {
        Language::JavaScript => Some(&JAVA_SCRIPT),
        Language::Python => Some(&PYTHON),
        Language::Go => Some(&GO),
        Language::Rust => Some(&RUST),
        Language::Ruby => Some(&RUBY),
        Language::Jvm => Some(&JVM),
        Language::Php => Some(&PHP),
        Language::DotNet
        | Language::Elixir
        | Language::Prisma
        | Language::Settings
        | Language::Compose
        | Language::Shell
        | Language::Dockerfile => None,
    }
}

const ARGUMENT: &str = r"(?P<arg>[A-Za-z_][\w.:]*)";

fn read(head: &str, tail: &str) -> Regex {
    pattern(&format!(r"(?:{head})\s*{ARGUMENT}\s*(?:{tail})"))
}

static JAVA_SCRIPT: LazyLock<Regex> =
    LazyLock::new(|| read(r"(?:process|import\.meta)\.env\[|Deno\.env\.get\(", r"[\])!]"));
static PYTHON: LazyLock<Regex> = LazyLock::new(|| {
    read(r"\benviron\[|\benviron\.get\(|\bgetenv\(", r"\]|\)|,\s*(?P<default>\S)")
});
static GO: LazyLock<Regex> = LazyLock::new(|| {
    read(r"\bos\.(?:Getenv|LookupEnv)\(|\benv\.Get\w*\(", r"\)|,\s*(?P<default>\S)")
});
static RUST: LazyLock<Regex> =
    LazyLock::new(|| read(r"\b(?:env|dotenvy|dotenv)::var(?:_os)?\(\s*&?", r"\)"));
static RUBY: LazyLock<Regex> =
    LazyLock::new(|| read(r"\bENV(?:\.fetch\(|\[)", r"[\])]|,\s*(?P<default>\S)"));
static JVM: LazyLock<Regex> = LazyLock::new(|| {
    read(r"\bgetenv\(|\bgetenv\(\)(?:\.get(?:OrDefault)?\(|\[)", r"[\])]|,\s*(?P<default>\S)")
});
static PHP: LazyLock<Regex> = LazyLock::new(|| read(r"\bgetenv\(\s*\$|\$_ENV\[\s*\$", r"[\])]"));

/// The beginning of a function: its name in one of `a` to `d`, its parameters in `pa` to `pd`.
pub(crate) static FUNCTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?:func|def|fn|fun|function)\s+(?:\([^)]*\)\s*)?(?:self\.|<[^>]*>\s*)?(?P<a>NAME)\s*(?:<[^>]*>|\[[^\]]*\])?\s*\((?P<pa>[^)]*)|\b(?:const|let)\s+(?P<b>NAME)\s*(?::[^=]+)?=\s*(?:async\s*)?(?:<[^>]*>)?\((?P<pb>[^)]*)\)[^=\n]*=>|\b(?:const|let)\s+(?P<c>NAME)\s*=\s*(?P<pc>NAME)\s*=>|\b(?P<d>NAME)\((?P<pd>[^();\n]+)\)\s*(?:throws\s+[\w, ]+|:\s*[\w<>| ]+)?\s*\{",
    )
});
