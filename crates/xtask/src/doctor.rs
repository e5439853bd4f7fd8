//! `cargo xtask doctor`: what is there and what is not.

use crate::repo::Repo;
use crate::setup::{Purpose, REQUIREMENTS, Requirement};

/// Prints the table; whether nothing is missing.
pub(crate) fn doctor(repo: &Repo) -> bool {
    let row = |name: &str, purpose: &str, found: &str, wanted: &str| {
        println!("{name:<16} {purpose:<14} {found:<24} {wanted}");
    };
    row("WHAT", "NEEDED FOR", "FOUND", "WANTED");
    let mut missing = Vec::new();
    for requirement in &REQUIREMENTS {
        let probe = (requirement.probe)(repo);
        let purpose = match requirement.purpose {
            Purpose::Serve => "serve, test",
            Purpose::Test => "test",
        };
        let found = probe.found.unwrap_or_else(|problem| {
            missing.push(requirement);
            format!("! {problem}")
        });
        row(requirement.name, purpose, &found, &probe.wanted);
    }
    println!("\n{}", advice(&missing));
    missing.is_empty()
}

/// What to do now.
fn advice(missing: &[&Requirement]) -> String {
    if missing.is_empty() {
        return "Nothing is missing: `cargo xtask serve` shows a sample project, `cargo xtask test` \
                runs every check."
            .to_owned();
    }
    let mut lines = vec!["Missing:".to_owned()];
    for Requirement { name, why, usual_time, by_hand, .. } in missing {
        lines.push(format!("  {name}: {why}"));
        lines.push(format!("      time: {usual_time}; by hand: {by_hand}"));
    }
    lines.push(String::new());
    lines.push(
        "`cargo xtask setup` installs what is missing; `serve` and `test` do so first, too."
            .to_owned(),
    );
    if missing.iter().all(|one| one.purpose == Purpose::Test) {
        lines.push("`cargo xtask serve` needs none of it.".to_owned());
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::advice;
    use crate::setup::{Purpose, REQUIREMENTS, Requirement};

    fn of(purpose: Purpose) -> &'static Requirement {
        REQUIREMENTS.iter().find(|one| one.purpose == purpose).unwrap()
    }

    #[test]
    fn whoever_misses_something_is_told_why_it_is_needed_and_how_to_get_it() {
        let tool = of(Purpose::Test);
        let text = advice(&[tool]);
        assert!(text.contains(tool.why) && text.contains(tool.by_hand), "{text}");
        assert!(text.ends_with("`cargo xtask serve` needs none of it."), "{text}");
    }

    #[test]
    fn serving_is_not_promised_where_it_lacks_something() {
        let text = advice(&[of(Purpose::Serve), of(Purpose::Test)]);
        assert!(!text.contains("needs none of it"), "{text}");
    }
}
