//! Between the store's words and the wire's, whoever carries them.

pub(in crate::api) mod answers;
pub(in crate::api) mod bodies;
pub(in crate::api) mod json;
pub(in crate::api) mod news;
pub(in crate::api) mod organization;
pub(in crate::api) mod refusal;
pub(in crate::api) mod sessions;
