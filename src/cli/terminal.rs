//! The one place that writes to the terminal, or to whatever is in its place.
//!
//! A write may fail: the disk behind a file is full, the program behind a pipe has ended. That is no reason to stop work, so it is
//! remembered, nothing more is written there, and [`finish`] says it once. What is written was looked at first, so that nothing from
//! files, their names or servers is obeyed by the terminal.

use crate::diagnostic::machine_reason;
use crate::system;
use crate::text::{json_on_terminal, lines_on_terminal};
use anstream::ColorChoice;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::sync::OnceLock;

/// Why the output cannot be written any more. The process has one output, and every thread may write to it.
static OUTPUT_LOST: OnceLock<io::Error> = OnceLock::new();
/// The same of the error output.
static ERRORS_LOST: OnceLock<io::Error> = OnceLock::new();

/// Writes a line of the program's own to the output.
pub fn say(line: &str) {
    out(&format!("{}\n", lines_on_terminal(line)));
}

/// Writes lines of the program's own to the output, each with its end.
pub fn say_all(lines: &str) {
    out(&lines_on_terminal(lines));
}

/// Writes a line of the program's own to the error output.
pub fn tell(line: &str) {
    attempt(&ERRORS_LOST, || anstream::stderr().write_all(format!("{}\n", lines_on_terminal(line)).as_bytes()));
}

/// Writes JSON to the output, and a line break.
pub fn say_json(json: &str) {
    out(&format!("{}\n", json_on_terminal(json)));
}

/// Writes a file to the output as it is, for another program.
pub fn hand_over(file: &str) {
    attempt(&OUTPUT_LOST, || io::stdout().lock().write_all(file.as_bytes()));
}

/// Writes over the line of the error output on which the cursor is; nothing that anybody else wrote.
pub fn rewrite_line(text: &str) {
    attempt(&ERRORS_LOST, || write!(io::stderr(), "\r{text}"));
}

/// Empties the line of the error output on which the cursor is.
pub fn wipe_line() {
    attempt(&ERRORS_LOST, || write!(io::stderr(), "\r\x1b[K"));
}

/// Whether a person reads the error output right now.
pub fn is_watched() -> bool {
    io::stderr().is_terminal()
}

/// Waits until somebody presses Enter, if somebody is there: a window that a double-click opened closes when the program ends.
pub fn wait_for_reader() {
    if system::MAY_OWN_WINDOW && io::stdin().is_terminal() {
        tell("press Enter to close this window");
        let _ = io::stdin().read_line(&mut String::new());
    }
}

/// The exit code of a command, once all that it said is written; if that cannot be, the reason is said and the machine has failed.
pub fn finish(code: ExitCode) -> ExitCode {
    attempt(&OUTPUT_LOST, || io::stdout().flush());
    if let Some(error) = OUTPUT_LOST.get() {
        tell(&format!("error: the output could not be written: {}", machine_reason(error)));
    }
    if OUTPUT_LOST.get().is_some() || ERRORS_LOST.get().is_some() { ExitCode::from(2) } else { code }
}

/// From now on colours are written whatever is at the other end.
pub fn with_colours() {
    ColorChoice::Always.write_global();
}

/// From now on no colours are written.
pub fn without_colours() {
    ColorChoice::Never.write_global();
}

/// The same text without colours, for a file.
pub fn uncoloured(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

fn out(text: &str) {
    attempt(&OUTPUT_LOST, || anstream::stdout().write_all(text.as_bytes()));
}

fn attempt(lost: &OnceLock<io::Error>, write: impl FnOnce() -> io::Result<()>) {
    if lost.get().is_none()
        && let Err(error) = write()
    {
        let _ = lost.set(error);
    }
}
