//! A value on its way.

use crate::model::SecretText;
use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A value on its way: the only serializable form of one. It is in requests, and in the one answer
/// that the sandbox of a session gets.
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SecretValue(#[cfg_attr(feature = "schema", schemars(with = "String"))] SecretText);

impl SecretValue {
    /// Wraps the value for sending.
    #[must_use]
    pub fn new(value: SecretText) -> Self {
        Self(value)
    }

    /// The value.
    #[must_use]
    pub fn secret(&self) -> &SecretText {
        &self.0
    }

    /// Takes the value out.
    #[must_use]
    pub fn into_secret(self) -> SecretText {
        self.0
    }
}

impl Serialize for SecretValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.expose())
    }
}

impl<'de> Deserialize<'de> for SecretValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_string(SecretVisitor).map(Self)
    }
}

struct SecretVisitor;

impl Visitor<'_> for SecretVisitor {
    type Value = SecretText;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("text")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<SecretText, E> {
        Ok(SecretText::new(text.to_owned()))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<SecretText, E> {
        Ok(SecretText::new(text))
    }

    // The standard messages repeat what they found: a value must not appear in an error.
    fn visit_i64<E: de::Error>(self, _: i64) -> Result<SecretText, E> {
        Err(E::custom("the value must be text"))
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<SecretText, E> {
        Err(E::custom("the value must be text"))
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<SecretText, E> {
        Err(E::custom("the value must be text"))
    }
}

impl fmt::Debug for SecretValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SecretValue({} bytes)", self.0.len())
    }
}
