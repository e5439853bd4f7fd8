//! What hosts declare with ids of their own.

use crate::engine::{Engine, configuration};
use envdock_contract::model::{RepositoryId, Version};
use envdock_contract::wire::RepositoryAnswer;
use envdock_server::db::{
    ConfigurationQuery, Declared, Expected, NewConfiguration, NewRepository, RepositoryError,
};
use envdock_server::sign_in::local_user;

fn repository(id: &str, name: &str, expected: Expected) -> NewRepository {
    let id = RepositoryId::new(id).unwrap();
    NewRepository {
        repository: RepositoryAnswer { id, name: name.to_owned() },
        expected,
        by: local_user(),
    }
}

fn declared(name: &str, repositories: &[&str], expected: Expected) -> NewConfiguration {
    NewConfiguration {
        id: configuration("theirs"),
        name: name.to_owned(),
        repositories: repositories.iter().map(|id| RepositoryId::new(id).unwrap()).collect(),
        expected,
        by: local_user(),
    }
}

const NEW: Expected = Expected::Version(Version(0));

fn version(declared: &Declared) -> u64 {
    match declared {
        Declared::Stands { version, .. } => version.0,
        Declared::OfFolder | Declared::Unknown(_) => 0,
    }
}

pub async fn what_a_host_declares_has_versions(engine: &Engine) {
    let store = &engine.repository;
    let unknown = store.put_configuration(&declared("shop", &["web", "api"], NEW)).await.unwrap();
    assert_eq!(unknown, Declared::Unknown(vec![0, 1]));
    for id in ["web", "api"] {
        let first = store.put_repository(&repository(id, id, NEW)).await.unwrap();
        assert_eq!(version(&first), 1);
    }
    let first = store.put_configuration(&declared("shop", &["web", "api"], NEW)).await.unwrap();
    let before = store.revision().await.unwrap();
    // A repetition changes nothing, whatever it says that it replaces.
    for expected in [NEW, Expected::Any, Expected::Version(Version(9))] {
        let same = declared("shop", &["web", "api"], expected);
        assert_eq!(store.put_configuration(&same).await.unwrap(), first);
        let same = repository("web", "web", expected);
        assert_eq!(version(&store.put_repository(&same).await.unwrap()), 1);
    }
    assert_eq!(store.revision().await.unwrap(), before);
    let other = store.put_configuration(&declared("shop", &["api"], NEW)).await;
    assert!(matches!(other, Err(RepositoryError::Conflict { current: Version(1) })));
    let other = declared("shop", &["api", "web"], Expected::Version(Version(1)));
    assert_eq!(version(&store.put_configuration(&other).await.unwrap()), 2);
    let renamed = repository("web", "Web", Expected::Any);
    assert_eq!(version(&store.put_repository(&renamed).await.unwrap()), 2);
    let query = ConfigurationQuery { limit: 9, ..ConfigurationQuery::default() };
    let page = store.configurations(&query).await.unwrap();
    let names: Vec<_> = page.configurations[0].repositories.iter().map(|one| &one.name).collect();
    assert_eq!(names, ["api", "Web"]);
    assert_eq!(page.configurations[0].folder, None);
    for expected in [Expected::Any, Expected::Version(Version(1))] {
        let missing = store.put_repository(&repository("none", "none", expected)).await;
        assert!(matches!(missing, Err(RepositoryError::NotFound)));
    }
}

pub async fn ids_of_folders_stay_theirs(engine: &Engine) {
    engine.folder("theirs").await;
    let store = &engine.repository;
    for expected in [NEW, Expected::Any] {
        let taken = store.put_configuration(&declared("theirs", &["repo_theirs"], expected)).await;
        assert_eq!(taken.unwrap(), Declared::OfFolder);
        let taken = store.put_repository(&repository("repo_theirs", "mine", expected)).await;
        assert_eq!(taken.unwrap(), Declared::OfFolder);
    }
}
