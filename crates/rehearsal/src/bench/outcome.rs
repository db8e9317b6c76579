//! What a scenario found out, as a table for people and as JSON for programs.

use std::fmt::Write;

use serde::Serialize;

/// A value in a table.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// A number.
    Figure(f64),
    /// Words.
    Words(String),
}

impl From<f64> for Cell {
    fn from(figure: f64) -> Self {
        Self::Figure(figure)
    }
}

impl From<usize> for Cell {
    fn from(count: usize) -> Self {
        Self::Figure(count as f64)
    }
}

impl From<u32> for Cell {
    fn from(count: u32) -> Self {
        Self::Figure(f64::from(count))
    }
}

impl From<String> for Cell {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl Cell {
    fn text(&self) -> String {
        match self {
            Self::Words(words) => words.clone(),
            Self::Figure(figure) if figure.fract() == 0.0 || figure.abs() >= 1000.0 => format!("{figure:.0}"),
            Self::Figure(figure) if figure.abs() >= 100.0 => format!("{figure:.1}"),
            Self::Figure(figure) => format!("{figure:.2}"),
        }
    }
}

/// A figure held against what is aimed at.
#[derive(Debug, Clone, Serialize)]
pub struct Verdict {
    /// What was measured.
    pub figure: String,
    /// What it came to.
    pub measured: f64,
    /// What it may be at most.
    pub at_most: f64,
    /// Whether it is.
    pub met: bool,
}

/// What a scenario found out.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Outcome {
    /// Name of the scenario.
    pub name: &'static str,
    /// What was done.
    pub about: String,
    /// Column heads, units included.
    pub columns: Vec<&'static str>,
    /// Rows.
    pub rows: Vec<Vec<Cell>>,
    /// Figures held against their targets.
    pub verdicts: Vec<Verdict>,
    /// What a reader must know beside the table.
    pub notes: Vec<String>,
}

impl Outcome {
    /// A table without rows.
    pub fn new(name: &'static str, about: impl Into<String>, columns: &[&'static str]) -> Self {
        Self { name, about: about.into(), columns: columns.to_vec(), ..Self::default() }
    }

    /// Holds a figure against its target.
    pub fn judge(&mut self, figure: impl Into<String>, measured: f64, at_most: f64) {
        // A figure that could not be measured was not met.
        let met = measured <= at_most;
        self.verdicts.push(Verdict { figure: figure.into(), measured, at_most, met });
    }

    /// As Markdown.
    pub fn markdown(&self) -> String {
        let mut text = format!("## {}\n\n{}\n\n", self.name, self.about);
        let heads = self.columns.iter().map(|head| (*head).to_owned()).collect();
        text.push_str(&table(heads, self.rows.iter().map(|row| row.iter().map(Cell::text).collect())));
        for note in &self.notes {
            let _in_memory = write!(text, "\n- {note}");
        }
        if !self.notes.is_empty() {
            text.push('\n');
        }
        text
    }
}

/// Everything that was aimed at, in one table.
pub fn verdicts(outcomes: &[Outcome]) -> String {
    let rows = outcomes.iter().flat_map(|outcome| &outcome.verdicts).map(|verdict| {
        let met = if verdict.met { "yes" } else { "**no**" };
        vec![verdict.figure.clone(), Cell::from(verdict.at_most).text(), Cell::from(verdict.measured).text(), met.to_owned()]
    });
    table(["figure", "at most", "measured", "met"].map(str::to_owned).to_vec(), rows)
}

fn table(heads: Vec<String>, rows: impl Iterator<Item = Vec<String>>) -> String {
    let rows: Vec<Vec<String>> = std::iter::once(heads).chain(rows).collect();
    let widths: Vec<usize> = (0..rows.first().map_or(0, Vec::len))
        .map(|column| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max().unwrap_or_default())
        .collect();
    let line = |row: &Vec<String>| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    let rule = widths.iter().map(|width| "-".repeat(width + 2)).collect::<Vec<_>>().join("|");
    lines.insert(1.min(lines.len()), format!("|{rule}|\n"));
    lines.concat()
}

/// The median; not a number where there is nothing.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (sorted.get(sorted.len().saturating_sub(1) / 2), sorted.get(sorted.len() / 2));
    match (low, high) {
        (Some(low), Some(high)) => low.midpoint(*high),
        _ => f64::NAN,
    }
}

/// Median and range of paired ratios, in words.
pub fn spread(values: &[f64]) -> String {
    let lowest = values.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    format!("{:.2} [{lowest:.2}–{highest:.2}]", median(values))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_and_tables() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert!(median(&[]).is_nan());
        let mut outcome = Outcome::new("x", "y", &["a", "bb"]);
        outcome.rows.push(vec![1.5.into(), "z".into()]);
        outcome.judge("nothing measured", f64::NAN, 1.0);
        assert_eq!(outcome.markdown(), "## x\n\ny\n\n| a    | bb |\n|------|----|\n| 1.50 | z  |\n");
        assert!(verdicts(&[outcome]).contains("**no**"));
    }
}
