//! JavaScript and TypeScript: Node, Vite, Deno, Bun, `SvelteKit`.

use crate::scanner::languages::{Rules, javascript_shapes};
use crate::scanner::mention::{Fallback, Mention};
use crate::scanner::rule::{Rule, pattern};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Not followed by a call or an assignment.
const READ: &str = r"(?P<write>\s*=[^=>]|\s*\(|\s*:)?";

pub(crate) static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let object = r"(?:\bprocess\.env|\bBun\.env)(?:\?|!)?";
    let vite = r"\bimport\.meta\.env(?:\?|!)?";
    let quoted = r#"["'`](?P<key>NAME)["'`]"#;
    Rules {
        rules: vec![
            Rule::new(&format!(r"{object}\.(?P<key>NAME)(?P<write>\s*=[^=>]|\s*\()?")),
            // Vite itself sets these.
            Rule::new(&format!(
                r"{vite}\.(?:(?:BASE_URL|DEV|LEGACY|MODE|PROD|SSR)\b|(?P<key>NAME)(?P<write>\s*=[^=>]|\s*\()?)"
            )),
            Rule::new(&format!(r"{vite}(?:\?\.)?\[\s*{quoted}\s*\]")),
            Rule::new(&format!(r"{object}(?:\?\.)?\[\s*{quoted}\s*\](?P<write>\s*=[^=>])?")),
            Rule::provided(r#"["'](?:process|import\.meta)\.env\.(?P<key>NAME)["']\s*\]?\s*:"#),
            Rule::new(&format!(r"\bDeno\.env\.get\(\s*{quoted}\s*\)")),
            Rule::new(
                r#"\b[cC]onfig(?:Service)?\.get(?:OrThrow)?(?:<[^>()]*>)?\(\s*["'](?P<key>UPPER)["'](?:\s*,\s*(?P<default>[^\s){][^,)]*))?"#,
            ),
            Rule::optional(&format!(r"{quoted}\s+in\s+process\.env\b")),
        ],
        after: pattern(
            r"^\s*(?:!|as\s+\w+)?\s*\)?\s*(?:(?:\|\||\?\?)=?\s*(?P<default>[^\s;,)]+)|[=!]==?\s*[^=]|&&|\?\s*[^.?\s])",
        ),
    }
});

/// Nobody gives the environment more names in one file, or longer ones; each is searched for.
const MAX_ALIASES: usize = 20;
const MAX_ALIAS: usize = 100;

static ALIAS: LazyLock<regex::bytes::Regex> = LazyLock::new(|| {
    pattern(
        r"\b(?P<alias>NAME)\s*(?::\s*[\w.<>, ]+)?=\s*(?:process\.env|import\.meta\.env)\s*(?:[,);}\n]|as\b)|\b(?P<loaded>NAME)\s*=\s*loadEnv\(|import\s*\{\s*(?P<kit>env)\s*\}\s*from\s*['\x22]\$env/dynamic",
    )
});

pub(crate) fn collect(code: &[u8], mentions: &mut Vec<Mention>) {
    RULES.collect(code, mentions);
    let mut aliases: Vec<String> = ALIAS
        .captures_iter(code)
        .filter_map(|found| found.name("alias").or(found.name("loaded")).or(found.name("kit")))
        .map(|alias| String::from_utf8_lossy(alias.as_bytes()).into_owned())
        .collect();
    aliases.sort();
    aliases.dedup();
    for alias in aliases.iter().filter(|alias| alias.len() <= MAX_ALIAS).take(MAX_ALIASES) {
        let rule = Rule::new(&format!(r"\b{alias}\??\.(?P<key>UPPER){READ}"));
        rule.collect(code, &RULES.after, mentions);
    }
    javascript_shapes::collect(code, mentions);
    drop_constants(mentions);
}

/// Bundlers put constants where variables are read: `define: {"process.env.version": …}`.
fn drop_constants(mentions: &mut Vec<Mention>) {
    let is_camel_case = |name: &str| {
        name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.contains(|c: char| c.is_ascii_uppercase())
            && !name.contains('_')
    };
    mentions.retain(|mention| !is_camel_case(&mention.name));
    // A constant that is made of the variable of the same name still needs it.
    let reads: BTreeSet<_> = mentions
        .iter()
        .filter(|mention| mention.fallback != Fallback::Provided)
        .map(|mention| (mention.name.clone(), mention.offset))
        .collect();
    mentions.retain(|mention| {
        let at = |distance| (mention.name.clone(), mention.offset + distance);
        mention.fallback != Fallback::Provided || reads.range(at(1)..at(160)).next().is_none()
    });
}
