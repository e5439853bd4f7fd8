//! Where everything is stored.
