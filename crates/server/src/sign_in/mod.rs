//! Sign-ins: launch codes that work once, and the tokens they are exchanged for.
//!
//! Both live in memory only, so they end with the server process.

mod identity;
mod mint;

pub use identity::{Identity, local_organization, local_user};
pub use mint::{MintError, mint};

use crate::crypto::{Digest, NoRandomness, Token, digest};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a launch link works when nobody opens it.
const LAUNCH_LIFETIME: Duration = Duration::from_mins(15);

/// Who is signed in.
#[derive(Debug, Default)]
pub struct SignIns {
    launches: Mutex<HashMap<Digest, Instant>>,
    tokens: Mutex<HashMap<Digest, Identity>>,
}

impl SignIns {
    /// A new launch code. Others that are still open stay open.
    ///
    /// # Errors
    /// When the operating system has no random bytes.
    pub fn launch(&self) -> Result<Token, NoRandomness> {
        let code = Token::generate()?;
        let mut launches = self.launches.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        launches.retain(|_, ends| *ends > now);
        launches.insert(code.digest(), now + LAUNCH_LIFETIME);
        Ok(code)
    }

    /// Exchanges a launch code for a token. `None`: it was used, has ended, or never was one.
    ///
    /// # Errors
    /// When the operating system has no random bytes.
    pub fn exchange(&self, code: &str, identity: Identity) -> Result<Option<Token>, NoRandomness> {
        let token = Token::generate()?;
        let mut launches = self.launches.lock().unwrap_or_else(PoisonError::into_inner);
        if launches.remove(&digest(code)).is_none_or(|ends| ends <= Instant::now()) {
            return Ok(None);
        }
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.insert(token.digest(), identity);
        Ok(Some(token))
    }

    /// Takes an exchange back: the token ends, and the code can be exchanged again.
    pub fn take_back(&self, code: &str, token: &Digest) {
        self.end(token);
        let mut launches = self.launches.lock().unwrap_or_else(PoisonError::into_inner);
        launches.insert(digest(code), Instant::now() + LAUNCH_LIFETIME);
    }

    /// Whose token it is.
    #[must_use]
    pub fn identity(&self, token: &Digest) -> Option<Identity> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner).get(token).cloned()
    }

    /// Ends a token.
    pub fn end(&self, token: &Digest) {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner).remove(token);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_launch_code_works_once() {
        let sign_ins = SignIns::default();
        let code = sign_ins.launch().unwrap();
        let token = sign_ins.exchange(code.expose(), Identity::local()).unwrap().unwrap();
        assert_eq!(sign_ins.identity(&token.digest()), Some(Identity::local()));
        assert!(sign_ins.exchange(code.expose(), Identity::local()).unwrap().is_none());
        assert!(sign_ins.exchange("guess", Identity::local()).unwrap().is_none());
    }

    #[test]
    fn an_ended_token_is_nobodys() {
        let sign_ins = SignIns::default();
        let code = sign_ins.launch().unwrap();
        let token = sign_ins.exchange(code.expose(), Identity::local()).unwrap().unwrap();
        sign_ins.end(&token.digest());
        assert_eq!(sign_ins.identity(&token.digest()), None);
    }
}
