//! Reads JSON with less code.
//!
//! What serde derives for a struct also reads a list of its fields, for formats without names,
//! and says what it expected. No answer has such lists, and nobody reads those words: both stay
//! out of the page.

use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use std::fmt;

type Names = &'static [&'static str];

/// Reads an answer, in which every struct is an object.
pub(in crate::api) fn read<T: DeserializeOwned>(text: &str) -> serde_json::Result<T> {
    let mut json = serde_json::Deserializer::from_str(text);
    let answer = T::deserialize(Named(&mut json))?;
    json.end()?;
    Ok(answer)
}

/// Passes on what serde asks for, but asks for an object where a struct is wanted.
struct Named<T>(T);

/// Reads the object with a variant's fields.
struct Fields<V>(V);

/// Single values: nothing in them can be a struct.
macro_rules! pass_on {
    ($($ask:ident)*) => {$(
        fn $ask<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
            self.0.$ask(visitor)
        }
    )*};
}

/// Values with others in them.
macro_rules! ask {
    ($($asked:ident($($argument:ty),*) => $ask:ident;)*) => {$(
        fn $asked<V: Visitor<'de>>(
            self,
            $(_: $argument,)*
            visitor: V,
        ) -> Result<V::Value, D::Error> {
            self.0.$ask(Named(visitor))
        }
    )*};
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Named<D> {
    type Error = D::Error;

    pass_on! {
        deserialize_any deserialize_bool deserialize_i8 deserialize_i16 deserialize_i32
        deserialize_i64 deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
        deserialize_f32 deserialize_f64 deserialize_char deserialize_str deserialize_string
        deserialize_bytes deserialize_byte_buf deserialize_unit deserialize_identifier
        deserialize_ignored_any
    }

    ask! {
        deserialize_option() => deserialize_option;
        deserialize_seq() => deserialize_seq;
        deserialize_tuple(usize) => deserialize_seq;
        deserialize_tuple_struct(&'static str, usize) => deserialize_seq;
        deserialize_map() => deserialize_map;
        deserialize_struct(&'static str, Names) => deserialize_map;
        deserialize_unit_struct(&'static str) => deserialize_unit;
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_newtype_struct(name, Named(visitor))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: Names,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_enum(name, variants, Named(visitor))
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Named<V> {
    type Value = V::Value;

    fn expecting(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Named(value))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Named(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Named(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Named(entries))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, variant: A) -> Result<V::Value, A::Error> {
        self.0.visit_enum(Named(variant))
    }
}

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Named<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, value: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Named(value))
    }
}

impl<'de, V: Visitor<'de>> DeserializeSeed<'de> for Fields<V> {
    type Value = V::Value;

    fn deserialize<D: Deserializer<'de>>(self, object: D) -> Result<V::Value, D::Error> {
        object.deserialize_map(Named(self.0))
    }
}

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Named<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Named(seed))
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Named<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_key_seed(seed)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.0.next_value_seed(Named(seed))
    }
}

impl<'de, A: EnumAccess<'de>> EnumAccess<'de> for Named<A> {
    type Error = A::Error;
    type Variant = Named<A::Variant>;

    fn variant_seed<S: DeserializeSeed<'de>>(
        self,
        seed: S,
    ) -> Result<(S::Value, Self::Variant), A::Error> {
        let (name, variant) = self.0.variant_seed(seed)?;
        Ok((name, Named(variant)))
    }
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Named<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.0.unit_variant()
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        self.0.newtype_variant_seed(Named(seed))
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.0.tuple_variant(length, Named(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: Names, visitor: V) -> Result<V::Value, A::Error> {
        self.0.newtype_variant_seed(Fields(visitor))
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use envdock_contract::wire::{BatchAnswer, ErrorBody};

    #[test]
    fn answers_with_variants_and_lists_of_every_kind_are_read_as_serde_reads_them() {
        let address = r#"{"scope":{"type":"user","id":"ada"},"key":"A"}"#;
        let text = format!(
            r#" {{"revision":8,"unknown":[{{}}],"results":[
            {{"address":{address},"outcome":{{"stored":{{"version":1,
              "updated_at":"2026-11-01T12:00:00Z","updated_by":"ada"}}}},
              "applied":[{{"session":"s","file":{{"path":".env"}},"result":"written"}},
                {{"session":"s","file":{{"path":".env"}},"result":{{"conflict":{{"line":3}}}}}}]}},
            {{"address":{address},"outcome":{{"refused":{{"pointer":"/operations/1",
              "code":"conflict","detail":"changed","file":null}}}}}}]}} "#
        );
        let answer: BatchAnswer = read(&text).unwrap();
        assert_eq!(answer, serde_json::from_str(&text).unwrap());
    }

    #[test]
    fn lists_of_fields_missing_fields_and_trailing_text_are_refused() {
        let list = r#"["urn", "Gone", 404, null, "not_found", []]"#;
        assert!(serde_json::from_str::<ErrorBody>(list).is_ok());
        assert!(read::<ErrorBody>(list).is_err());
        let whole = r#"{"type":"urn","title":"Gone","status":404,"code":"not_found"}"#;
        assert!(read::<ErrorBody>(whole).is_ok());
        assert!(read::<ErrorBody>(&whole.replace("404", "\"404\"")).is_err());
        assert!(read::<ErrorBody>(&whole.replace("\"status\":404,", "")).is_err());
        assert!(read::<ErrorBody>(&[whole, "x"].concat()).is_err());
    }
}
