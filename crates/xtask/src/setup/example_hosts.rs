//! What the example hosts with a build of their own are made with.

use std::path::PathBuf;

use super::node_tools::{install_packages, probe_packages};
use super::requirement::{Purpose, Requirement};
use crate::repo::Repo;

/// A chat in React.
pub(crate) const REACT_CHAT: Requirement = Requirement {
    name: "React chat",
    why: "an example host: React, Vite and assistant-ui",
    usual_time: "15 s",
    by_hand: "npm ci in examples/react_chat, then cargo xtask setup",
    purpose: Purpose::Test,
    probe: |repo| probe_packages(&react_chat(repo), &react_chat(repo)),
    install: |repo| install_packages(repo, &react_chat(repo), &react_chat(repo)),
};

/// A page of shadcn's components.
pub(crate) const SHADCN: Requirement = Requirement {
    name: "shadcn page",
    why: "an example host: React, Vite, Tailwind and shadcn's tokens",
    usual_time: "10 s",
    by_hand: "npm ci in examples/shadcn, then cargo xtask setup",
    purpose: Purpose::Test,
    probe: |repo| probe_packages(&shadcn(repo), &shadcn(repo)),
    install: |repo| install_packages(repo, &shadcn(repo), &shadcn(repo)),
};

/// Where they are.
pub(crate) fn folders(repo: &Repo) -> [PathBuf; 2] {
    [react_chat(repo), shadcn(repo)]
}

fn react_chat(repo: &Repo) -> PathBuf {
    repo.root.join("examples/react_chat")
}

fn shadcn(repo: &Repo) -> PathBuf {
    repo.root.join("examples/shadcn")
}
