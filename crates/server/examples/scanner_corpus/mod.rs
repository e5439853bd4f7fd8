//! Precision and recall on a labelled corpus.

use envdock_server::scanner::{ScanOptions, scan};
use serde_json::Value;
use std::collections::BTreeSet;
use std::error::Error;
use std::io::Write;
use std::path::Path;

#[derive(Default)]
#[expect(clippy::struct_field_names, reason = "numbers are named so")]
struct Counts {
    n_hits: usize,
    n_found: usize,
    n_labelled: usize,
    /// Labelled as required or as optional, and found to be so.
    n_agreeing: usize,
    n_judged: usize,
}

/// Prints the figures of the repositories that are checked out in `corpus`.
pub(crate) fn measure(corpus: &Path, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let labels = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/corpus/labels.json");
    let labels: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(labels)?)?;
    let mut total = Counts::default();
    let mut n_measured = 0;
    for label in &labels {
        let repository = label.get("repository").and_then(Value::as_str).unwrap_or_default();
        let root = corpus.join(repository.replace('/', "__"));
        if !root.is_dir() {
            writeln!(out, "scanner: {repository}: not measured (not in the corpus folder)")?;
            continue;
        }
        let counts = measure_one(repository, label, &root, out)?;
        total.n_hits += counts.n_hits;
        total.n_found += counts.n_found;
        total.n_labelled += counts.n_labelled;
        total.n_agreeing += counts.n_agreeing;
        total.n_judged += counts.n_judged;
        n_measured += 1;
    }
    let name = format!("{n_measured} of {} repositories", labels.len());
    write_counts(&name, &total, out)
}

fn measure_one(
    repository: &str,
    label: &Value,
    root: &Path,
    out: &mut impl Write,
) -> Result<Counts, Box<dyn Error>> {
    let names = |field: &str| -> BTreeSet<String> {
        let names = label.get(field).and_then(Value::as_array).into_iter().flatten();
        names.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let (keys, either) = (names("keys"), names("either"));
    let outcome = scan(root, &ScanOptions::default())?;
    let slots = outcome.spec.files.iter().flat_map(|file| &file.slots);
    let places = |name: &str| {
        let slots = outcome.spec.files.iter().flat_map(|file| &file.slots);
        let places =
            slots.filter(|slot| slot.key.as_str() == name).flat_map(|slot| &slot.provenance);
        places.map(|place| format!("{}:{}", place.file, place.line)).next().unwrap_or_default()
    };
    let found: BTreeSet<String> =
        slots.map(|slot| slot.key.to_string()).filter(|name| !either.contains(name)).collect();
    let is_required = |name: &String| {
        let mut slots = outcome.spec.files.iter().flat_map(|file| &file.slots);
        slots.any(|slot| slot.key.as_str() == name && slot.required)
    };
    let (required, optional) = (names("required"), names("optional"));
    let judged = |name: &&String| required.contains(*name) || optional.contains(*name);
    let judged: Vec<_> = found.iter().filter(judged).collect();
    let counts = Counts {
        n_agreeing: judged
            .iter()
            .filter(|name| is_required(name) == required.contains(**name))
            .count(),
        n_judged: judged.len(),
        n_hits: found.intersection(&keys).count(),
        n_found: found.len(),
        n_labelled: keys.len(),
    };
    write_counts(repository, &counts, out)?;
    for missed in keys.difference(&found) {
        writeln!(out, "    missed {missed}")?;
    }
    for extra in found.difference(&keys) {
        writeln!(out, "    extra  {extra} ({})", places(extra))?;
    }
    for name in judged.iter().filter(|name| is_required(name) != required.contains(**name)) {
        let label = if required.contains(*name) { "required" } else { "optional" };
        writeln!(out, "    labelled {label}: {name} ({})", places(name))?;
    }
    Ok(counts)
}

fn write_counts(name: &str, counts: &Counts, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let Counts { n_hits, n_found, n_labelled, n_agreeing, n_judged } = counts;
    writeln!(
        out,
        "scanner: {name}: precision {} ({n_hits}/{n_found}), recall {} ({n_hits}/{n_labelled}), \
         required or optional as labelled {} ({n_agreeing}/{n_judged})",
        share(*n_hits, *n_found),
        share(*n_hits, *n_labelled),
        share(*n_agreeing, *n_judged),
    )?;
    Ok(())
}

/// A share with three digits, rounded down.
fn share(part: usize, whole: usize) -> String {
    let thousandths = (part * 1_000).checked_div(whole).unwrap_or(1_000);
    format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000)
}
