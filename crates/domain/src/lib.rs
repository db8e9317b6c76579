//! What a meeting is and what may happen in it: pure rules, no IO, no clock of its own.
//!
//! A meeting is its journal. [`decide::decide`] turns a [`command::Command`] into [`event::Event`]s or a
//! [`refusal::Refusal`]; [`state::MeetingState::apply`] folds events into state; [`view::view`] says what one
//! [`audience::Audience`] may see of it. All three are total: no input makes them panic.

pub mod agenda;
pub mod apply;
pub mod attendee;
pub mod audience;
pub mod call;
pub mod command;
pub mod decide;
pub mod difference;
pub mod event;
pub mod floor;
pub mod fold;
pub mod hand;
pub mod ids;
pub mod journal;
pub mod merge_patch;
pub mod minutes;
pub mod motion;
pub mod notice;
pub mod paper;
pub mod permission;
pub mod person;
pub mod query;
pub mod refusal;
pub mod rules;
pub mod state;
pub mod text;
pub mod tokens;
pub mod view;
