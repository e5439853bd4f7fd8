//! What every route reaches.

use crate::crypto::Digest;
use crate::http::guard::OwnNames;
use crate::sign_in::SignIns;

/// The running server.
#[derive(Debug)]
pub struct App {
    /// The names it answers to.
    pub own_names: OwnNames,
    /// Who is signed in.
    pub sign_ins: SignIns,
    /// The hash of the secret with which `envdock open` asks for a link.
    pub control: Digest,
}
