//! Changes that a person makes to a spec by hand.

use envdock_contract::model::{EnvFile, FileMode, FileRef, Format, KeyName, Slot, Spec};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SpecEdit {
    /// Lets a shared value be written for a proposed key.
    Accept(FileRef, KeyName),
    /// Says something else about a key; the key itself stays.
    Describe(FileRef, KeyName, About),
    /// Adds a key at the end of its file, which is added where it is new.
    Add(FileRef, Box<Slot>),
    /// Takes a key out, and its file with the last one.
    Remove(FileRef, KeyName),
    /// Moves a key among those of its file.
    MoveKey(FileRef, KeyName, Direction),
    /// Moves a file among the files.
    MoveFile(FileRef, Direction),
}

/// What a person says about a key; what they do not speak of stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Whether the project cannot run without it.
    pub required: Option<bool>,
    /// Whether it is of no use to this project.
    pub not_needed: Option<bool>,
    /// What it is for; blanks: nothing is said.
    pub description: Option<String>,
    /// A group within its file of which one key is enough; blanks: none.
    pub any_of: Option<String>,
}

impl About {
    fn apply(&self, slot: &mut Slot) {
        let said = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        slot.required = self.required.unwrap_or(slot.required);
        slot.not_needed = self.not_needed.unwrap_or(slot.not_needed);
        if let Some(text) = &self.description {
            slot.description = said(text);
        }
        if let Some(text) = &self.any_of {
            slot.any_of = said(text);
        }
    }
}

/// By one place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Towards the beginning.
    Up,
    /// Towards the end.
    Down,
}

/// Why a change cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SpecEditError {
    /// The key or file is not in the spec any more.
    #[error("it is not listed any more")]
    Gone,
    /// The file lists the key already.
    #[error("the file lists the key already")]
    Listed,
}

/// Makes one change.
///
/// What is at an end already stays there when it is moved on.
///
/// # Errors
/// When the spec is not what the change was meant for; it is as it was then.
pub fn edit(spec: &mut Spec, change: &SpecEdit) -> Result<(), SpecEditError> {
    match change {
        SpecEdit::Accept(file, key) => slot(spec, file, key)?.proposed = false,
        SpecEdit::Describe(file, key, about) => about.apply(slot(spec, file, key)?),
        SpecEdit::Add(file, slot) => add(spec, file, slot)?,
        SpecEdit::Remove(file, key) => {
            let index = position(spec, file)?;
            let slots = spec.files.get_mut(index).map(|file| &mut file.slots);
            let slots = slots.ok_or(SpecEditError::Gone)?;
            let n_before = slots.len();
            slots.retain(|slot| slot.key != *key);
            if slots.len() == n_before {
                return Err(SpecEditError::Gone);
            }
            if slots.is_empty() {
                spec.files.remove(index);
            }
        }
        SpecEdit::MoveKey(file, key, direction) => {
            let index = position(spec, file)?;
            let file = spec.files.get_mut(index).ok_or(SpecEditError::Gone)?;
            let from = file.slots.iter().position(|slot| slot.key == *key);
            shift(&mut file.slots, from.ok_or(SpecEditError::Gone)?, *direction);
        }
        SpecEdit::MoveFile(file, direction) => {
            let from = position(spec, file)?;
            shift(&mut spec.files, from, *direction);
        }
    }
    Ok(())
}

fn add(spec: &mut Spec, file: &FileRef, slot: &Slot) -> Result<(), SpecEditError> {
    let Ok(index) = position(spec, file) else {
        spec.files.push(EnvFile {
            workspace_path: file.workspace_path.clone(),
            path: file.path.clone(),
            format: Format::default(),
            mode: FileMode::default(),
            readers: Vec::new(),
            slots: vec![slot.clone()],
        });
        return Ok(());
    };
    let slots = spec.files.get_mut(index).map(|file| &mut file.slots);
    let slots = slots.ok_or(SpecEditError::Gone)?;
    if slots.iter().any(|other| other.key == slot.key) {
        return Err(SpecEditError::Listed);
    }
    slots.push(slot.clone());
    Ok(())
}

/// However it is divided into folder and path, it is one file on disk.
fn position(spec: &Spec, file: &FileRef) -> Result<usize, SpecEditError> {
    let name = file.to_string();
    let is_it = |other: &EnvFile| other.file_ref().to_string() == name;
    spec.files.iter().position(is_it).ok_or(SpecEditError::Gone)
}

fn slot<'a>(
    spec: &'a mut Spec,
    file: &FileRef,
    key: &KeyName,
) -> Result<&'a mut Slot, SpecEditError> {
    let index = position(spec, file)?;
    let slots = spec.files.get_mut(index).map(|file| &mut file.slots);
    let slot = slots.and_then(|slots| slots.iter_mut().find(|slot| slot.key == *key));
    slot.ok_or(SpecEditError::Gone)
}

fn shift<T>(items: &mut [T], from: usize, direction: Direction) {
    let to = match direction {
        Direction::Up => from.checked_sub(1),
        Direction::Down => Some(from + 1).filter(|to| *to < items.len()),
    };
    if let Some(to) = to {
        items.swap(from, to);
    }
}

#[cfg(test)]
mod tests;
