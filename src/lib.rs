//! 衡绩 Hengji: prepares the yearly 部门整体支出绩效自评 of a Chinese government department.
//!
//! The map, in reading order, with what each module may use:
//!
//! | module | what it is for | may use |
//! |---|---|---|
//! | [`model`] | the document: plain values, edits, undo | nothing of the crate |
//! | [`score`] | project → scorecard, with explanations; pure | model |
//! | [`binding`] | `{{…}}` in text → the values they name; pure | model, score |
//! | [`outlines`] | the shipped 报告提纲 | model |
//! | [`schemes`] | the shipped 评分办法 and a user's own | model, score, outlines, file (its sentences) |
//! | [`examples`] | the shipped sample projects | model |
//! | [`collection`] | 科室数据采集表: what goes out to a section, what a return changes; pure | model |
//! | [`personal`] | personal data inside texts: telephones, identity numbers, addresses, names; pure | model |
//! | [`figure`] | scorecard → charts as placed marks; svg, png | model, score, fonts |
//! | [`check`] | project and scorecard → 校核意见; pure | model, score, binding, outlines, personal |
//! | [`fonts`] | the fonts the program carries | nothing of the crate |
//! | [`report`] | project, scorecard and date → docx, xlsx, pdf and its pages for the screen (feature `pdf`) | model, score, binding, outlines, check, figure, fonts, collection, personal |
//! | [`lint`] | a docx → its deviations from GB/T 9704; pure | nothing of the crate |
//! | [`table`] | tables from outside → indicators; returned 科室数据采集表 | model, score, collection |
//! | [`file`] | a project on disk and its recovery copies, the files its 佐证材料 lie in, settings; the only module that writes | model |
//! | [`session`] | what is open; runs every command; asks its questions as data; works beside the window | all above |
//! | [`cli`] | the command line | all above but session |
//! | `ui` (feature `gui`) | the window | session, and what it draws |
//!
//! Invariants, held by `tests/architecture.rs`: `model`, `score`, `binding`, `personal`, `check`, `figure` and `report` touch no disk,
//! no clock, no randomness and no environment; money, weights and scores are decimals and `f64` begins
//! at the drawing of a mark; widgets take `&Project` and return edits; writing to disk happens in
//! `file::write_bytes`; egui appears in `ui` only, colours and sizes in `ui/theme.rs` only; whatever
//! lists things has a stated order, so that the same project and date give the same bytes.
//!
//! [`file`]: mod@file

// The library begins with `en`, in which there are no texts: Chinese is spoken until English (`en-US`) is chosen.
rust_i18n::i18n!("assets/locales", fallback = "zh-CN");

pub mod binding;
pub mod check;
pub mod cli;
pub mod collection;
pub mod examples;
pub mod figure;
pub mod file;
pub mod fonts;
pub mod lint;
pub mod model;
pub mod outlines;
pub mod personal;
pub mod report;
pub mod schemes;
pub mod score;
pub mod session;
pub mod table;
#[cfg(feature = "gui")]
pub mod ui;
