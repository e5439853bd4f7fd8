//! Functions of the project that read the variable they are given, and constants that hold names.
//!
//! Most projects read the environment through a function of their own (`env_int("PORT", 80)`).
//! Where a file reads a variable whose name is no literal, the function around it is remembered,
//! and its calls with a literal count as reads.

use crate::scanner::language::Language;
use crate::scanner::mention::{Fallback, Mention, judge_default};
use crate::scanner::rule::{compile, pattern};
use crate::scanner::wrapper_shapes::{COMMON_NAMES, FUNCTION, NO_NAMES, dynamic_read};
use regex::bytes::Regex;
use std::collections::BTreeSet;

/// How far above a read its function may begin.
const MAX_FUNCTION: usize = 1_200;
/// More indirections of one file, or of one language, are not followed: nobody writes so many, and
/// each makes the patterns larger.
pub(crate) const MAX_INDIRECTIONS: usize = 200;
/// Longer names and later parameters are not followed either.
const MAX_NAME: usize = 100;
const MAX_PARAMETER: usize = 9;
/// Something through which variables are read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Indirection {
    /// A function that gets the name as its parameter number `parameter`.
    Function { language: Language, name: String, owners: Vec<String>, parameter: usize },
    /// A constant whose value is the name.
    Constant { language: Language, name: String, file: Option<String> },
}

impl Indirection {
    pub(crate) fn language(&self) -> Language {
        match self {
            Self::Function { language, .. } | Self::Constant { language, .. } => *language,
        }
    }

    pub(crate) fn name(&self) -> &str {
        match self {
            Self::Function { name, .. } | Self::Constant { name, .. } => name,
        }
    }
}

/// What indirections `code` reads through: the environment itself, or `known` functions.
pub(crate) fn find(
    language: Language,
    path: &str,
    code: &[u8],
    known: Option<&Regex>,
) -> Vec<Indirection> {
    let reads = match known {
        Some(known) => Some(known),
        None => dynamic_read(language),
    };
    let mut found = Vec::new();
    for captures in reads.into_iter().flat_map(|reads| reads.captures_iter(code)) {
        if found.len() >= MAX_INDIRECTIONS {
            break;
        }
        let Some(argument) = captures.name("arg") else { continue };
        let whole = String::from_utf8_lossy(argument.as_bytes()).into_owned();
        let last = whole.rsplit(['.', ':', '>']).next().unwrap_or_default().to_owned();
        if last.len() > MAX_NAME {
            continue;
        }
        if let Some((name, parameter)) = enclosing_function(code, argument.start(), &last) {
            let is_usual = name.len() <= MAX_NAME && parameter <= MAX_PARAMETER;
            if is_usual && !NO_NAMES.contains(&name.as_str()) {
                found.push(Indirection::Function {
                    language,
                    name,
                    owners: owners(path),
                    parameter,
                });
            }
            continue;
        }
        if known.is_none() || last.starts_with(|first: char| first.is_ascii_uppercase()) {
            let is_global = last.starts_with(|first: char| first.is_ascii_uppercase());
            let file = (!is_global).then(|| path.to_owned());
            found.push(Indirection::Constant { language, name: last, file });
        }
    }
    found
}

/// The name of the function around `offset` that has `argument` as a parameter, and which one.
fn enclosing_function(code: &[u8], offset: usize, argument: &str) -> Option<(String, usize)> {
    let start = offset.saturating_sub(MAX_FUNCTION);
    let before = code.get(start..offset)?;
    let function = FUNCTION.captures_iter(before).last()?;
    let name = ["a", "b", "c", "d"].iter().find_map(|group| function.name(group))?;
    let parameters = ["pa", "pb", "pc", "pd"].iter().find_map(|group| function.name(group))?;
    let parameters = String::from_utf8_lossy(parameters.as_bytes()).into_owned();
    let is_word = |part: &str| {
        part.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == argument)
    };
    let receivers = ["self", "&self", "&mut self", "this"];
    let mut named = parameters.split(',').filter(|part| !receivers.contains(&part.trim()));
    let parameter = named.position(is_word)?;
    Some((String::from_utf8_lossy(name.as_bytes()).into_owned(), parameter))
}

/// What may stand before a common name in a call: the file's or the folder's name.
fn owners(path: &str) -> Vec<String> {
    let mut parts = path.rsplit('/');
    let stem = parts.next().and_then(|file| file.split('.').next()).unwrap_or_default();
    let folder = parts.next().unwrap_or_default();
    [stem, folder].iter().filter(|part| part.len() > 1).map(|part| (*part).to_owned()).collect()
}

/// What a file reads through its own functions, also those with a common name.
pub(crate) fn own_calls(through: &[Indirection], code: &[u8]) -> Vec<Mention> {
    let heads: BTreeSet<String> = through
        .iter()
        .filter_map(|indirection| match indirection {
            Indirection::Function { name, parameter, .. } => Some(head(name, *parameter)),
            Indirection::Constant { .. } => None,
        })
        .collect();
    if heads.is_empty() { Vec::new() } else { mentions(&literal_pattern(&heads), code) }
}

/// The beginning of a call, up to the parameter that holds the name.
fn head(name_pattern: &str, parameter: usize) -> String {
    let parameters = r"[^,()]*,\s*".repeat(parameter);
    format!(r"{name_pattern}(?:::)?(?:<[^>()\n]*>)?\(\s*{parameters}")
}

fn literal_pattern(heads: &BTreeSet<String>) -> Regex {
    let heads = heads.iter().map(String::as_str).collect::<Vec<_>>().join("|");
    pattern(&format!(
        r#"(?:^|[^\w])(?:{heads})(?:\w+\s*=\s*)?[rbuf&]?["'`](?P<key>[A-Z_][A-Z0-9_]+)["'`](?:\s*,\s*(?P<default>[^\s)][^,)\n]*))?"#
    ))
}

/// A pattern for the calls with a literal, and for those with another argument.
pub(crate) fn call_patterns(functions: &BTreeSet<Indirection>) -> Option<(Regex, Regex)> {
    let mut heads = BTreeSet::new();
    for function in functions {
        let Indirection::Function { name, owners, parameter, .. } = function else { continue };
        let name_pattern = if COMMON_NAMES.contains(&name.as_str()) {
            let owners: Vec<_> = owners.iter().map(|owner| regex::escape(owner)).collect();
            format!(r"(?i:{})(?:\.|::|->){name}", owners.join("|"))
        } else {
            regex::escape(name)
        };
        heads.insert(head(&name_pattern, *parameter));
    }
    if heads.is_empty() {
        return None;
    }
    let literal = literal_pattern(&heads);
    let heads = heads.into_iter().collect::<Vec<_>>().join("|");
    let other = pattern(&format!(r"(?:^|[^\w])(?:{heads})[&$]?(?P<arg>[A-Za-z_][\w.:>]*)\s*[,)]"));
    Some((literal, other))
}

/// A pattern for the definitions of the constants that are looked for in the file at `path`.
pub(crate) fn constant_pattern(constants: &BTreeSet<Indirection>, path: &str) -> Option<Regex> {
    let names: BTreeSet<_> = constants
        .iter()
        .filter_map(|constant| match constant {
            Indirection::Constant { name, file, .. }
                if file.as_ref().is_none_or(|file| file == path) =>
            {
                Some(regex::escape(name))
            }
            Indirection::Constant { .. } | Indirection::Function { .. } => None,
        })
        .collect();
    if names.is_empty() {
        return None;
    }
    let names = names.into_iter().collect::<Vec<_>>().join("|");
    Some(compile(&format!(
        r#"(?-u)(?:^|[^\w.])(?:{names})\b(?:\s*:\s*[^=\n]+|\s+string)?\s*:?=\s*["'`](?P<key>[A-Z][A-Z0-9_]+)["'`]"#
    )))
}

/// The names that `regex` finds in `code`.
pub(crate) fn mentions(regex: &Regex, code: &[u8]) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut at = 0;
    while let Some(captures) = regex.captures_at(code, at) {
        let Some(key) = captures.name("key") else { break };
        at = key.end();
        let default = captures.name("default").map(|default| judge_default(default.as_bytes()));
        let name = String::from_utf8_lossy(key.as_bytes()).into_owned();
        let fallback = default.unwrap_or(Fallback::None);
        mentions.push(Mention { name, offset: key.start(), fallback });
    }
    mentions
}
