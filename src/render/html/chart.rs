//! Charts as drawings in the page: shapes by the program, looks by the theme's styles.
//!
//! A chart's node with its table in, HTML out. Every bar and point has its name and number beside it in words, so that nothing is
//! said by colour or length alone; the same numbers are in the table below. Places across are in percent and heights in the size of
//! the letters, so a drawing fits every screen and grows with the words.

use super::writer::HtmlWriter;
use crate::content::{Chart, ChartKind, NodeKind, Role};
use crate::text::{Xml, escape_html};

/// How far the longest bar goes, in percent of the width: the rest is for its number, on a screen of 320 pixels too.
const LONGEST_BAR: f64 = 70.0;
/// Height of a row of a bar chart, where its words are in it, and its bar; in heights of a letter.
const ROW: f64 = 3.6;
const ROW_WORDS: f64 = 1.2;
const BAR_TOP: f64 = 1.6;
const BAR: f64 = 1.4;
const BAR_NUMBER: f64 = 2.65;

/// Where a line chart begins and ends across, in percent: half a number fits beside it.
const LINE_START: f64 = 12.0;
const LINE_END: f64 = 88.0;
/// Top, ground and height of a line chart, and where its names are; in heights of a letter.
const LINE_TOP: f64 = 2.2;
const LINE_GROUND: f64 = 10.0;
const LINE_NAMES: f64 = 11.5;
const LINE_HEIGHT: f64 = 12.0;
/// Radius of a point.
const POINT: f64 = 0.3;
/// Names and numbers that fit beside each other on a screen of 320 pixels.
const MOST_LABELS: usize = 5;

/// A row of the table as it is drawn.
struct ChartMark {
    name: String,
    /// The tag of the name's language, if it is another than that of the text.
    language: Option<String>,
    number: String,
    /// Its part of the largest number, 0 to 1.
    share: f64,
}

impl HtmlWriter<'_> {
    /// Writes the chart that is at the node `index`: title, drawing, table and source.
    pub(super) fn chart(&mut self, index: usize, chart: Chart) {
        let child = |kind: NodeKind| self.body.children(index).find(|child| self.body.nodes()[*child].kind == kind);
        let block = |role: Role| child(NodeKind::Block(role));
        let words = |role: Role| block(role).map(|child| self.body.plain_text(child)).unwrap_or_default();
        let (title, says) = (words(Role::ChartTitle), words(Role::ChartSays));
        let (table, source) = (child(NodeKind::Table), block(Role::ChartSource));
        let marks = table.map(|table| self.marks(table, chart)).unwrap_or_default();
        self.charts += 1;
        self.markup("<figure class=\"chart\">\n<figcaption>");
        escape_html(&title, &mut self.out);
        self.markup("</figcaption>\n");
        self.drawing(&marks, chart, &title, &says);
        if let Some(table) = table {
            self.chart_table(table, &title);
        }
        if let Some(source) = source {
            self.node(source);
        }
        self.markup("</figure>\n");
    }

    /// Writes the drawing, which is one picture with a name and a description for those who hear the page.
    fn drawing(&mut self, marks: &[ChartMark], chart: Chart, title: &str, says: &str) {
        let (shapes, height) = match chart.kind {
            ChartKind::Bar => (bars(marks, chart.from_right), marks.len() as f64 * ROW),
            ChartKind::Line => (line(marks, chart.from_right), LINE_HEIGHT),
        };
        let id = format!("chart.{}", self.charts);
        let direction = if chart.from_right { "rtl" } else { "ltr" };
        let mut xml = Xml::default();
        let drawing = xml.tag("svg").attr("class", "chart-drawing").attr("role", "img").attr("direction", direction);
        let drawing = drawing.attr("width", "100%").attr("height", em(height)).attr("aria-labelledby", &id);
        drawing.attr("aria-describedby", format_args!("{id}.says")).with(|xml| {
            xml.tag("title").attr("id", &id).text(title);
            xml.tag("desc").attr("id", format_args!("{id}.says")).text(says);
            xml.append(&shapes);
        });
        xml.line(0);
        self.markup(&xml.finish());
    }

    fn marks(&self, table: usize, chart: Chart) -> Vec<ChartMark> {
        let values: Vec<f64> =
            self.body.str(chart.values).split(' ').map(|value| value.parse().unwrap_or(0.0)).collect();
        let largest = values.iter().copied().fold(0.0, f64::max);
        let rows = self.body.children(table).filter(|row| self.body.nodes()[*row].kind == NodeKind::TableRow);
        let marks = rows.zip(values).map(|(row, value)| {
            let cells: Vec<usize> = self.body.children(row).collect();
            let words = |cell: Option<&usize>| cell.map(|cell| self.body.plain_text(*cell)).unwrap_or_default();
            let inner = cells.first().and_then(|cell| self.body.nodes().get(cell + 1));
            let language = inner.and_then(|inner| match inner.kind {
                NodeKind::Language { tag, .. } => Some(self.body.str(tag).to_owned()),
                _ => None,
            });
            let share = if largest > 0.0 { value / largest } else { 0.0 };
            ChartMark { name: words(cells.first()), language, number: words(cells.get(1)), share }
        });
        marks.collect()
    }

    /// The numbers themselves, for those who cannot see the drawing and for those who want to use them.
    fn chart_table(&mut self, table: usize, title: &str) {
        let summary = self.say("facts.table", &[]);
        self.markup("<details class=\"details\">\n<summary>");
        escape_html(&summary, &mut self.out);
        self.markup("</summary>\n<table>\n<caption>");
        escape_html(title, &mut self.out);
        self.markup("</caption>\n");
        let rows: Vec<usize> = self.body.children(table).collect();
        for (index, row) in rows.into_iter().enumerate() {
            self.markup(if index == 0 { "<thead>\n<tr>" } else { "<tr>" });
            let cells: Vec<usize> = self.body.children(row).collect();
            for (column, cell) in cells.into_iter().enumerate() {
                let (start, end) = match (index, column) {
                    (0, 0) => ("<th scope=\"col\">", "</th>"),
                    (0, _) => ("<th scope=\"col\" class=\"end\">", "</th>"),
                    (_, 0) => ("<th scope=\"row\">", "</th>"),
                    _ => ("<td class=\"end\">", "</td>"),
                };
                self.element(cell, start, end);
            }
            self.markup(if index == 0 { "</tr>\n</thead>\n<tbody>\n" } else { "</tr>\n" });
        }
        self.markup("</tbody>\n</table>\n</details>\n");
    }
}

/// A lying bar for each row: its name above it, its number at its end.
fn bars(marks: &[ChartMark], from_right: bool) -> Xml {
    let mut out = Xml::default();
    let across = |share: f64| if from_right { 100.0 - share } else { share };
    for (index, mark) in marks.iter().enumerate() {
        let (top, length) = (index as f64 * ROW, mark.share * LONGEST_BAR);
        words(&mut out, "chart-name", across(0.0), top + ROW_WORDS, mark);
        let start = if from_right { 100.0 - length } else { 0.0 };
        let bar = out.tag("rect").attr("class", "chart-bar").attr("x", percent(start)).attr("y", em(top + BAR_TOP));
        bar.attr("width", percent(length)).attr("height", em(BAR)).empty();
        let gap = if from_right { "-.5em" } else { ".5em" };
        let text = out.tag("text").attr("class", "chart-number").attr("x", percent(across(length))).attr("dx", gap);
        text.attr("y", em(top + BAR_NUMBER)).text(&mark.number);
    }
    out
}

/// A line from row to row above a ground of zero, with a point for each row.
fn line(marks: &[ChartMark], from_right: bool) -> Xml {
    let mut out = Xml::default();
    stroke(&mut out, "chart-ground", (0.0, LINE_GROUND), (100.0, LINE_GROUND));
    let last = marks.len().saturating_sub(1).max(1) as f64;
    let places: Vec<(f64, f64)> = marks
        .iter()
        .enumerate()
        .map(|(index, mark)| {
            let across = LINE_START + (LINE_END - LINE_START) * index as f64 / last;
            let across = if from_right { 100.0 - across } else { across };
            (across, LINE_GROUND - mark.share * (LINE_GROUND - LINE_TOP))
        })
        .collect();
    for pair in places.windows(2) {
        stroke(&mut out, "chart-line", pair[0], pair[1]);
    }
    for (index, ((across, height), mark)) in places.iter().zip(marks).enumerate() {
        let point = out.tag("circle").attr("class", "chart-point").attr("cx", percent(*across));
        point.attr("cy", em(*height)).attr("r", em(POINT)).empty();
        if has_label(index, marks) {
            words(&mut out, "chart-name chart-middle", *across, LINE_NAMES, mark);
            let text = out.tag("text").attr("class", "chart-number chart-middle").attr("x", percent(*across));
            text.attr("y", em(height - 2.0 * POINT)).text(&mark.number);
        }
    }
    out
}

/// Whether name and number of a point are written out: all of a few; of many the first, the last, and the highest if it is
/// far enough from both.
fn has_label(index: usize, marks: &[ChartMark]) -> bool {
    let last = marks.len() - 1;
    if last < MOST_LABELS || index == 0 || index == last {
        return true;
    }
    let highest = (0..marks.len()).max_by(|one, other| marks[*one].share.total_cmp(&marks[*other].share));
    highest == Some(index) && index * (MOST_LABELS - 1) >= last && (last - index) * (MOST_LABELS - 1) >= last
}

fn words(out: &mut Xml, class: &str, across: f64, height: f64, mark: &ChartMark) {
    let text = out.tag("text").attr("class", class).attr("x", percent(across)).attr("y", em(height));
    text.maybe("lang", mark.language.as_ref()).text(&mark.name);
}

/// A straight line between two places.
fn stroke(out: &mut Xml, class: &str, from: (f64, f64), to: (f64, f64)) {
    let line = out.tag("line").attr("class", class).attr("x1", percent(from.0)).attr("y1", em(from.1));
    line.attr("x2", percent(to.0)).attr("y2", em(to.1)).empty();
}

fn percent(value: f64) -> String {
    format!("{}%", number(value))
}

fn em(value: f64) -> String {
    format!("{}em", number(value))
}

/// A number as short as it is exact enough: hundredths, without zeros at the end.
fn number(value: f64) -> String {
    let written = format!("{value:.2}");
    let short = written.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}
