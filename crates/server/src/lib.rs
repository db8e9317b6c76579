//! The server: where the rooms of the house meet. HTTP, WebSocket, sign-in, configuration, jobs, the command line.

pub mod act;
pub mod app;
pub mod arrival;
pub mod child;
pub mod clock;
pub mod commands;
pub mod config;
pub mod demo;
pub mod error;
pub mod facts;
pub mod founding;
pub mod house_rehearsal;
pub mod http;
pub mod identity;
pub mod inspect;
pub mod intake;
pub mod jobs;
pub mod listener;
pub mod reading;
pub mod rehearsals;
pub mod secrets;
pub mod serve;
pub mod sign_ins;
pub mod study;
pub mod tasks;
pub mod worker;
