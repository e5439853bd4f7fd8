//! Names are the same when what they name is.

use crate::nouns::{context, file, slot};
use envdock_contract::model::{ConfigurationId, KeyName};
use envdock_core::{CheckContext, SlotId, SummaryId};
use std::cmp::Ordering;

#[test]
fn slots_are_the_same_when_all_their_parts_are() {
    let one = slot("c/.env:A");
    assert_eq!((&one, one.cmp(&one)), (&slot("c/.env:A"), Ordering::Equal));
    for other in [slot("d/.env:A"), slot("c/b.env:A"), slot("c/.env:B"), slot("c@s/.env:A")] {
        assert_ne!(one, other);
        assert_eq!(one.partial_cmp(&other), Some(Ordering::Less));
        assert_eq!(other.cmp(&one), Ordering::Greater);
    }
}

#[test]
fn a_slot_is_shown_by_its_file_and_key_and_has_its_parts() {
    let id = SlotId::new(context("c"), file("web.env"), KeyName::new("A").unwrap());
    assert_eq!(format!("{id:?}"), "web.env:A");
    assert_eq!((id.context().as_ref(), id.file()), (&context("c"), &file("web.env")));
    assert_eq!(id.key().as_str(), "A");
}

#[test]
fn a_summary_asks_in_the_context_of_its_configuration() {
    let id = ConfigurationId::new("c").unwrap();
    let summary = SummaryId::new(CheckContext::default(), id.clone());
    assert_eq!(summary.context().configuration.as_ref(), Some(&id));
    assert_eq!(summary.configuration(), &id);
}
