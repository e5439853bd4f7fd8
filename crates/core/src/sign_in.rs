//! Signing in and out.

use crate::calls::Call;
use crate::reads::ReadKey;
use crate::{CallId, CheckFailure, Entry, Fetch, Me, ReadStatus, SignIn, State};

impl State {
    pub(crate) fn is_signed_out(&self) -> bool {
        self.connection.sign_in == SignIn::SignedOut
    }

    pub(crate) fn me_answered(&mut self, call: CallId, me: Me) {
        if self.calls.close(call).is_some() {
            self.signed_in(me);
            self.note_success();
        }
    }

    /// Somebody is signed in. If it is somebody else, nothing that was known counts any more.
    pub(crate) fn signed_in(&mut self, me: Me) {
        let known = self.reads.me.known.as_ref();
        let same = known
            .is_none_or(|known| known.user == me.user && known.organization == me.organization);
        if !same {
            self.forget_what_was_known();
        }
        let was_signed_out = self.is_signed_out();
        self.connection.sign_in = SignIn::SignedIn;
        if self.reads.me.known.as_ref() != Some(&me) {
            self.reads.me.known = Some(me);
            self.reads.touch(ReadKey::Me);
        }
        self.reads.answered(&ReadKey::Me, self.now);
        if was_signed_out || !same {
            self.connection.failure = None;
            self.refresh_wanted();
            self.send_unconfirmed_again();
        }
    }

    fn forget_what_was_known(&mut self) {
        for call in self.calls.give_up() {
            match call {
                Call::Check(asked) => {
                    for index in asked.into_iter().flat_map(|(_, slots)| slots) {
                        self.slots.edit(index, |entry| entry.fetch = Fetch::Idle);
                    }
                }
                Call::Read(keys) => {
                    for key in keys {
                        self.reads.edit(&key, |status| status.fetch = Fetch::Idle);
                    }
                }
            }
        }
        for index in self.slots.indices() {
            self.slots.edit(index, |entry| {
                let (fetch, draft) = (entry.fetch, entry.draft);
                *entry = Entry { fetch, draft, ..Entry::default() };
            });
        }
        self.forget_saves();
        self.forget_stream();
        // Another organization counts its revisions from another beginning.
        self.slots.forget_order();
        self.reads.forget();
        self.spec_read_ended();
    }

    /// Nobody is signed in: nothing is asked until somebody is. Drafts and what is known stay.
    pub(crate) fn signed_out(&mut self) {
        self.connection.sign_in = SignIn::SignedOut;
        self.retry_never();
        self.flush_never();
        for index in std::mem::take(&mut self.slots.queued) {
            self.slots.edit(index, |entry| {
                entry.fetch = Fetch::Idle;
                entry.failure = Some(CheckFailure::SignedOut);
                entry.stale = entry.checked_at.is_some();
            });
        }
        for key in std::mem::take(&mut self.reads.queued) {
            self.reads.edit(&key, |status| {
                *status = ReadStatus {
                    fetch: Fetch::Idle,
                    failure: Some(CheckFailure::SignedOut),
                    checked_at: status.checked_at,
                    stale: status.checked_at.is_some(),
                };
            });
        }
    }
}
