//! What well-known keys look like from outside: how they begin.
//!
//! The sources of the table stand in `docs/KEY_FORMATS.md`, which a test compares with it.

/// Who may see a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Nobody but its owner's servers.
    Secret,
    /// Everybody: it is made to be shipped to browsers.
    Public,
    /// It depends on how it is restricted.
    Either,
}

/// How the keys of one provider begin.
#[derive(Debug, PartialEq, Eq)]
pub struct KeyFormat {
    /// Whose keys these are, as the provider spells itself.
    pub provider: &'static str,
    /// Parts of environment variables' names that mean this provider and no other.
    pub words: &'static [&'static str],
    /// Who may see them.
    pub audience: Audience,
    /// How they begin.
    pub prefixes: &'static [&'static str],
    /// Fewer bytes than this are no such key.
    pub min_bytes: usize,
}

const fn secret(
    provider: &'static str,
    words: &'static [&'static str],
    prefixes: &'static [&'static str],
) -> KeyFormat {
    KeyFormat { provider, words, audience: Audience::Secret, prefixes, min_bytes: 16 }
}

const fn public(
    provider: &'static str,
    words: &'static [&'static str],
    prefixes: &'static [&'static str],
) -> KeyFormat {
    KeyFormat { provider, words, audience: Audience::Public, prefixes, min_bytes: 16 }
}

/// Clerk's keys begin like Stripe's.
const STRIPE: &[&str] = &["STRIPE", "CLERK"];

/// The table. Prefixes that several unrelated providers use are left out.
pub const KEY_FORMATS: &[KeyFormat] = &[
    secret("Anthropic", &["ANTHROPIC", "CLAUDE"], &["sk-ant-"]),
    secret("Atlassian", &["ATLASSIAN", "JIRA", "CONFLUENCE", "BITBUCKET"], &["ATATT3"]),
    secret("AWS", &["AWS"], &["AKIA", "ASIA"]),
    secret("Brevo", &["BREVO", "SENDINBLUE"], &["xkeysib-"]),
    secret("Cloudflare", &["CLOUDFLARE"], &["cfut_", "cfat_", "cfk_"]),
    KeyFormat { min_bytes: 36, ..secret("Databricks", &["DATABRICKS"], &["dapi"]) },
    secret("DigitalOcean", &["DIGITALOCEAN"], &["dop_v1_", "doo_v1_", "dor_v1_"]),
    secret("Doppler", &["DOPPLER"], &["dp.pt."]),
    secret("Dynatrace", &["DYNATRACE"], &["dt0c01."]),
    secret("Flutterwave", &["FLUTTERWAVE", "FLW"], &["FLWSECK_TEST-"]),
    public("Flutterwave", &["FLUTTERWAVE", "FLW"], &["FLWPUBK_TEST-"]),
    secret("Fly.io", &["FLY"], &["fo1_", "fm1r_", "fm1a_", "fm2_"]),
    secret("GitHub", &["GITHUB", "GH"], &["ghp_", "github_pat_", "gho_", "ghu_", "ghs_", "ghr_"]),
    secret("GitLab", &["GITLAB"], &["glpat-"]),
    KeyFormat {
        audience: Audience::Either,
        min_bytes: 39,
        ..secret("Google", &["GOOGLE", "GCP", "GEMINI", "FIREBASE", "YOUTUBE"], &["AIza"])
    },
    secret("Grafana", &["GRAFANA"], &["glsa_", "glc_"]),
    secret("HashiCorp Vault", &["VAULT"], &["hvs.", "hvb."]),
    secret("Heroku", &["HEROKU"], &["HRKU-"]),
    secret("Hugging Face", &["HF", "HUGGINGFACE", "HUGGING"], &["hf_", "api_org_"]),
    secret("Linear", &["LINEAR"], &["lin_api_"]),
    secret("New Relic", &["NEWRELIC", "RELIC"], &["NRAK-", "NRII-"]),
    public("New Relic", &["NEWRELIC", "RELIC"], &["NRJS-"]),
    secret("Notion", &["NOTION"], &["ntn_"]),
    secret("npm", &["NPM"], &["npm_"]),
    secret("OpenAI", &["OPENAI"], &["sk-proj-", "sk-svcacct-", "sk-admin-"]),
    secret("Perplexity", &["PERPLEXITY", "PPLX"], &["pplx-"]),
    secret(
        "PlanetScale",
        &["PLANETSCALE", "PSCALE"],
        &["pscale_tkn_", "pscale_pw_", "pscale_oauth_"],
    ),
    secret("Postman", &["POSTMAN"], &["PMAK-"]),
    secret("Pulumi", &["PULUMI"], &["pul-"]),
    secret("PyPI", &["PYPI", "TWINE"], &["pypi-"]),
    secret("RubyGems", &["RUBYGEMS"], &["rubygems_"]),
    KeyFormat { min_bytes: 60, ..secret("SendGrid", &["SENDGRID"], &["SG."]) },
    secret("Sentry", &["SENTRY"], &["sntrys_", "sntryu_"]),
    secret("Shopify", &["SHOPIFY"], &["shpat_", "shpca_", "shppa_", "shpss_"]),
    secret("Slack", &["SLACK"], &["xoxb-", "xoxp-", "xapp-"]),
    secret("Sourcegraph", &["SOURCEGRAPH"], &["sgp_"]),
    secret("Square", &["SQUARE"], &["sq0atp-"]),
    secret("Stripe", STRIPE, &["sk_live_", "sk_test_", "rk_live_", "rk_test_"]),
    public("Stripe", STRIPE, &["pk_live_", "pk_test_"]),
];

/// The format that `value` has, if it has a well-known one.
#[must_use]
pub fn format_of(value: &str) -> Option<&'static KeyFormat> {
    let has = |format: &&KeyFormat| {
        let begins = format.prefixes.iter().any(|prefix| value.starts_with(prefix));
        begins
            && value.len() >= format.min_bytes
            && value.bytes().all(|byte| byte.is_ascii_graphic())
    };
    KEY_FORMATS.iter().find(has)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// A key as it would begin, long enough.
    fn like(prefix: &str) -> String {
        prefix.to_owned() + &"0".repeat(80)
    }

    #[test]
    fn no_prefix_means_two_formats() {
        for format in KEY_FORMATS {
            for prefix in format.prefixes {
                assert_eq!(format_of(&like(prefix)), Some(format), "{prefix}");
            }
        }
    }

    #[test]
    fn what_is_short_or_text_is_no_key() {
        assert_eq!(format_of("AKIA"), None);
        assert_eq!(format_of("npm_config_registry is what I mean here"), None);
        assert_eq!(format_of("SG.short-but-17-b"), None);
        assert_eq!(format_of(&"a".repeat(40)), None);
    }

    #[test]
    fn the_document_names_the_same_formats_with_a_source_for_each() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/KEY_FORMATS.md");
        let document = std::fs::read_to_string(path).unwrap();
        let mut listed = BTreeSet::new();
        for line in document.lines().filter(|line| line.starts_with("| ") && line.contains('`')) {
            let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
            let [provider, prefix, audience, source] = cells[..] else { panic!("{line}") };
            assert!(source.contains("gitleaks:") || source.contains("https://"), "{line}");
            listed.insert([provider, prefix.trim_matches('`'), audience].map(str::to_owned));
        }
        let formats = KEY_FORMATS.iter().flat_map(|format| {
            let audience = match format.audience {
                Audience::Secret => "secret",
                Audience::Public => "public",
                Audience::Either => "either",
            };
            let row = move |prefix: &&str| [format.provider, *prefix, audience].map(str::to_owned);
            format.prefixes.iter().map(row)
        });
        assert_eq!(listed, formats.collect());
        let providers: BTreeSet<_> = KEY_FORMATS.iter().map(|format| format.provider).collect();
        assert!(providers.len() >= 25, "{}", providers.len());
    }
}
