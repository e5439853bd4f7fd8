//! Parts: props in, callbacks out. They know no store and no context.

mod agent_words;
mod announcer;
mod empty_state;
mod file_bytes;
mod file_count;
mod file_group;
mod in_browser;
mod key_row;
mod lazy;
mod near_view;
mod notice;
mod progress;
mod provenance_list;
mod scope_picker;
mod search_field;
mod secret_field;
mod skeleton;
mod status;
mod suggestions;
mod text_field;

pub use agent_words::{AgentWords, AgentWordsProps};
#[cfg(feature = "elements")]
pub(crate) use announcer::announce_in;
pub use announcer::{announce, announce_changes, follow_dialog, use_announcer};
pub use empty_state::{EmptyState, EmptyStateProps};
pub(crate) use file_bytes::{Unread, file_bytes};
pub use file_count::{FileCount, FileCountProps};
pub use file_group::{FileGroup, FileGroupProps};
pub(crate) use in_browser::in_browser;
pub use key_row::{KeyRow, KeyRowProps, RowAction, RowView};
pub use lazy::{Lazy, LazyProps};
pub use near_view::NearView;
pub use notice::{Notice, NoticeProps, Tone};
pub use progress::{Progress, ProgressProps};
pub(crate) use provenance_list::place_text;
pub use provenance_list::{ProvenanceList, ProvenanceListProps};
pub use scope_picker::{ScopeChoice, ScopePicker, ScopePickerProps};
pub use search_field::{SearchField, SearchFieldProps};
pub use secret_field::{
    EnvPaste, EnvPasting, FieldKey, FieldKeys, SecretField, SecretFieldHandle, SecretFieldProps,
};
pub use skeleton::{Skeleton, SkeletonProps};
pub use status::Status;
pub use suggestions::{Suggestions, SuggestionsProps};
pub use text_field::{TextField, TextFieldProps};
