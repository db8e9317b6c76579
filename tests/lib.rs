//! Whole-program tests live in main.rs; this empty library only gives the package a target to build.
