//! What the steps of a run have brought: a line for each, the sum last.

use std::fmt;
use std::time::Instant;

use anyhow::{Result, bail};

use super::counts::Counts;
use crate::repo::Repo;

/// One part of the run; `--only` picks a group of them.
#[derive(Clone, Copy)]
pub(crate) struct Step {
    pub(crate) group: &'static str,
    pub(crate) name: &'static str,
    /// The steps whose result it uses: after their failure it would test something old.
    pub(crate) needs: &'static [&'static str],
    pub(crate) run: fn(&Repo) -> Result<Counts>,
}

/// The steps so far.
#[derive(Default)]
pub(crate) struct Report {
    total: Counts,
    lines: Vec<String>,
    failed: Vec<&'static str>,
}

impl Report {
    /// Runs a step, if those that it needs have passed; otherwise it has failed too.
    pub(crate) fn perform(&mut self, repo: &Repo, step: &Step) {
        eprintln!("\n== {}", step.name);
        let started = Instant::now();
        let (counts, remark) = match self.attempt(repo, step) {
            Ok(counts) => (counts, String::new()),
            Err(error) => {
                eprintln!("   {error:#}");
                let said = error.to_string();
                (Counts::FAILED, format!(": {}", said.lines().next().unwrap_or_default()))
            }
        };
        if counts.failed > 0 {
            self.failed.push(step.name);
        }
        self.total.add(counts);
        let seconds = started.elapsed().as_secs_f64();
        self.lines.push(format!("{:<32} {seconds:>7.1} s   {counts}{remark}", step.name));
    }

    pub(crate) fn passed(&self) -> bool {
        self.total.failed == 0
    }

    fn attempt(&self, repo: &Repo, step: &Step) -> Result<Counts> {
        if let Some(name) = step.needs.iter().find(|name| self.failed.contains(name)) {
            bail!("not run, because this failed: {name}");
        }
        (step.run)(repo)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}\n\n{}", self.lines.join("\n"), self.total)
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, Report, Step};
    use crate::repo::Repo;
    use crate::test::STEPS;
    use anyhow::bail;

    const BREAKS: Step = Step { group: "e2e", name: "page", needs: &[], run: |_repo| bail!("no") };
    const SERVER: Step = Step {
        group: "e2e",
        name: "server",
        needs: &["page"],
        run: |_repo| panic!("it would embed the old page"),
    };
    const JOURNEYS: Step = Step { name: "journeys", needs: &["server"], ..SERVER };
    const OTHER: Step =
        Step { name: "other", needs: &[], run: |_repo| Ok(Counts::PASSED), ..SERVER };

    #[test]
    fn what_builds_on_a_failed_step_is_not_run_and_counts_as_failed() {
        let repo = Repo { root: "/nowhere".into(), target: "/nowhere".into() };
        let mut report = Report::default();
        for step in [OTHER, BREAKS, SERVER, JOURNEYS, OTHER] {
            report.perform(&repo, &step);
        }
        assert!(!report.passed());
        let text = report.to_string();
        assert!(
            text.contains("0 passed, 1 failed: not run, because this failed: page\n"),
            "{text}"
        );
        assert!(text.contains("not run, because this failed: server\n"), "{text}");
        assert!(text.ends_with("\n2 passed, 3 failed"), "{text}");
    }

    #[test]
    fn what_a_step_needs_is_a_step_before_it() {
        let mut before = Vec::new();
        for step in &STEPS {
            assert!(step.needs.iter().all(|name| before.contains(name)), "{}", step.name);
            before.push(step.name);
        }
    }
}
