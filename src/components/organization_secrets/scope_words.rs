//! Where a value applies, by the names that people know.

use crate::components::organization_secrets::page::Page;
use crate::texts::organization::scope as texts;
use envdock_contract::model::{ConfigurationId, FileRef, RepositoryId, Scope};
use leptos::prelude::*;

/// The scope in words; an id stands for a name that is not known.
pub(super) fn scope_words(page: Page, scope: &Scope) -> String {
    match scope {
        Scope::Organization => texts::ORGANIZATION.to_owned(),
        Scope::Configuration { id } => texts::configuration(&configuration_name(page, id)),
        Scope::Repository { id } => texts::repository(&repository_name(page, id)),
        Scope::File { configuration, workspace_path, path } => {
            let file =
                FileRef { workspace_path: workspace_path.clone(), path: path.clone() }.to_string();
            texts::file(&configuration_name(page, configuration), &file)
        }
        Scope::Session { .. } => texts::SESSION.to_owned(),
        Scope::User { .. } => texts::USER.to_owned(),
    }
}

fn configuration_name(page: Page, id: &ConfigurationId) -> String {
    let known = page.store().configuration(id);
    let name = known.with(|read| read.known.as_ref().map(|known| known.name.clone()));
    name.unwrap_or_else(|| id.as_str().to_owned())
}

fn repository_name(page: Page, id: &RepositoryId) -> String {
    let (_, repositories) = known(page);
    let found = repositories.into_iter().find(|(one, _)| one == id);
    found.map_or_else(|| id.as_str().to_owned(), |(_, name)| name)
}

/// Scopes that are shared, each in words: the organization, then what is in it.
pub(super) fn scopes(page: Page) -> Vec<(Scope, String)> {
    let (configurations, repositories) = known(page);
    let repositories = repositories.into_iter().map(|(id, _)| Scope::Repository { id });
    let files = configurations.iter().flat_map(|(id, files)| {
        files.iter().map(|file| Scope::File {
            configuration: id.clone(),
            workspace_path: file.workspace_path.clone(),
            path: file.path.clone(),
        })
    });
    let files: Vec<Scope> = files.collect();
    let configurations = configurations.into_iter().map(|(id, _)| Scope::Configuration { id });
    let all = std::iter::once(Scope::Organization).chain(repositories);
    let all = all.chain(configurations).chain(files);
    all.map(|scope| (scope.clone(), scope_words(page, &scope))).collect()
}

type Configurations = Vec<(ConfigurationId, Vec<FileRef>)>;

/// All configurations with their files, and all repositories with their names.
fn known(page: Page) -> (Configurations, Vec<(RepositoryId, String)>) {
    let store = page.store();
    let ids = store.listing().with(|listing| listing.known.clone()).unwrap_or_default();
    let mut repositories: Vec<(RepositoryId, String)> = Vec::new();
    let mut configurations = Vec::new();
    for id in ids {
        let files = store.configuration(&id).with(|read| {
            let Some(known) = &read.known else { return Vec::new() };
            for one in &known.repositories {
                if repositories.iter().all(|(id, _)| *id != one.id) {
                    repositories.push((one.id.clone(), one.name.clone()));
                }
            }
            let files = known.spec.iter().flat_map(|spec| &spec.files);
            files.map(envdock_contract::model::EnvFile::file_ref).collect()
        });
        configurations.push((id, files));
    }
    (configurations, repositories)
}
