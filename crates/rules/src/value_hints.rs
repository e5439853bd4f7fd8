//! What may be wrong with a value that is being typed. A hint never repeats any of it.

use crate::key_formats::{Audience, KEY_FORMATS, KeyFormat, format_of};

/// Something that a person may have missed. It warns; it never keeps a value from being saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueHint {
    /// It is wrapped in quotes, which would be part of the value.
    Quoted,
    /// It stands for a value, as in an example.
    Placeholder,
    /// It is a key of one provider under the name of another.
    OtherProvider {
        /// Whose key it looks like.
        value: &'static str,
        /// Whom the name speaks of.
        name: &'static str,
    },
    /// It is made to be public, and the name asks for a secret. Whose key it looks like.
    Publishable(&'static str),
    /// It looks like a secret under a name that is shipped to browsers. How the name begins.
    ShippedToBrowsers(&'static str),
    /// It is a token that has expired.
    Expired,
    /// It is an env file: several variables, where one value is asked for.
    EnvFile,
}

/// Names that begin so are put into what browsers load by the frameworks that define them: Next.js,
/// Vite, Create React App, Nuxt, `SvelteKit` and Astro, Expo, Gatsby, Vue CLI.
const SHIPPED: [&str; 9] = [
    "NEXT_PUBLIC_",
    "VITE_",
    "REACT_APP_",
    "NUXT_PUBLIC_",
    "PUBLIC_",
    "EXPO_PUBLIC_",
    "GATSBY_",
    "VUE_APP_",
    "NG_APP_",
];

/// Longer texts are not what placeholders are.
const LONGEST_PLACEHOLDER: usize = 80;

/// What may be wrong with `value` as the value of `key`; `now` in seconds since 1970.
#[must_use]
pub fn value_hints(key: &str, value: &str, now: f64) -> Vec<ValueHint> {
    let value = value.trim();
    let format = format_of(value);
    let hints = [
        is_quoted(value).then_some(ValueHint::Quoted),
        is_placeholder(value).then_some(ValueHint::Placeholder),
        format.and_then(|format| of_format(key, format)),
        shipped(key, format),
        expiry(value).is_some_and(|expiry| expiry <= now).then_some(ValueHint::Expired),
        is_env_file(value).then_some(ValueHint::EnvFile),
    ];
    hints.into_iter().flatten().collect()
}

/// Whether every line is an assignment or a comment, and several are assignments.
fn is_env_file(value: &str) -> bool {
    let lines = || value.lines().map(str::trim).filter(|line| !line.is_empty());
    let assigns = |line: &str| {
        let line = line.strip_prefix("export ").unwrap_or(line);
        let name = line.split_once('=').map_or("", |(name, _)| name.trim_end());
        !name.starts_with(|first: char| first.is_ascii_digit())
            && !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    lines().all(|line| line.starts_with('#') || assigns(line))
        && lines().filter(|line| assigns(line)).nth(1).is_some()
}

fn is_quoted(value: &str) -> bool {
    let ends = |quote: char| value.starts_with(quote) && value.ends_with(quote);
    value.len() > 1 && ['"', '\'', '`'].into_iter().any(ends)
}

/// The text within the quotes around it, or all of it.
#[must_use]
pub fn unquoted(value: &str) -> &str {
    let text = value.trim();
    if !is_quoted(text) {
        return value;
    }
    text.get(1..text.len() - 1).unwrap_or(value)
}

fn is_placeholder(value: &str) -> bool {
    const WHOLE: [&str; 10] = [
        "changeme",
        "change-me",
        "change_me",
        "replaceme",
        "replace-me",
        "replace_me",
        "todo",
        "tbd",
        "placeholder",
        "dummy",
    ];
    if value.is_empty() || value.len() > LONGEST_PLACEHOLDER {
        return false;
    }
    let text = value.to_ascii_lowercase();
    let wrapped = |(start, end): (&str, &str)| text.starts_with(start) && text.ends_with(end);
    WHOLE.contains(&text.as_str())
        || [("<", ">"), ("${", "}"), ("{{", "}}")].into_iter().any(wrapped)
        || ["your-", "your_", "your "].into_iter().any(|start| text.starts_with(start))
        || ["-here", "_here"].into_iter().any(|end| text.ends_with(end))
        || text.contains("xxxxx")
        || text.bytes().all(|byte| matches!(byte, b'*' | b'.')) && text.len() > 2
}

fn of_format(key: &str, format: &KeyFormat) -> Option<ValueHint> {
    let has_word = |words: &[&str]| key.split('_').any(|part| words.contains(&part));
    let named = || KEY_FORMATS.iter().filter(|format| has_word(format.words));
    if named().any(|named| named.provider == format.provider) {
        let is_secret = has_word(&["SECRET", "PRIVATE"]);
        return (format.audience == Audience::Public && is_secret)
            .then_some(ValueHint::Publishable(format.provider));
    }
    let other = named().next()?;
    Some(ValueHint::OtherProvider { value: format.provider, name: other.provider })
}

fn shipped(key: &str, format: Option<&KeyFormat>) -> Option<ValueHint> {
    let prefix = SHIPPED.into_iter().find(|prefix| key.starts_with(prefix))?;
    let is_secret = format.map_or_else(
        || key.split('_').any(|part| matches!(part, "SECRET" | "PRIVATE" | "PASSWORD")),
        |format| format.audience == Audience::Secret,
    );
    is_secret.then_some(ValueHint::ShippedToBrowsers(prefix))
}

/// When a JSON Web Token expires, in seconds since 1970 (RFC 7519, 4.1.4); nothing for other texts.
fn expiry(value: &str) -> Option<f64> {
    let mut parts = value.split('.');
    let (header, payload) = (parts.next()?, parts.next()?);
    parts.next()?;
    if parts.next().is_some() || !header.starts_with("eyJ") {
        return None;
    }
    let payload = base64url(payload)?;
    let (_, after) = payload.split_once("\"exp\"")?;
    let digits = after.trim_start().strip_prefix(':')?.trim_start();
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits.get(..end)?.parse().ok()
}

/// Text in base64url without padding (RFC 4648, 5): a token's few bytes, on each change of a field,
/// are no reason to ship a library to browsers.
fn base64url(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let (mut bits, mut n_bits) = (0_u32, 0_u32);
    for byte in text.bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' => 62,
            b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(six)) & 0xfff;
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.push(u8::try_from(bits >> n_bits & 0xff).ok()?);
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests;
