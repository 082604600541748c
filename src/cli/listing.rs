//! `hengji schemes`: which 评分办法 are shipped.

use std::io::Write;

use super::{CliError, score};
use crate::model::scheme::{Confidence, SchemeLevel};
use crate::schemes;

/// Prints the shipped schemes, the default one first.
pub(super) fn schemes(json: bool, out: &mut dyn Write) -> Result<(), CliError> {
    #[derive(serde::Serialize)]
    struct Listed<'a> {
        id: &'a str,
        name: &'a str,
        region: &'a str,
        level: &'a str,
        year_from: u16,
        year_to: Option<u16>,
        confidence: &'a str,
        citation: &'a str,
    }
    let listed: Vec<Listed<'_>> = schemes::shipped()
        .iter()
        .map(|scheme| Listed {
            id: &scheme.id,
            name: &scheme.name,
            region: &scheme.region,
            level: match scheme.level {
                SchemeLevel::Department => "department",
                SchemeLevel::SpendingProject => "project",
            },
            year_from: scheme.year_from,
            year_to: scheme.year_to,
            confidence: match scheme.confidence {
                Confidence::High => "high",
                Confidence::Medium => "medium",
                Confidence::Low => "low",
            },
            citation: &scheme.citation,
        })
        .collect();
    if json {
        return Ok(writeln!(out, "{}", score::printed(&listed))?);
    }
    for (position, scheme) in listed.iter().enumerate() {
        let first = if position == 0 { "（默认）" } else { "" };
        let standing = if scheme.confidence == "high" {
            ""
        } else {
            "（待核实）"
        };
        writeln!(out, "{:<18}{}{first}{standing}", scheme.id, scheme.name)?;
    }
    Ok(())
}
