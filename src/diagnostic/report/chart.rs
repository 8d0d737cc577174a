//! Messages about charts: their tables in CSV, and the pages that show them.
//!
//! Each is one function: places and ids go in, a finding with its hint comes out.

use super::wording::{error, excerpt, meant};
use crate::diagnostic::{Diagnostic, Location};

/// A line of a table with too few or too many columns.
pub fn chart_columns(location: Location, found: usize) -> Diagnostic {
    let columns = if found == 1 { "one column".to_owned() } else { format!("{found} columns") };
    let message = format!("this line has {columns}, and a chart needs two");
    error(location, "chart-columns", message, "write a name, a comma and a number; save as CSV with commas")
}

/// An empty field.
pub fn chart_cell_empty(location: Location) -> Diagnostic {
    let hint = "write what belongs there, or remove the line; a number that nobody knows is no 0";
    error(location, "chart-cell-empty", "this cell is empty", hint)
}

/// Something that is no number.
pub fn chart_number_unclear(location: Location, written: &str) -> Diagnostic {
    let message = format!("`{}` is no number", excerpt(written));
    let hint = "write digits only, such as 23411 or 3.6, or the id of a fact";
    error(location, "chart-number-unclear", message, hint)
}

/// A number that no bar can show.
pub fn chart_number_below_zero(location: Location, written: &str) -> Diagnostic {
    let hint = "show it in a table, or turn the question round so that all numbers are 0 or more";
    error(location, "chart-number-below-zero", format!("`{}` is below zero", excerpt(written)), hint)
}

/// A name that does not fit on a phone.
pub fn chart_name_too_long(location: Location, most: usize) -> Diagnostic {
    let message = format!("this name has more than {most} characters and does not fit on a phone");
    error(location, "chart-name-too-long", message, "make it shorter, and say the rest in the title")
}

/// A table with more rows than a chart can show.
pub fn chart_too_long(location: Location, most: usize) -> Diagnostic {
    let hint = "put small ones together, or show a table instead";
    error(location, "chart-too-long", format!("a chart shows {most} rows at most, and this is one more"), hint)
}

/// A table with nothing in it.
pub fn chart_without_rows(location: Location) -> Diagnostic {
    let hint = "write a line of headings, then a line for each number, such as 2025,23411";
    error(location, "chart-without-rows", "this table has no rows", hint)
}

/// A table that is not there.
pub fn missing_chart_data(location: Location, to: &str, near: Option<&str>) -> Diagnostic {
    let hint = meant(near, "put the file beside the page, with a name that ends in .csv");
    error(location, "missing-chart-data", format!("there is no table `{}`", excerpt(to)), hint)
}

/// A link to a table.
pub fn chart_data_not_published(location: Location, to: &str) -> Diagnostic {
    let message = format!("`{}` is a table for charts, and nobody can open it", excerpt(to));
    error(
        location,
        "chart-data-not-published",
        message,
        "to offer it for download, move it into static/ and link it as /name.csv",
    )
}

/// A chart without a source.
pub fn chart_without_source(location: Location) -> Diagnostic {
    let hint = "add source=\"id-of-a-fact\": its source and date are shown below the chart";
    error(location, "chart-without-source", "this chart says neither source nor date", hint)
}

/// Words for another number of rows or columns than the table has.
pub fn chart_words_differ(location: Location, argument: &str, given: usize, wanted: usize) -> Diagnostic {
    let message = format!("`{argument}` gives {given}, and the table has {wanted}");
    error(location, "chart-words-differ", message, "write one for each, with | between them")
}

/// A fact in a table that has no number.
pub fn chart_fact_without_number(location: Location, id: &str) -> Diagnostic {
    let message = format!("fact `{id}` has no number");
    error(location, "chart-fact-without-number", message, "use a fact with `number`, or write the number itself")
}

/// A line that does not lead from anywhere to anywhere.
pub fn chart_line_too_short(location: Location) -> Diagnostic {
    let hint = "write kind=\"bar\", or add rows";
    error(location, "chart-line-too-short", "a line needs two rows or more", hint)
}
