//! `envdock env apply --watch`: follows what changes, and fills again.

use crate::cli::CliError;
use crate::cli::env::Choices;
use crate::cli::env::fill::{end_session, fill};
use crate::cli::env::records::Records;
use crate::cli::env::report::{exit_code, report};
use crate::cli::env::server::{Refusal, Server};
use crate::cli::print;
use crate::crypto::random;
use envdock_contract::model::{Revision, SessionId};
use envdock_contract::wire::{EventBody, SessionState, StreamedEvent};
use std::io::BufRead;
use std::path::Path;
use std::time::Duration;

const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_mins(1);
/// After a `resync`, so that not everybody asks at once.
const SPREAD: Duration = Duration::from_secs(2);

/// One fill. The exit code says what is left to do.
pub(super) fn apply_once(
    server: &Server,
    folder: &Path,
    choices: &Choices,
) -> Result<u8, CliError> {
    let refused = |refusal: Refusal| refusal.into_error(server.url());
    let session = server.session().map_err(refused)?;
    let values = server.values(&session).map_err(refused)?;
    let answer = fill(folder, &mut Records::open(folder)?, values, choices)?;
    print::line(report(&answer).trim_end());
    Ok(exit_code(&answer))
}

/// Fills, and fills again whenever a value of the session changes, until the session ends.
pub(super) fn watch(server: &Server, folder: &Path, choices: &Choices) -> Result<u8, CliError> {
    let mut watch = Watch { server, folder, choices, session: None, revision: None, said: None };
    let mut pause = FIRST_PAUSE;
    loop {
        match watch.follow(&mut pause) {
            Ok(()) => {}
            Err(Stop::Pause(reason)) => {
                print::warning(&format!(
                    "{} cannot be reached ({reason}); trying on",
                    server.url()
                ));
            }
            Err(Stop::Ended) => return watch.end(),
            Err(Stop::Error(error)) => return Err(error),
        }
        std::thread::sleep(jitter(pause)?);
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

struct Watch<'a> {
    server: &'a Server,
    folder: &'a Path,
    choices: &'a Choices,
    session: Option<SessionId>,
    /// The revision that the files have.
    revision: Option<Revision>,
    /// What was reported last: the same is not said twice.
    said: Option<String>,
}

/// Why the stream is not read any more.
enum Stop {
    Pause(String),
    Ended,
    Error(CliError),
}

impl From<CliError> for Stop {
    fn from(error: CliError) -> Self {
        Self::Error(error)
    }
}

impl Watch<'_> {
    /// Fills, then reads the stream until it is cut.
    fn follow(&mut self, pause: &mut Duration) -> Result<(), Stop> {
        self.fill()?;
        let events = self.server.events(self.revision.unwrap_or(Revision(0)));
        let events = events.map_err(|refusal| self.stop(refusal))?;
        *pause = FIRST_PAUSE;
        for line in events.lines() {
            // Cut, or silent for too long: what was missed is asked for when it is back.
            let Ok(line) = line else { return Ok(()) };
            let Some(data) = line.strip_prefix("data:") else { continue };
            let Ok(event) = serde_json::from_str::<StreamedEvent>(data.trim_start()) else {
                continue;
            };
            self.meet(&event)?;
        }
        Ok(())
    }

    fn meet(&mut self, event: &StreamedEvent) -> Result<(), Stop> {
        let is_news = self.revision.is_none_or(|known| event.revision > known);
        match &event.event {
            EventBody::Presence { .. } | EventBody::Spec { .. } if is_news => self.fill(),
            EventBody::Resync => {
                std::thread::sleep(jitter(SPREAD)?);
                self.fill()
            }
            EventBody::Session(session)
                if session.state == SessionState::Ended
                    && self.session.as_ref() == Some(&session.id) =>
            {
                Err(Stop::Ended)
            }
            EventBody::Connected
            | EventBody::Presence { .. }
            | EventBody::Spec { .. }
            | EventBody::Request(_)
            | EventBody::Session(_)
            | EventBody::Message { .. }
            | EventBody::Files { .. }
            | EventBody::Unknown => Ok(()),
        }
    }

    fn fill(&mut self) -> Result<(), Stop> {
        let session = match &self.session {
            Some(session) => session.clone(),
            None => self.server.session().map_err(|refusal| self.stop(refusal))?,
        };
        let values = self.server.values(&session).map_err(|refusal| self.stop(refusal))?;
        self.session = Some(session);
        self.revision = Some(values.revision);
        // Opened for each fill only: another run may want to have its turn.
        let answer = fill(self.folder, &mut Records::open(self.folder)?, values, self.choices)?;
        let text = report(&answer);
        if self.said.as_ref() != Some(&text) {
            print::line(text.trim_end());
        }
        self.said = Some(text);
        Ok(())
    }

    /// Values of the session only leave with it.
    fn end(&self) -> Result<u8, CliError> {
        let answer = end_session(self.folder, &mut Records::open(self.folder)?)?;
        print::line("the session has ended, or its token was revoked");
        if !answer.results.is_empty() {
            print::line(report(&answer).trim_end());
        }
        Ok(exit_code(&answer))
    }

    fn stop(&self, refusal: Refusal) -> Stop {
        match refusal {
            Refusal::Unreachable(reason) => Stop::Pause(reason),
            // What was never seen live is a wrong token, not an end.
            Refusal::SessionEnded | Refusal::TokenEnded if self.session.is_some() => Stop::Ended,
            Refusal::SessionEnded | Refusal::TokenEnded | Refusal::Refused(_) => {
                Stop::Error(refusal.into_error(self.server.url()))
            }
        }
    }
}

/// Any time up to `longest`.
fn jitter(longest: Duration) -> Result<Duration, CliError> {
    let random = u32::from_le_bytes(*random::bytes::<4>()?);
    Ok(longest.mul_f64(f64::from(random) / f64::from(u32::MAX)))
}
