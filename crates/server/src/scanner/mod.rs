//! Finds what a repository needs.
