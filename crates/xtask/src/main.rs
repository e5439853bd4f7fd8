//! `cargo xtask`: set-up, serving, tests and benchmarks of this repository.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "talking to a person is its job")]

mod bench;
mod build;
mod doctor;
mod hosts;
mod mutants;
mod package;
mod page;
mod pictures;
mod repo;
mod run;
mod serve;
mod setup;
mod test;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use lexopt::{Arg, Parser, ValueExt as _};

use page::Quality;
use repo::Repo;
use setup::Purpose;

const USAGE: &str = "\
cargo xtask serve [PATH] [--dev] [--watch] [-- server arguments]
                             set up, build, show the repository at PATH (default: a sample)
cargo xtask test [--only native|browser|e2e]
                             every check; the last line counts them
cargo xtask doctor           what is installed and what is missing
cargo xtask setup            install what is missing
cargo xtask build [--dev]    the page, and the server that embeds it
cargo xtask package [--dev]  the custom elements as a package for npm
cargo xtask bench [NAME…] [--corpus DIR]
                             print the product's figures
cargo xtask pictures         take the pictures of the documents anew
cargo xtask reference        write what the elements understand into the documents
cargo xtask mutants [CRATE…] change the code, see whether a test notices";

fn main() -> ExitCode {
    match start() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn start() -> Result<bool> {
    let mut ours = std::env::args_os().skip(1).take_while(|argument| argument != "--");
    if ours.any(|argument| argument == "--help" || argument == "-h") {
        println!("{USAGE}");
        return Ok(true);
    }
    let repo = Repo::here()?;
    let mut parser = Parser::from_env();
    let Some(Arg::Value(verb)) = parser.next()? else { bail!("say what to do:\n{USAGE}") };
    match verb.string()?.as_str() {
        "bench" => bench::bench(&repo, &bench_options(&mut parser)?)?,
        "build" => {
            let quality = quality(&mut parser)?;
            setup::setup(&repo, Purpose::Serve)?;
            drop(build::build(&repo, quality)?);
        }
        "doctor" => return Ok(doctor::doctor(&repo)),
        "mutants" => mutants::mutants(&repo, &names(&mut parser)?)?,
        "package" => {
            let quality = quality(&mut parser)?;
            setup::setup(&repo, Purpose::Serve)?;
            println!("{}", package::package(&repo, quality)?.display());
        }
        "pictures" => pictures::pictures(&repo)?,
        "reference" => package::reference::write(&repo)?,
        "serve" => serve::serve(&repo, &serve_options(&mut parser)?)?,
        "setup" => setup::setup(&repo, Purpose::Test)?,
        "test" => return test::test(&repo, only(&mut parser)?.as_deref()),
        other => bail!("there is no `{other}`, but:\n{USAGE}"),
    }
    Ok(true)
}

fn serve_options(parser: &mut Parser) -> Result<serve::Options> {
    let mut options = serve::Options::default();
    let mut arguments = parser.raw_args()?.collect::<Vec<OsString>>();
    if let Some(end) = arguments.iter().position(|argument| argument == "--") {
        options.rest = arguments.split_off(end).into_iter().skip(1).collect();
    }
    let mut parser = Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("dev") => options.dev = true,
            Arg::Long("watch") => options.watch = true,
            Arg::Value(path) if options.path.is_none() => options.path = Some(path.into()),
            Arg::Short(_) | Arg::Long(_) | Arg::Value(_) => {
                return Err(argument.unexpected().into());
            }
        }
    }
    Ok(options)
}

fn bench_options(parser: &mut Parser) -> Result<bench::Options> {
    let mut options = bench::Options::default();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("corpus") => options.corpus = Some(PathBuf::from(parser.value()?)),
            Arg::Value(name) => options.names.push(name.string()?),
            Arg::Short(_) | Arg::Long(_) => {
                return Err(argument.unexpected().into());
            }
        }
    }
    Ok(options)
}

fn quality(parser: &mut Parser) -> Result<Quality> {
    match parser.next()? {
        None => Ok(Quality::Release),
        Some(Arg::Long("dev")) => Ok(Quality::Dev),
        Some(other) => Err(other.unexpected().into()),
    }
}

fn names(parser: &mut Parser) -> Result<Vec<String>> {
    let mut names = Vec::new();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Value(name) => names.push(name.string()?),
            Arg::Short(_) | Arg::Long(_) => {
                return Err(argument.unexpected().into());
            }
        }
    }
    Ok(names)
}

fn only(parser: &mut Parser) -> Result<Option<String>> {
    match parser.next()? {
        None => Ok(None),
        Some(Arg::Long("only")) => Ok(Some(parser.value()?.string()?)),
        Some(other) => Err(other.unexpected().into()),
    }
}
