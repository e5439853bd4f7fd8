//! Figures of the scanner: precision and recall on a labelled corpus, seconds for 100,000 files.
//!
//! `bench_scanner [--corpus DIR] [--files N]`; `benches/corpus/README.md` says how to make DIR.

mod scanner_corpus;

use envdock_server::scanner::{ScanOptions, scan};
use std::error::Error;
use std::fs;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut corpus = None;
    let mut n_files = 100_000;
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or(format!("{argument} needs a value"))?;
        match argument.as_str() {
            "--corpus" => corpus = Some(PathBuf::from(value)),
            "--files" => n_files = value.parse()?,
            _ => return Err(format!("{argument}: not known").into()),
        }
    }
    let mut out = stdout().lock();
    match corpus {
        Some(corpus) => scanner_corpus::measure(&corpus, &mut out)?,
        None => writeln!(out, "scanner: precision and recall: not measured (needs --corpus DIR)")?,
    }
    if n_files > 0 {
        measure_speed(n_files, &mut out)?;
    }
    Ok(())
}

fn measure_speed(n_files: usize, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let root = tempfile::tempdir()?;
    generate(root.path(), n_files)?;
    let mut seconds = Vec::new();
    for _ in 0..3 {
        let started = Instant::now();
        let outcome = scan(root.path(), &ScanOptions::default())?;
        seconds.push(started.elapsed().as_secs_f64());
        let n_slots: usize = outcome.spec.files.iter().map(|file| file.slots.len()).sum();
        if outcome.n_files < n_files || n_slots == 0 {
            return Err("the scan missed files".into());
        }
    }
    seconds.sort_by(f64::total_cmp);
    let median = seconds.get(1).copied().unwrap_or_default();
    writeln!(out, "scanner: {n_files} files: {median:.2} s (median of 3, aim: at most 10 s)")?;
    Ok(())
}

/// Packages of 500 files of about 3 kB in five languages; one file in ten reads a variable.
fn generate(root: &Path, n_files: usize) -> Result<(), Box<dyn Error>> {
    let sources = [
        ("ts", "export const value = process.env.", ";\n"),
        ("py", "value = os.environ[\"", "\"]\n"),
        ("go", "var value = os.Getenv(\"", "\")\n"),
        ("rs", "let value = std::env::var(\"", "\");\n"),
        ("rb", "value = ENV[\"", "\"]\n"),
    ];
    let filler =
        "let total = first + second; environment(total, \"text\", [1, 2, 3]);\n".repeat(45);
    for index in 0..n_files {
        let folder = root.join(format!("package{}/source{}", index / 500, index / 50));
        if index % 50 == 0 {
            fs::create_dir_all(&folder)?;
        }
        if index % 500 == 0 {
            fs::write(root.join(format!("package{}/package.json", index / 500)), "{}")?;
        }
        let Some((extension, before, after)) = sources.get(index % sources.len()) else { continue };
        let mut text = filler.clone();
        if index % 10 < 5 && index % 2 == 0 {
            let name = format!("KEY_{}", index % 997);
            text.extend([before, name.as_str(), after]);
        }
        fs::write(folder.join(format!("file{index}.{extension}")), text)?;
    }
    Ok(())
}
