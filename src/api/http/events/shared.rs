//! One stream for all tabs: who holds the lock reads it and tells the others.

use crate::api::http::events::lock::Lock;
use crate::api::http::events::own::{self, Ending};
use crate::api::http::events::told::Told;
use crate::api::http::transport::Transport;
use crate::api::wire::json;
use crate::api::wire::news::heard;
use crate::api::{ApiError, Hear, Heard};
use envdock_contract::model::Revision;
use envdock_contract::wire::StreamedEvent;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// What tabs say to each other: names and states, as the stream has them.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    /// A tab has come.
    Hello,
    /// The stream stands, and all up to this revision was told.
    Standing(Revision),
    /// A message of the stream, and what had been told before it.
    Told { before: Option<Revision>, event: Box<StreamedEvent> },
}

/// This tab among the others.
struct Circle {
    channel: BroadcastChannel,
    told: Told,
    leads: Cell<bool>,
    hear: Hear,
}

/// Tells of the stream that all tabs share. Whoever holds the lock reads it.
pub(super) async fn tell(
    transport: &Transport,
    lock: Lock,
    after: Option<Revision>,
    hear: Hear,
) -> Result<(), ApiError> {
    let channel = BroadcastChannel::new(lock.name()).map_err(|_unusable| ApiError::Unreadable)?;
    let (told, leads) = (Told::up_to(after), Cell::new(false));
    let circle = Rc::new(Circle { channel, told, leads, hear });
    let _listener = Listener::new(&circle);
    circle.say(&Word::Hello);
    lock.granted().await;
    let after = circle.told.get();
    let ending = Ending::new()?;
    own::read(transport, after, &ending, |event| circle.lead(event, after.is_some())).await
}

impl Circle {
    /// A message of the stream that this tab reads.
    fn lead(&self, event: StreamedEvent, complete: bool) {
        self.leads.set(true);
        let before = self.told.get();
        self.told.advance(event.revision);
        self.say(&Word::Told { before, event: Box::new(event.clone()) });
        self.pass_on(event, complete);
    }

    /// What another tab says.
    fn listen(&self, word: Word) {
        match word {
            Word::Hello => {
                if let (true, Some(revision)) = (self.leads.get(), self.told.get()) {
                    self.say(&Word::Standing(revision));
                }
            }
            Word::Standing(revision) if !self.leads.get() => {
                let complete = self.told.joins(Some(revision));
                self.told.advance(revision);
                (self.hear)(Heard::Connected { revision: Some(revision), complete });
            }
            Word::Standing(_) => {}
            Word::Told { before, event } => {
                let complete = self.told.joins(before);
                if !complete && before.is_some() {
                    // Something was told before this tab came, or while it slept.
                    (self.hear)(Heard::Connected { revision: before, complete });
                }
                self.told.advance(event.revision);
                self.pass_on(*event, complete);
            }
        }
    }

    fn pass_on(&self, event: StreamedEvent, complete: bool) {
        if let Some(heard) = heard(event, complete) {
            (self.hear)(heard);
        }
    }

    fn say(&self, word: &Word) {
        if let Ok(text) = serde_json::to_string(word) {
            // It fails only once the channel is closed.
            let _ = self.channel.post_message(&JsValue::from_str(&text));
        }
    }
}

/// Hears the other tabs until it is dropped.
struct Listener {
    channel: BroadcastChannel,
    _heard: Closure<dyn Fn(MessageEvent)>,
}

impl Listener {
    fn new(circle: &Rc<Circle>) -> Self {
        let listening = Rc::clone(circle);
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let word = event.data().as_string();
            if let Some(word) = word.and_then(|word| json::read(&word).ok()) {
                listening.listen(word);
            }
        });
        let channel = circle.channel.clone();
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        Self { channel, _heard: heard }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.channel.set_onmessage(None);
        self.channel.close();
    }
}
