//! Parts of the address as types. What does not fit is a problem like any other, not plain text.

use crate::error::HttpError;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use envdock_contract::wire::ErrorCode;
use serde::de::DeserializeOwned;

/// The variable parts of a path.
#[derive(Debug)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = HttpError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, HttpError> {
        let path = axum::extract::Path::from_request_parts(parts, state).await;
        // What is no text names nothing that exists.
        path.map(|axum::extract::Path(parts)| Self(parts)).map_err(|_source| HttpError::NotFound)
    }
}

/// What follows the `?`.
#[derive(Debug)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = HttpError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, HttpError> {
        let query = axum::extract::Query::from_request_parts(parts, state).await;
        query.map(|axum::extract::Query(query)| Self(query)).map_err(|_source| {
            let detail = "the part of the address behind the ? does not fit this call";
            HttpError::refused(ErrorCode::InvalidBody, detail)
        })
    }
}
