//! What can go wrong with env files on disk. Never holds a line or a value.

use envdock_contract::model::FileRef;
use std::io;
use std::path::PathBuf;

/// Why an env file was not read or written.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// The workspace is gone or is not a folder.
    #[error(
        "{} is not a folder that can be opened; put it back, or serve it where it is now",
        path.display()
    )]
    NotAFolder {
        /// The workspace.
        path: PathBuf,
        /// The system's reason.
        #[source]
        source: io::Error,
    },
    /// The path is a symbolic link: following it could leave the workspace.
    #[error("{file} is a symbolic link; replace it by a file")]
    SymbolicLink {
        /// The env file.
        file: FileRef,
    },
    /// A folder or another thing that is not a file stands there.
    #[error("{file} is not a file; move away what stands there")]
    NotAFile {
        /// The env file.
        file: FileRef,
    },
    /// Larger than any env file that this product edits.
    #[error("{file} has more than {max} bytes; make it smaller")]
    TooLarge {
        /// The env file.
        file: FileRef,
        /// The limit in bytes.
        max: u64,
    },
    /// Somebody else wrote the file at the same moment.
    #[error("{file} was changed at the same moment; try again")]
    Changed {
        /// The env file.
        file: FileRef,
    },
    /// A strict run failed, and what it had written could not be taken back.
    #[error("{file} was written and could not be put back as it was; look at it")]
    NotPutBack {
        /// The env file.
        file: FileRef,
    },
    /// The system refused.
    #[error("{file} cannot be {action}: {reason}", reason = reason(source))]
    Io {
        /// The env file.
        file: FileRef,
        /// `read` or `written`.
        action: &'static str,
        /// The system's reason.
        #[source]
        source: io::Error,
    },
}

impl SandboxError {
    /// The env file it is about; `None`: the workspace as a whole.
    #[must_use]
    pub fn file(&self) -> Option<&FileRef> {
        match self {
            Self::NotAFolder { .. } => None,
            Self::SymbolicLink { file }
            | Self::NotAFile { file }
            | Self::TooLarge { file, .. }
            | Self::Changed { file }
            | Self::NotPutBack { file }
            | Self::Io { file, .. } => Some(file),
        }
    }
}

/// A reason that names what to do, for the failures that a person can mend.
fn reason(error: &io::Error) -> String {
    #[expect(clippy::wildcard_enum_match_arm, reason = "the system's own words serve for the rest")]
    match error.kind() {
        io::ErrorKind::PermissionDenied => {
            "permission denied; let this user read and write the file and its folder".to_owned()
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            "no space left on the disk; free some and apply again".to_owned()
        }
        io::ErrorKind::FileTooLarge => {
            "the file would be larger than allowed here; raise the limit (`ulimit -f`)".to_owned()
        }
        io::ErrorKind::ReadOnlyFilesystem => {
            "the disk is read-only; make it writable and apply again".to_owned()
        }
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::reason;
    use std::io::{Error, ErrorKind};

    #[test]
    fn what_a_person_can_mend_is_said_with_what_to_do() {
        let said = |kind: ErrorKind| reason(&Error::from(kind));
        let full = "no space left on the disk; free some and apply again";
        assert_eq!(said(ErrorKind::StorageFull), full);
        assert_eq!(said(ErrorKind::QuotaExceeded), full);
        let read_only = "the disk is read-only; make it writable and apply again";
        assert_eq!(said(ErrorKind::ReadOnlyFilesystem), read_only);
    }
}
