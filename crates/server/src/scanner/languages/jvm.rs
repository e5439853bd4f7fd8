//! Java, Kotlin and Scala: `System.getenv`, Spring and `MicroProfile` placeholders.

use crate::scanner::languages::Rules;
use crate::scanner::rule::{Rule, pattern};
use std::sync::LazyLock;

pub(crate) static RULES: LazyLock<Rules> = LazyLock::new(|| Rules {
    rules: vec![
        Rule::new(r#"\b(?:getenv|sys\.env)\(\s*"(?P<key>NAME)"\s*\)"#),
        Rule::new(r#"\bgetenv(?:\(\))?\s*(?:\.get\(|\[)\s*"(?P<key>NAME)"\s*[)\]]"#),
        Rule::new(
            r#"\bgetenv\(\)\s*\.getOrDefault\(\s*"(?P<key>NAME)"\s*,\s*(?P<default>[^)\n]+)"#,
        ),
        Rule::optional(r#"\bsys\.env\.(?:get|getOrElse)\(\s*"(?P<key>NAME)""#),
        Rule::new(r#""[^"\n]*\$\{(?P<key>UPPER)(?::(?P<default>[^}"\n]*))?\}"#),
        Rule::new(
            r#"@ConfigProperty\([^)]*name\s*=\s*"(?P<key>UPPER)"(?P<optional>[^)]*defaultValue)?"#,
        ),
        Rule::new(r#"\bdotenv(?:\.get\(|\[)\s*"(?P<key>NAME)""#),
        Rule::new(r#"\bEnvironmentUtils\.get\w*\(\s*"(?P<key>UPPER)""#),
    ],
    after: pattern(
        r"^\s*\)?\s*(?:\?:\s*(?P<default>[^\s,)]+)|[=!]==?|\?\.|\.(?:orElse|getOrElse|equals|toBoolean)|\.(?:let|takeIf))",
    ),
});
