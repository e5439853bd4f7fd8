//! Shell scripts: `$X` and `${X}` of variables that the script does not set itself.

use crate::scanner::languages::Rules;
use crate::scanner::mention::Mention;
use crate::scanner::rule::{Rule, pattern};
use regex::bytes::Regex;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules {
    rules: vec![
        Rule::new(
            r"(?:^|[^$\\])\$\{[!#]?(?P<key>UPPER)(?:(?P<optional>:?\+)|:?[-=](?P<default>[^}\n]*)|:?\?)?",
        ),
        Rule::new(r"(?:^|[^$\\])\$(?P<key>UPPER)\b"),
    ],
    after: pattern(r"^\z."),
});
static ASSIGNED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?m)(?:^|[\s;&|({`])(?:(?P<set>UPPER)\+?=|(?:for|read(?:\s+-\w+)*|local|declare(?:\s+-\w+)*|readonly|typeset|getopts\s+\S+)\s+(?P<other>UPPER)\b)",
    )
});
/// Set by the shell itself.
const SHELL_NAMES: &[&str] = &[
    "BASHPID",
    "BASH_COMMAND",
    "BASH_REMATCH",
    "BASH_SOURCE",
    "BASH_VERSION",
    "BASH_VERSINFO",
    "COMP_CWORD",
    "COMP_LINE",
    "COMP_POINT",
    "COMP_WORDS",
    "COMPREPLY",
    "DIRSTACK",
    "EPOCHSECONDS",
    "FUNCNAME",
    "GROUPS",
    "HOSTTYPE",
    "LINENO",
    "MACHTYPE",
    "OPTARG",
    "OPTERR",
    "OPTIND",
    "OSTYPE",
    "PIPESTATUS",
    "PPID",
    "RANDOM",
    "REPLY",
    "SECONDS",
    "ZSH_VERSION",
    "BASH",
];

pub(crate) fn collect(code: &[u8], mentions: &mut Vec<Mention>) {
    let assigned: BTreeSet<&[u8]> = ASSIGNED
        .captures_iter(code)
        .filter_map(|found| found.name("set").or(found.name("other")))
        .map(|name| name.as_bytes())
        .collect();
    let mut found = Vec::new();
    RULES.collect(code, &mut found);
    mentions.extend(found.into_iter().filter(|mention| {
        !assigned.contains(mention.name.as_bytes()) && !SHELL_NAMES.contains(&mention.name.as_str())
    }));
}
