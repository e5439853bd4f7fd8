//! The log of the process, for one test at a time.

use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock};
use tokio::sync::MutexGuard;
use tracing::field::{Field, Visit};
use tracing::{Event, Subscriber};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};

static LOG: OnceLock<Log> = OnceLock::new();
static TURN: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// Everything that is logged, and how many statements ran.
#[derive(Clone, Default)]
pub struct Log {
    bytes: Arc<Mutex<Vec<u8>>>,
    statements: Arc<Mutex<Vec<String>>>,
}

impl Log {
    /// Waits for the turn, and begins anew.
    pub async fn begin() -> (Self, MutexGuard<'static, ()>) {
        let turn = TURN.lock().await;
        let log = LOG.get_or_init(|| {
            let log = Self::default();
            let text = tracing_subscriber::fmt::layer().with_ansi(false).with_writer(log.clone());
            let all = tracing_subscriber::registry().with(text).with(log.clone());
            tracing::subscriber::set_global_default(all).unwrap();
            log
        });
        log.bytes.lock().unwrap().clear();
        log.statements.lock().unwrap().clear();
        (log.clone(), turn)
    }

    pub fn bytes(&self) -> Vec<u8> {
        self.bytes.lock().unwrap().clone()
    }

    /// The statements since the last call.
    pub fn statements(&self) -> Vec<String> {
        std::mem::take(&mut self.statements.lock().unwrap())
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.bytes.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

impl<S: Subscriber> Layer<S> for Log {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        if event.metadata().target() == "sqlx::query" {
            let mut text = Text::default();
            event.record(&mut text);
            self.statements.lock().unwrap().push(text.0);
        }
    }
}

#[derive(Default)]
struct Text(String);

impl Visit for Text {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if field.name() == "summary" {
            self.0 = format!("{value:?}");
        }
    }
}
