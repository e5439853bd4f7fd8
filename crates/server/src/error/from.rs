//! Errors of other layers as answers.

use crate::db::RepositoryError;
use crate::error::HttpError;
use crate::sandbox::ArchiveError;
use crate::workspaces::WorkspacesError;
use envdock_contract::wire::ErrorCode;

impl From<RepositoryError> for HttpError {
    fn from(error: RepositoryError) -> Self {
        match error {
            RepositoryError::NotFound => Self::NotFound,
            RepositoryError::Conflict { .. } => Self::refused(
                ErrorCode::PreconditionFailed,
                "it was changed meanwhile: load it again, then decide",
            ),
            RepositoryError::OtherEnvironment => {
                Self::refused(ErrorCode::Conflict, &error.to_string())
            }
            RepositoryError::Unavailable(source) => Self::Storage(source),
            RepositoryError::Backend(source) => Self::Internal(source),
        }
    }
}

impl From<WorkspacesError> for HttpError {
    fn from(error: WorkspacesError) -> Self {
        let code = match error {
            WorkspacesError::SessionEnded => ErrorCode::SessionEnded,
            WorkspacesError::NoLocalFolder => ErrorCode::NoLocalFolder,
            WorkspacesError::Sandbox(_) | WorkspacesError::Archive(ArchiveError::Read { .. }) => {
                ErrorCode::FileUnavailable
            }
            WorkspacesError::NotRemembered(_)
            | WorkspacesError::Archive(ArchiveError::Write(_)) => ErrorCode::StorageUnavailable,
            WorkspacesError::MissingRequired(missing) => return Self::MissingRequired(missing),
            WorkspacesError::Archive(ArchiveError::TooLarge(_)) => ErrorCode::TooMany,
            WorkspacesError::SpecChanged | WorkspacesError::NewerSession => ErrorCode::Conflict,
            WorkspacesError::Repository(error) => return error.into(),
            WorkspacesError::BrokenOff(source) => return Self::Internal(Box::new(source)),
        };
        Self::refused(code, &error.to_string())
    }
}
