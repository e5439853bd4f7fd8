//! What to break, and what has passed.

use std::str::FromStr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// One way to fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// `offline`: the connection is closed before anything reaches the server.
    Offline,
    /// `cut`: the server does its work, the answer never arrives.
    Cut,
    /// `slow=MS`: everything happens, later.
    Slow(Duration),
    /// `status=CODE` or `status=CODE,RETRY_AFTER`: an answer that the server never gave.
    Status(u16, Option<u32>),
}

impl FromStr for Fault {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (name, value) = text.split_once('=').unwrap_or((text, ""));
        match name {
            "offline" => Ok(Self::Offline),
            "cut" => Ok(Self::Cut),
            "slow" => value.parse().map(|ms| Self::Slow(Duration::from_millis(ms))).map_err(drop),
            "status" => {
                let (code, retry_after) = value.split_once(',').unwrap_or((value, ""));
                let code = code.parse().map_err(drop)?;
                Ok(Self::Status(code, retry_after.parse().ok()))
            }
            _ => Err(()),
        }
    }
}

#[derive(Clone, Debug)]
struct Rule {
    fault: Fault,
    path: String,
    method: Option<String>,
    /// How often it still applies; `None`: always.
    left: Option<u32>,
}

/// The rules in force and the requests seen.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    rules: Mutex<Vec<Rule>>,
    seen: Mutex<Vec<String>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Faults {
    /// Replaces all rules and forgets the requests seen. A wrong line changes nothing.
    pub(crate) fn replace(&self, text: &str) -> Result<(), String> {
        let rules: Result<Vec<_>, _> =
            text.lines().filter(|line| !line.trim().is_empty()).map(parse_rule).collect();
        *lock(&self.rules) = rules?;
        lock(&self.seen).clear();
        Ok(())
    }

    /// The fault for a request, if there is one; the first rule that fits counts down.
    pub(crate) fn take(&self, method: &str, path: &str) -> Option<Fault> {
        lock(&self.seen).push(format!("{method} {path}"));
        let mut rules = lock(&self.rules);
        let rule = rules.iter_mut().find(|rule| {
            path.starts_with(&rule.path)
                && rule.method.as_deref().is_none_or(|wanted| wanted == method)
                && rule.left != Some(0)
        })?;
        if let Some(left) = &mut rule.left {
            *left -= 1;
        }
        Some(rule.fault)
    }

    /// The requests seen, one per line.
    pub(crate) fn seen(&self) -> String {
        lock(&self.seen).join("\n")
    }
}

fn parse_rule(line: &str) -> Result<Rule, String> {
    let wrong = || format!("not a fault: {line}");
    let mut words = line.split_whitespace();
    let fault = words.next().and_then(|word| word.parse().ok()).ok_or_else(wrong)?;
    let path = words.next().ok_or_else(wrong)?.to_owned();
    let mut rule = Rule { fault, path, method: None, left: None };
    for word in words {
        match word.parse() {
            Ok(times) => rule.left = Some(times),
            Err(_) => rule.method = Some(word.to_owned()),
        }
    }
    Ok(rule)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_fits_by_path_and_method_and_counts_down() {
        let faults = Faults::default();
        faults.replace("cut /api/a POST 1\nstatus=429,2 /api\nslow=5 /").unwrap();
        assert_eq!(faults.take("POST", "/api/a/b"), Some(Fault::Cut));
        assert_eq!(faults.take("POST", "/api/a/b"), Some(Fault::Status(429, Some(2))));
        assert_eq!(faults.take("GET", "/x"), Some(Fault::Slow(Duration::from_millis(5))));
        assert_eq!(faults.seen(), "POST /api/a/b\nPOST /api/a/b\nGET /x");
        faults.replace("").unwrap();
        assert_eq!((faults.take("GET", "/x"), faults.seen().as_str()), (None, "GET /x"));
    }

    #[test]
    fn a_wrong_line_changes_nothing() {
        let faults = Faults::default();
        faults.replace("offline /").unwrap();
        assert!(faults.replace("explode /").is_err());
        assert!(faults.replace("cut").is_err());
        assert_eq!(faults.take("GET", "/"), Some(Fault::Offline));
    }
}
