//! Who is told of each change on the disk before it is made: a test that looks at what there is at every moment.
//!
//! Nothing is decided here, and nothing depends on it.

/// Is told of each change on the disk before it is made, by one thread at a time.
#[derive(Clone, Copy)]
pub struct Steps<'a>(pub &'a (dyn Fn(&'static str) + Sync));

impl Steps<'_> {
    /// Tells nobody.
    pub const NOBODY: Steps<'static> = Steps(&|_| {});

    /// Says what is done next.
    pub fn at(self, step: &'static str) {
        (self.0)(step);
    }
}
