//! What files are opened for.

/// What a file is opened for.
#[derive(Clone, Copy, Debug)]
pub enum Access {
    /// To read it.
    Read,
    /// To lock it.
    Lock(Make),
}

/// Whether a file is made that is not there.
#[derive(Clone, Copy, Debug)]
pub enum Make {
    /// It is made.
    IfMissing,
    /// It is not.
    Never,
}
