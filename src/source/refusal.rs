//! Why files are not published: one reason each.
//!
//! What people are told of each is said where contents are parsed.

/// Why a file is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Refusal {
    /// It looks like a page and is none.
    Page,
    /// A program made it of the file that is beside it: [`super::Source::original`].
    Copy,
    /// Its name begins like that of the page beside it, and goes on with something that is no language.
    Beside,
    /// It looks like records, settings or ledgers, and is where none are read.
    Record,
    /// It is a program, or can carry one.
    Program,
    /// It is a script outside of the theme.
    Script,
    /// It gives orders to a web server.
    Server,
    /// It is of a kind that is not listed.
    Unlisted,
}
