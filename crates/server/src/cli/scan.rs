//! `envdock scan`: what a project needs, without storing anything.

use crate::cli::CliError;
use crate::cli::print::line;
use crate::configurations::RegisterError;
use crate::scanner::{ScanOptions, ScanOutcome, scan};
use envdock_contract::model::{EnvFile, Slot};
use serde_json::{Value, json};
use std::path::Path;
use std::process::ExitCode;

const NOTHING: &str = "\
Nothing found: no file of the project reads or lists a variable that a person has to fill in.
If the project needs some, list them in a file named .env.example and scan again.";

/// More proving lines than these are only counted.
const MAX_PLACES: usize = 2;
/// More skipped files than these are only counted.
const MAX_SKIPPED: usize = 10;

/// Scans the folder at `path` and prints what was found.
pub(crate) fn run(path: &Path, as_json: bool) -> Result<ExitCode, CliError> {
    let outcome = scan(path, &ScanOptions::default()).map_err(RegisterError::Scan)?;
    if as_json {
        line(&format!("{:#}", as_value(&outcome)));
    } else {
        line(&report(&outcome));
    }
    Ok(ExitCode::SUCCESS)
}

fn as_value(outcome: &ScanOutcome) -> Value {
    let skipped = outcome.skipped.iter();
    let skipped = skipped.map(|one| json!({"path": one.path, "reason": one.reason.code()}));
    let diagnostics = outcome.diagnostics.iter().map(|one| {
        let text = one.kind.to_string();
        json!({"file": one.file, "line": one.line, "code": one.kind.code(), "text": text})
    });
    json!({
        "files": outcome.spec.files,
        "diagnostics": diagnostics.collect::<Vec<_>>(),
        "skipped": skipped.collect::<Vec<_>>(),
        "n_skipped": outcome.n_skipped.values().sum::<usize>(),
        "n_files": outcome.n_files,
    })
}

fn report(outcome: &ScanOutcome) -> String {
    let mut blocks: Vec<String> = outcome.spec.files.iter().map(file_block).collect();
    if blocks.is_empty() {
        blocks.push(NOTHING.to_owned());
    }
    if !outcome.diagnostics.is_empty() {
        let mut lines = vec!["Look at:".to_owned()];
        lines.extend(outcome.diagnostics.iter().map(|diagnostic| format!("  {diagnostic}")));
        blocks.push(lines.join("\n"));
    }
    let n_skipped: usize = outcome.n_skipped.values().sum();
    if n_skipped > 0 {
        let mut lines = vec![format!("Skipped {}:", count(n_skipped, "file"))];
        lines.extend(outcome.skipped.iter().take(MAX_SKIPPED).map(|one| format!("  {one}")));
        if n_skipped > MAX_SKIPPED {
            lines.push(format!("  and {} more", n_skipped - MAX_SKIPPED));
        }
        blocks.push(lines.join("\n"));
    }
    blocks.push(format!("{} scanned; nothing was stored.", count(outcome.n_files, "file")));
    blocks.join("\n\n")
}

fn file_block(file: &EnvFile) -> String {
    let n_required = file.slots.iter().filter(|slot| slot.required).count();
    let n_keys = count(file.slots.len(), "key");
    let mut lines = vec![format!("{} ({n_keys}, {n_required} required)", file.file_ref())];
    let width = file.slots.iter().map(|slot| slot.key.as_str().len()).max().unwrap_or_default();
    for slot in &file.slots {
        let need = if slot.required { "required" } else { "optional" };
        let key = slot.key.as_str();
        lines.push(format!("  {need}  {key:width$}  {}", places(slot)));
    }
    lines.join("\n")
}

fn places(slot: &Slot) -> String {
    let shown = slot.provenance.iter().take(MAX_PLACES);
    let mut places =
        shown.map(|place| format!("{}:{}", place.file, place.line)).collect::<Vec<_>>();
    let n_more = slot.provenance.len().saturating_sub(MAX_PLACES);
    if n_more > 0 {
        places.push(format!("{n_more} more"));
    }
    let places = places.join(", ");
    match &slot.any_of {
        Some(group) => format!("{places} (one is enough: {group})"),
        None => places,
    }
}

fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
