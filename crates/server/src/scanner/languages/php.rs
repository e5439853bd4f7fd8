//! PHP: `getenv`, `$_ENV`, and `env()` of Laravel and Symfony.

use crate::scanner::languages::Rules;
use crate::scanner::rule::{Rule, pattern};
use std::sync::LazyLock;

pub(crate) static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let quoted = r#"["'](?P<key>NAME)["']"#;
    let default = r"(?:\s*,\s*(?P<default>[^\s)][^)\n]*))?";
    Rules {
        rules: vec![
            Rule::new(&format!(r"\bgetenv\(\s*{quoted}")),
            Rule::new(&format!(r"\$_ENV\[\s*{quoted}\s*\](?P<write>\s*=[^=>])?")),
            Rule::new(&format!(r"\b(?:env|Env::get(?:OrFail)?)\(\s*{quoted}{default}")),
            Rule::new(r"%env\((?:\w+:)*(?P<key>UPPER)\)%"),
        ],
        after: pattern(
            r"^\s*(?:,\s*true\s*)?\)?\s*(?:\?:\s*(?P<default>[^\s;,)]+)|\?\?\s*[^\s;,)]+|[=!]==?|\?)",
        ),
    }
});
