//! One message of the stream, from the wire's words to the store's.

use crate::api::Heard;
use crate::api::wire::sessions::{message, session};
use envdock_contract::wire::{EventBody, StreamedEvent};
use envdock_core::{AddressNews, News, SubjectArrival};

/// What one message says; nothing if it is of a kind that this version does not know.
///
/// `complete`: the stream was opened after a revision, so that nothing was missed before it stands.
pub(in crate::api) fn heard(event: StreamedEvent, complete: bool) -> Option<Heard> {
    let StreamedEvent { revision, event } = event;
    let revision = Some(revision);
    let news = match event {
        EventBody::Connected => return Some(Heard::Connected { revision, complete }),
        EventBody::Presence { changes } => {
            let changes = changes.into_iter().map(|change| AddressNews {
                address: change.address,
                version: change.version,
                stored: change.stored,
            });
            News::Presence(changes.collect())
        }
        EventBody::Spec { configuration, version } => News::Spec { configuration, version },
        EventBody::Request(request) => News::Subject(SubjectArrival::Request(request)),
        EventBody::Session(answer) => News::Subject(SubjectArrival::Session(session(answer))),
        EventBody::Message { session, message: answer } => {
            News::Subject(SubjectArrival::Message { session, message: message(answer) })
        }
        EventBody::Files { session } => News::Files(session),
        EventBody::Resync => News::Resync,
        EventBody::Unknown => return None,
    };
    Some(Heard::News { revision, news })
}
