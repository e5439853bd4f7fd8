//! How each language reads environment variables.

mod compose;
mod go;
mod javascript;
mod javascript_shapes;
mod jvm;
mod others;
mod php;
mod python;
mod python_settings;
mod ruby;
mod rust;
mod settings;
mod shell;

use crate::scanner::comments::{Syntax, blank};
use crate::scanner::language::Language;
use crate::scanner::mention::Mention;
use crate::scanner::rule::Rule;
use regex::bytes::Regex;

/// The rules of a language.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) rules: Vec<Rule>,
    /// What follows a read that copes without the variable.
    pub(crate) after: Regex,
}

impl Rules {
    pub(crate) fn collect(&self, code: &[u8], mentions: &mut Vec<Mention>) {
        for rule in &self.rules {
            rule.collect(code, &self.after, mentions);
        }
    }
}

pub(crate) const C_LIKE: Syntax = Syntax {
    line: &[b"//"],
    block: Some((b"/*", b"*/")),
    quotes: b"\"'`",
    has_triple_quotes: false,
    after_space: false,
};
const HASH: Syntax = Syntax {
    line: &[b"#"],
    block: None,
    quotes: b"\"'",
    has_triple_quotes: false,
    after_space: true,
};

fn syntax(language: Language) -> Syntax {
    match language {
        // A single quote begins a lifetime more often than a character.
        Language::Rust => Syntax { quotes: b"\"", ..C_LIKE },
        Language::JavaScript | Language::Go => C_LIKE,
        Language::Jvm | Language::DotNet | Language::Prisma | Language::Php => {
            Syntax { quotes: b"\"'", ..C_LIKE }
        }
        Language::Python => Syntax { has_triple_quotes: true, after_space: false, ..HASH },
        Language::Ruby => Syntax { block: Some((b"\n=begin", b"\n=end")), ..HASH },
        Language::Settings | Language::Compose | Language::Dockerfile => HASH,
        // An apostrophe in a here-document is no string.
        Language::Shell | Language::Elixir => Syntax { quotes: b"", ..HASH },
    }
}

/// Nobody writes longer lines; they hold data, and patterns take long over them.
const MAX_LINE: usize = 10_000;

/// The code of a file: its text without comments and without endless lines.
pub(crate) fn code_of(language: Language, text: &[u8]) -> Vec<u8> {
    let mut code = blank(text, &syntax(language));
    let lines = code.split_mut(|byte| *byte == b'\n');
    lines.filter(|line| line.len() > MAX_LINE).for_each(|line| line.fill(b' '));
    if language == Language::Rust
        && let Some(tests) = rust::TESTS.find(&code)
    {
        code.truncate(tests.start());
    }
    code
}

/// Whether a file may read variables at all; cheap, so that most files are not looked at closer.
pub(crate) fn may_mention(language: Language, text: &[u8]) -> bool {
    let needles: &[&str] = match language {
        Language::Compose | Language::Shell => &["$", "environment"],
        Language::Settings => &["${", "%env(", "ENV"],
        // What it declares it also gets: by itself, or from whoever builds or runs the image.
        Language::Dockerfile => &[],
        Language::Python => &["env", "config(", "Settings"],
        Language::Jvm => &["env", "${", "Env"],
        Language::Elixir => &["_env"],
        Language::Ruby => &["ENV", "onfig"],
        Language::DotNet => &["EnvironmentVariable"],
        Language::Php => &["env", "_ENV"],
        Language::JavaScript => &[".env", "$env/", "loadEnv(", "onfig.get", "onfigService.get"],
        Language::Rust => &["env", "var("],
        Language::Prisma => &["env("],
        Language::Go => &["Getenv", "Env", "env:", "env.", "envconfig", "Envar"],
    };
    needles.iter().any(|needle| memchr::memmem::find(text, needle.as_bytes()).is_some())
}

/// What `code` reads.
pub(crate) fn mentions(language: Language, code: &[u8]) -> Vec<Mention> {
    let mut mentions = Vec::new();
    match language {
        Language::JavaScript => javascript::collect(code, &mut mentions),
        Language::Python => python::collect(code, &mut mentions),
        Language::Rust => rust::collect(code, &mut mentions),
        Language::Ruby => ruby::collect(code, &mut mentions),
        Language::Jvm => jvm::RULES.collect(code, &mut mentions),
        Language::Go => go::collect(code, &mut mentions),
        Language::Php => php::RULES.collect(code, &mut mentions),
        Language::DotNet => others::DOT_NET.collect(code, &mut mentions),
        Language::Elixir => others::ELIXIR.collect(code, &mut mentions),
        Language::Prisma => others::PRISMA.collect(code, &mut mentions),
        Language::Settings => settings::collect(code, &mut mentions),
        Language::Compose => compose::collect(code, &mut mentions),
        Language::Shell => shell::collect(code, &mut mentions),
        Language::Dockerfile => {}
    }
    mentions.sort_by_key(|mention| mention.offset);
    mentions.dedup_by(|later, first| {
        let same = later.offset == first.offset && later.name == first.name;
        if same {
            first.fallback = first.fallback.max(later.fallback);
        }
        same
    });
    mentions
}
