//! Judges names and example values.

use envdock_contract::model::{KeyName, Kind};

/// Words of which one in a name makes its value a secret.
const SECRET_WORDS: &[&str] = &[
    "AUTH",
    "CERT",
    "CERTIFICATE",
    "CONNECTION",
    "CREDENTIAL",
    "CREDENTIALS",
    "DSN",
    "JWT",
    "KEY",
    "KEYS",
    "PASS",
    "PASSPHRASE",
    "PASSWD",
    "PASSWORD",
    "PEM",
    "PRIVATE",
    "PWD",
    "SALT",
    "SECRET",
    "SECRETS",
    "SIGNATURE",
    "SIGNING",
    "TOKEN",
    "TOKENS",
    "URI",
    "URL",
    "WEBHOOK",
];
/// Last words of names whose values are no secret.
const PLAIN_ENDINGS: &[&str] = &[
    "BUCKET",
    "COUNT",
    "DEBUG",
    "DIR",
    "DIRECTORY",
    "DOMAIN",
    "DRIVER",
    "ENABLED",
    "ENDPOINT",
    "ENV",
    "ENVIRONMENT",
    "FORMAT",
    "FROM",
    "HOST",
    "HOSTNAME",
    "INTERVAL",
    "LEVEL",
    "LIMIT",
    "LOCALE",
    "MODE",
    "NAME",
    "ORIGIN",
    "ORIGINS",
    "PATH",
    "PORT",
    "PREFIX",
    "PROTOCOL",
    "REGION",
    "SECONDS",
    "SIZE",
    "TIMEOUT",
    "TIMEZONE",
    "TTL",
    "VERSION",
    "WORKERS",
];

/// Whether a value of this name may be shown while it is typed.
pub(crate) fn kind_of(key: &KeyName) -> Kind {
    if envdock_rules::names::is_public(key) {
        return Kind::Visible;
    }
    let name = key.as_str().to_ascii_uppercase();
    let is_secret = name.split('_').any(|word| SECRET_WORDS.contains(&word));
    let is_plain = name.rsplit('_').next().is_some_and(|word| PLAIN_ENDINGS.contains(&word));
    let is_switch =
        ["ENABLE_", "DISABLE_", "IS_", "USE_"].iter().any(|head| name.starts_with(head));
    if !is_secret && (is_plain || is_switch) { Kind::Visible } else { Kind::Secret }
}

/// Whether the value only stands for one that a person has to find.
pub(crate) fn is_placeholder(value: &str) -> bool {
    let lower = value.trim().to_lowercase();
    let is_mask = lower.len() >= 3 && lower.chars().all(|c| matches!(c, 'x' | '*' | '.' | '?'));
    let words = ["change", "replace", "your", "todo", "placeholder", "secret", "insert", "fill"];
    lower.is_empty()
        || is_mask
        || lower.starts_with('<')
        || lower.contains("xxxx")
        || lower.contains("...")
        || words.iter().any(|word| lower.starts_with(word))
        || ["your-", "your_", "changeme", "change-me", "change_me", "example-key"]
            .iter()
            .any(|word| lower.contains(word))
}

/// Whether the value of an example could be a credential that somebody left there.
pub(crate) fn looks_like_credential(key: &KeyName, value: &str) -> bool {
    let has_user = value
        .split_once("://")
        .is_some_and(|(_, rest)| rest.split('/').next().unwrap_or_default().contains('@'));
    if has_user || value.contains("-----BEGIN") || value.contains('\n') {
        return true;
    }
    let is_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+' | '/' | '=');
    let is_random = value.len() >= 16
        && value.chars().all(is_word)
        && value.chars().any(|c| c.is_ascii_digit())
        && value.chars().any(|c| c.is_ascii_alphabetic());
    let name = key.as_str().to_ascii_uppercase();
    let is_url = value.contains("://");
    let names_secret =
        name.split('_').any(|word| SECRET_WORDS.contains(&word) && !matches!(word, "URL" | "URI"));
    is_random
        || (names_secret && !is_url && !envdock_rules::names::is_public(key))
        || (is_url && value.contains('?') && value.contains('='))
}
