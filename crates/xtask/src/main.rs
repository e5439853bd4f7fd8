//! `cargo xtask`: set-up, serving, tests and benchmarks of this repository.
fn main() {}
