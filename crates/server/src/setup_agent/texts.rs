//! What the setup agent says.

use serde_json::Value;

pub(super) const LOOKING: &str =
    "I am looking through the project for the environment variables that it needs.";
pub(super) const NOTHING: &str =
    "I found no environment variables that need a value. Setup is finished.";
pub(super) const ALL_SET: &str = "Everything that is required has a value already.";
pub(super) const NONE_REQUIRED: &str = "None of them is required.";
pub(super) const DECLINED: &str = "You said no, so I go on without these values.";
pub(super) const CLOSED: &str = "The request was closed before it was answered.";
pub(super) const FINISHED: &str = "Setup is finished.";
pub(super) const REASON: &str = "The project needs these to run.";

/// What was found and saved.
pub(super) fn saved(n_keys: usize, files: &[String]) -> String {
    let keys = if n_keys == 1 { "1 variable".to_owned() } else { format!("{n_keys} variables") };
    match files {
        [file] => format!("It needs {keys} in {file}. I have saved the list."),
        files => format!("It needs {keys} in {} env files. I have saved the list.", files.len()),
    }
}

/// How many can wait.
pub(super) fn optional(n: usize) -> String {
    match n {
        1 => "1 is optional and can wait.".to_owned(),
        n => format!("{n} are optional and can wait."),
    }
}

/// What became of a key.
pub(super) fn result(key: &Value) -> String {
    let name = key["key"].as_str().unwrap_or_default();
    let scope = match key["scope"].as_str() {
        Some("user") => "you",
        Some("file") => "this file",
        Some("repository") => "this repository",
        Some("organization") => "the organization",
        _ => "this configuration",
    };
    match key["result"].as_str() {
        Some("saved") => format!("{name}: saved for {scope}"),
        Some("saved_for_this_session") => format!("{name}: this session only"),
        Some("used_stored") => format!("{name}: used the stored value"),
        _ => format!("{name}: skipped"),
    }
}

/// Why it does not go on.
pub(super) fn failed(detail: &str) -> String {
    format!("I could not go on: {detail}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_result_has_its_words() {
        for (result_of_key, scope, text) in [
            ("saved", "configuration", "A: saved for this configuration"),
            ("saved", "user", "A: saved for you"),
            ("saved_for_this_session", "", "A: this session only"),
            ("used_stored", "", "A: used the stored value"),
            ("skipped", "", "A: skipped"),
        ] {
            let key = json!({ "key": "A", "result": result_of_key, "scope": scope });
            assert_eq!(result(&key), text);
        }
    }
}
