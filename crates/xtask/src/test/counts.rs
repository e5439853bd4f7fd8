//! How many tests passed and failed, read from what the runners print.

use std::fmt;

use anyhow::{Result, bail};

use crate::run::Heard;

/// Passed and failed tests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl Counts {
    pub(crate) const PASSED: Self = Self { passed: 1, failed: 0 };
    pub(crate) const FAILED: Self = Self { passed: 0, failed: 1 };

    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// From the `test result:` lines of `cargo test` and of the browser's runner.
    pub(crate) fn of_cargo(heard: &Heard) -> Result<Self> {
        let mut counts = Self::default();
        for line in heard.text.lines().filter(|line| line.trim().starts_with("test result:")) {
            counts.add(Self::in_words(line));
        }
        counts.checked(heard)
    }

    /// From the `Summary` line of nextest.
    pub(crate) fn of_nextest(heard: &Heard) -> Result<Self> {
        let summary = heard.text.lines().rfind(|line| line.trim().starts_with("Summary ["));
        summary.map(Self::in_words).unwrap_or_default().checked(heard)
    }

    /// From the `stats` of Playwright's JSON report.
    pub(crate) fn of_playwright(report: &str, heard: &Heard) -> Result<Self> {
        let stats = report.rsplit_once("\"stats\"").map_or("", |(_, stats)| stats);
        let number = |name: &str| {
            let rest = stats.split_once(&format!("\"{name}\":")).map_or("", |(_, rest)| rest);
            let digits = rest.trim_start().split(|c: char| !c.is_ascii_digit()).next();
            digits.and_then(|digits| digits.parse::<u64>().ok()).unwrap_or(0)
        };
        let failed = number("unexpected") + number("flaky") + number("skipped");
        Self { passed: number("expected"), failed }.checked(heard)
    }

    /// A test that did not run is a failed one: nothing may hide behind "skipped".
    fn in_words(line: &str) -> Self {
        let words: Vec<&str> =
            line.split([' ', ',', ';', '(', ')', '.']).filter(|word| !word.is_empty()).collect();
        let number = |name: &str| {
            let pairs = words.windows(2).filter(|pair| pair.last() == Some(&name));
            pairs.filter_map(|pair| pair.first()?.parse::<u64>().ok()).sum::<u64>()
        };
        let failed = ["failed", "ignored", "skipped", "exec"].map(number).iter().sum::<u64>();
        Self { passed: number("passed"), failed: failed + number("timed") }
    }

    fn checked(mut self, heard: &Heard) -> Result<Self> {
        if self.passed + self.failed == 0 {
            bail!("no test ran");
        }
        // It did not compile, or crashed between two tests.
        if !heard.success && self.failed == 0 {
            self.failed = 1;
        }
        Ok(self)
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::{Counts, Heard};

    fn heard(text: &str, success: bool) -> Heard {
        Heard { success, text: text.to_owned() }
    }

    #[test]
    fn cargo_test_binaries_are_added_up_and_ignored_tests_count_as_failed() {
        let text = "test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
                    test result: FAILED. 1 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 1.20s\n";
        let counts = Counts::of_cargo(&heard(text, false)).unwrap();
        assert_eq!(counts, Counts { passed: 4, failed: 3 });
    }

    #[test]
    fn nextest_is_read_from_its_summary() {
        let text = "     Summary [   1.030s] 12 tests run: 9 passed (1 slow), 2 failed, 1 timed out, 1 skipped\n";
        let counts = Counts::of_nextest(&heard(text, false)).unwrap();
        assert_eq!(counts, Counts { passed: 9, failed: 4 });
    }

    #[test]
    fn playwright_is_read_from_its_report() {
        let text = "{\"suites\": [{\"expected\": 70}], \"stats\": {\n \"expected\": 7,\n \"skipped\": 1,\n \"unexpected\": 2,\n \"flaky\": 0 }}";
        let counts = Counts::of_playwright(text, &heard("", false)).unwrap();
        assert_eq!(counts, Counts { passed: 7, failed: 3 });
    }

    #[test]
    fn a_runner_that_runs_nothing_has_failed() {
        assert!(Counts::of_cargo(&heard("", true)).is_err());
        assert!(Counts::of_nextest(&heard("Summary [ 0.0s] 0 tests run: 0 passed", true)).is_err());
    }

    #[test]
    fn a_runner_that_breaks_off_has_failed() {
        let text = "test result: ok. 3 passed; 0 failed; 0 ignored";
        let counts = Counts::of_cargo(&heard(text, false)).unwrap();
        assert_eq!(counts, Counts { passed: 3, failed: 1 });
    }
}
