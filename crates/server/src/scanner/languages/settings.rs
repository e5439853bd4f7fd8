//! Settings files with placeholders: Spring, Quarkus, Dropwizard, HOCON, Symfony, Rails.

use crate::scanner::languages::{Rules, php, ruby};
use crate::scanner::mention::Mention;
use crate::scanner::rule::{Rule, pattern};
use std::sync::LazyLock;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules {
    rules: vec![Rule::new(r"\$\{(?P<optional>\?)?(?P<key>UPPER)(?::-?(?P<default>[^}\n]*))?\}")],
    after: pattern(r"^\z."),
});

pub(crate) fn collect(code: &[u8], mentions: &mut Vec<Mention>) {
    RULES.collect(code, mentions);
    php::RULES.collect(code, mentions);
    ruby::RULES.collect(code, mentions);
}
