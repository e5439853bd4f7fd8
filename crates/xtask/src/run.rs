//! Running other programs: quietly, aloud, or aloud while listening.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// What a program printed while we passed it on.
#[derive(Debug)]
pub(crate) struct Heard {
    pub(crate) success: bool,
    pub(crate) text: String,
}

/// The standard output of a program that is expected to succeed.
pub(crate) fn quietly(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| describe(command))?;
    if !output.status.success() {
        let text = String::from_utf8_lossy(&output.stderr);
        bail!("{}: {}: {}", describe(command), output.status, text.trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a program whose output goes straight to the person.
pub(crate) fn aloud(command: &mut Command) -> Result<()> {
    eprintln!("   $ {}", describe(command));
    let status = command.status().with_context(|| describe(command))?;
    if !status.success() {
        bail!("{}: {status}", describe(command));
    }
    Ok(())
}

/// Like `aloud`, but gives up after a while: for downloads that may hang.
pub(crate) fn aloud_within(command: &mut Command, limit: Duration) -> Result<()> {
    eprintln!("   $ {}", describe(command));
    let mut child = command.stdin(Stdio::null()).spawn().with_context(|| describe(command))?;
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            if status.success() {
                return Ok(());
            }
            bail!("{}: {status}", describe(command));
        }
        if started.elapsed() > limit {
            child.kill().ok();
            child.wait().ok();
            bail!("{}: no end after {} s", describe(command), limit.as_secs());
        }
        thread::sleep(Duration::from_millis(50));
    }
}

/// Passes a program's output on and keeps a copy, to read the counts from.
pub(crate) fn listening(command: &mut Command) -> Result<Heard> {
    eprintln!("   $ {}", describe(command));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().with_context(|| describe(command))?;
    let text = relay(&mut child)?;
    let success = child.wait()?.success();
    Ok(Heard { success, text })
}

fn relay(child: &mut Child) -> Result<String> {
    let stdout = child.stdout.take().context("no standard output")?;
    let stderr = child.stderr.take().context("no standard error")?;
    let errors = thread::spawn(move || pass_on(stderr, &mut std::io::stderr()));
    let mut text = pass_on(stdout, &mut std::io::stdout());
    text.push_str(&errors.join().unwrap_or_default());
    Ok(text)
}

fn pass_on(from: impl Read, to: &mut impl Write) -> String {
    let mut all = String::new();
    let mut reader = BufReader::new(from);
    let mut line = Vec::new();
    while reader.read_until(b'\n', &mut line).unwrap_or(0) > 0 {
        to.write_all(&line).ok();
        all.push_str(&String::from_utf8_lossy(&line));
        line.clear();
    }
    all
}

/// The command as one would type it.
pub(crate) fn describe(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(std::ffi::OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}
