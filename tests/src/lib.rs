//! Placeholder while the workspace compiles.
