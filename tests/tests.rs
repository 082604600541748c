//! Every test through the public surface, in one binary.

#![allow(clippy::disallowed_methods, reason = "tests lay their files ready as they please")]
// .clippy.toml allows these in test functions only; the functions they share may fail a test as well.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod alone;
mod architecture;
mod asked;
mod bindings;
mod cli;
mod collection;
mod corpus;
mod demands;
mod edits;
mod examples;
mod figures;
mod filed;
mod files;
mod findings;
mod fonts;
mod ledger;
mod lint;
mod owed;
mod projects;
mod rates;
mod recovery;
mod relations;
mod reports;
mod scores;
mod sentences;
mod session;
#[cfg(feature = "pdf")]
mod slides;
mod stated;
mod succession;
mod tables;
#[cfg(feature = "gui")]
mod ui;
#[cfg(feature = "gui")]
mod ui_ledger;
#[cfg(feature = "gui")]
mod ui_pages;
#[cfg(all(feature = "gui", feature = "pdf"))]
mod ui_preview;
#[cfg(feature = "gui")]
mod ui_review;
mod years;
