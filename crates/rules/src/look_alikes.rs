//! Names that a hurried eye takes for one another.

/// Whether `left` and `right` are two names that look alike.
///
/// `STRlPE_KEY` and `STRIPE_KEY` do, `.env.1ocal` and `.env.local`, `API_KEY` and `apikey`; a name
/// does not look like itself.
#[must_use]
pub fn look_alike(left: &str, right: &str) -> bool {
    left != right && folded(left) == folded(right)
}

/// The same text for all names that look the same: whoever compares many keeps it.
#[must_use]
pub fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for character in name.chars().filter(|character| !matches!(character, '_' | '-')) {
        match character.to_ascii_lowercase() {
            '0' => folded.push('o'),
            '1' | 'i' | '|' => folded.push('l'),
            '2' => folded.push('z'),
            '5' => folded.push('s'),
            '8' => folded.push('b'),
            other => folded.push(other),
        }
    }
    folded.replace("rn", "m").replace("vv", "w")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_by_shapes_alone_look_alike() {
        for (left, right) in [
            ("STRlPE_KEY", "STRIPE_KEY"),
            ("STR1PE_KEY", "STRIPE_KEY"),
            ("0PENAI_KEY", "OPENAI_KEY"),
            ("AWS_5ECRET", "AWS_SECRET"),
            ("DATABASEURL", "DATABASE_URL"),
            ("database_url", "DATABASE_URL"),
            ("MODERN", "MODEM"),
            (".env.1ocal", ".env.local"),
        ] {
            assert!(look_alike(left, right), "{left} {right}");
        }
    }

    #[test]
    fn a_name_does_not_look_like_itself_or_like_another_word() {
        for (left, right) in [
            ("STRIPE_KEY", "STRIPE_KEY"),
            ("STRIPE_KEY", "STRIPE_KEYS"),
            ("DATABASE_URL", "REDIS_URL"),
            ("KEY_3", "KEY_4"),
        ] {
            assert!(!look_alike(left, right), "{left} {right}");
        }
    }
}
