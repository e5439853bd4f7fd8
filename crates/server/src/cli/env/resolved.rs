//! Values that a host has resolved itself: a spec from a file, values from a file descriptor.

use crate::cli::CliError;
use crate::cli::env::records::Records;
use crate::configurations::{Declared, validate};
use crate::workspaces::{missing_in, named};
use envdock_contract::model::{
    EnvFile, KeyName, MAX_VALUE_BYTES, Revision, Scope, SecretText, Slot, Spec,
};
use envdock_contract::wire::{
    FileValues, KeyProblem, LineContent, SecretValue, SpecInput, ValuesAnswer, WantedLine,
};
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::marker::PhantomData;
use std::path::Path;
use zeroize::Zeroizing;

/// As many bytes as the largest request to the server.
const MOST_SPEC_BYTES: u64 = 4 * 1024 * 1024;
const MOST_VALUE_BYTES: u64 = 256 * 1024 * 1024;

/// Reads a spec; `-`: from standard input. A part that is not allowed refuses the whole.
pub(super) fn read_spec(path: &Path) -> Result<Spec, CliError> {
    let bytes = if path == Path::new("-") {
        read(io::stdin().lock(), "the spec", MOST_SPEC_BYTES)
    } else {
        read(open(path, "the spec")?, "the spec", MOST_SPEC_BYTES)
    };
    let input: SpecInput = parse("the spec", &bytes?)?;
    let (spec, problems) = validate(input, &Spec::default(), Declared::ByPerson);
    if problems.is_empty() {
        return Ok(spec);
    }
    let line = |problem: &KeyProblem| {
        let pointer = problem.pointer.strip_prefix("/spec").unwrap_or(&problem.pointer);
        format!("{pointer}: {}", problem.detail)
    };
    let lines: Vec<_> = problems.iter().map(line).collect();
    Err(CliError::Usage(format!("the spec is refused: {}", lines.join("; "))))
}

/// The values that a host hands over, by key; for one file only, in an object under its path.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Values(Unique<Entry>);

impl Values {
    /// Reads them from an open file descriptor, so that they stand in no argument.
    pub(super) fn read(descriptor: u32) -> Result<Self, CliError> {
        let what = format!("file descriptor {descriptor}");
        let file = open(Path::new(&format!("/dev/fd/{descriptor}")), &what)?;
        let bytes = read(file, &what, MOST_VALUE_BYTES)?;
        parse(&what, &bytes)
    }

    /// The value of a key in a file: the file's own, else the one for all files.
    fn get(&self, file: &str, key: &KeyName) -> Given<'_> {
        let entries = &self.0.0;
        let own = match entries.get(file) {
            Some(Entry::OfFile(values)) => values.0.get(key.as_str()),
            Some(Entry::OfKey(_)) | None => None,
        };
        let shared = match entries.get(key.as_str()) {
            Some(Entry::OfKey(value)) => Some(value.as_ref()),
            Some(Entry::OfFile(_)) | None => None,
        };
        match own.map(|own| own.as_ref().map(SecretValue::secret)).or(shared) {
            None => Given::Nothing,
            Some(None) => Given::Unknown,
            Some(Some(value)) => Given::Value(value),
        }
    }
}

/// What a host says of a slot.
enum Given<'a> {
    Value(&'a SecretText),
    Nothing,
    Unknown,
}

/// What is to stand in the env files of a spec, given the values.
pub(super) fn answer(
    spec: &Spec,
    values: &Values,
    records: &Records,
) -> Result<ValuesAnswer, CliError> {
    let mut answer = ValuesAnswer {
        revision: Revision(0),
        files: Vec::new(),
        missing: Vec::new(),
        unknown: Vec::new(),
    };
    for file in &spec.files {
        let name = file.file_ref().to_string();
        let has_value = |slot: &Slot| !matches!(values.get(&name, &slot.key), Given::Nothing);
        answer.missing.extend(missing_in(file, has_value));
        let mut lines = Vec::new();
        for slot in file.slots.iter().filter(|slot| !slot.not_needed) {
            let content = match values.get(&name, &slot.key) {
                _ if slot.proposed => LineContent::Proposed,
                Given::Nothing => LineContent::Nothing,
                Given::Unknown => {
                    answer.unknown.push(named(file, slot));
                    continue;
                }
                Given::Value(value) => content(file, slot, value, records)?,
            };
            lines.push(WantedLine { key: slot.key.clone(), content });
        }
        let (mode, readers) = (file.mode, file.readers.clone());
        answer.files.push(FileValues { file: file.file_ref(), mode, readers, lines });
    }
    Ok(answer)
}

fn content(
    file: &EnvFile,
    slot: &Slot,
    value: &SecretText,
    records: &Records,
) -> Result<LineContent, CliError> {
    let text = value.expose();
    let wrong = match text.len() {
        0 => Some("is empty; leave the key out instead"),
        n if n > MAX_VALUE_BYTES => Some("is larger than 256 KiB"),
        _ if text.contains('\0') => Some("holds a NUL character"),
        _ => None,
    };
    if let Some(wrong) = wrong {
        return Err(CliError::Usage(format!("the value of {} {wrong}", slot.key)));
    }
    Ok(LineContent::Value {
        // Whose it is the host knows.
        scope: Scope::Organization,
        version: records.version_of(&file.file_ref(), &slot.key, text),
        value: SecretValue::new(SecretText::new(text.to_owned())),
    })
}

fn open(path: &Path, what: &str) -> Result<File, CliError> {
    File::open(path).map_err(|error| CliError::Usage(format!("{what} cannot be read: {error}")))
}

fn read(from: impl Read, what: &str, most: u64) -> Result<Zeroizing<Vec<u8>>, CliError> {
    let mut bytes = Zeroizing::new(Vec::new());
    from.take(most + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| CliError::Usage(format!("{what} cannot be read: {error}")))?;
    if bytes.len() as u64 > most {
        return Err(CliError::Usage(format!("{what} has more than {most} bytes")));
    }
    Ok(bytes)
}

/// An error tells the place only: the standard messages repeat what they found.
fn parse<T: DeserializeOwned>(what: &str, bytes: &[u8]) -> Result<T, CliError> {
    serde_json::from_slice(bytes).map_err(|error| {
        let is_json = if error.is_data() { "does not fit" } else { "is not JSON" };
        let (line, column) = (error.line(), error.column());
        CliError::Usage(format!("{what} {is_json}: line {line}, column {column}"))
    })
}

/// A value for all files (`null`: nobody knows it), or the values of one file.
enum Entry {
    OfKey(Option<SecretText>),
    OfFile(Unique<Option<SecretValue>>),
}

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EntryVisitor)
    }
}

struct EntryVisitor;

impl<'de> Visitor<'de> for EntryVisitor {
    type Value = Entry;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value, null, or the values of a file")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Entry, E> {
        Ok(Entry::OfKey(Some(SecretText::new(text.to_owned()))))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Entry, E> {
        Ok(Entry::OfKey(None))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Entry, A::Error> {
        Deserialize::deserialize(MapAccessDeserializer::new(map)).map(Entry::OfFile)
    }
}

/// An object in which no name stands twice: which of two values is meant cannot be known.
struct Unique<T>(BTreeMap<String, T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Unique<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(UniqueVisitor(PhantomData))
    }
}

struct UniqueVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for UniqueVisitor<T> {
    type Value = Unique<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Unique<T>, A::Error> {
        let mut unique = BTreeMap::new();
        while let Some((name, value)) = map.next_entry()? {
            if unique.insert(name, value).is_some() {
                return Err(de::Error::custom("a name stands twice"));
            }
        }
        Ok(Unique(unique))
    }
}
