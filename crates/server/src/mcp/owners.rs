//! Whose each protocol session is.

use crate::crypto::Digest;
use std::collections::HashMap;
use std::fmt;

/// So many are remembered. Whoever names a forgotten one next is taken for its owner, as after a
/// restart.
const MANY: usize = 10_000;

/// The owners of protocol sessions.
#[derive(Default)]
pub(super) struct Owners {
    sessions: HashMap<Digest, Owner>,
    n_uses: u64,
}

struct Owner {
    token: Digest,
    used: u64,
}

impl fmt::Debug for Owners {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Owners").finish_non_exhaustive()
    }
}

impl Owners {
    /// Whether the session is this token's; a new one is.
    pub(super) fn is_own(&mut self, session: Digest, token: Digest) -> bool {
        self.n_uses += 1;
        if let Some(owner) = self.sessions.get_mut(&session) {
            let is_own = owner.token == token;
            if is_own {
                owner.used = self.n_uses;
            }
            return is_own;
        }
        if self.sessions.len() >= MANY {
            self.forget(token);
        }
        self.sessions.insert(session, Owner { token, used: self.n_uses });
        true
    }

    /// Forgets the session that was used longest ago: one of this token's, so that nobody makes the
    /// others' forgotten by making many; or, if it has none, anybody's.
    fn forget(&mut self, token: Digest) {
        let oldest = self.sessions.iter().min_by_key(|(_, one)| (one.token != token, one.used));
        if let Some(session) = oldest.map(|(session, _)| *session) {
            self.sessions.remove(&session);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crypto::digest;

    fn session(n: usize) -> Digest {
        digest(&n.to_string())
    }

    #[test]
    fn a_flood_of_sessions_makes_nobody_elses_forgotten() {
        let (honest, flood, late) = (digest("honest"), digest("flood"), digest("late"));
        let mut owners = Owners::default();
        assert!(owners.is_own(session(0), honest));
        for n in 1..=MANY + 1 {
            assert!(owners.is_own(session(n), flood));
        }
        assert!(!owners.is_own(session(0), flood));
        assert!(owners.is_own(session(0), honest));
        assert_eq!(owners.sessions.len(), MANY);
        // Somebody new takes the place that was not used for longest.
        assert!(owners.is_own(digest("new"), late));
        assert!(!owners.is_own(session(0), late) && !owners.is_own(session(MANY), late));
        assert_eq!(owners.sessions.len(), MANY);
    }
}
