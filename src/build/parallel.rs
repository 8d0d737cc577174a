//! Work on all cores; results keep the order of their inputs, so that threads never show.

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::LazyLock;

/// Bytes of stack for a thread. Typesetting goes deep, deepest when nothing is optimised, and a thread that waits for a part of
/// one document begins another on the same stack. It is address space: memory is taken for what is used.
const STACK: usize = 256 * 1024 * 1024;

/// The threads of all work, one a core; started once, without any other state.
static THREADS: LazyLock<ThreadPool> = LazyLock::new(|| {
    ThreadPoolBuilder::new().stack_size(STACK).build().expect("a machine that runs this has threads to give")
});

/// Applies `work` to every item and returns the results in the items' order.
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    THREADS.install(|| items.par_iter().with_min_len(8).map(work).collect())
}

/// Applies `work` to every item.
pub fn each<T: Sync>(items: &[T], work: impl Fn(&T) + Sync + Send) {
    THREADS.install(|| items.par_iter().with_min_len(4).for_each(work));
}

/// Applies `work` to every item, each of them long enough to be handed out alone.
pub fn each_alone<T: Sync>(items: &[T], work: impl Fn(&T) + Sync + Send) {
    THREADS.install(|| items.par_iter().with_max_len(1).for_each(work));
}

/// Does some work on a thread whose stack is deep enough for it, whoever asks.
pub fn deep<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    THREADS.install(work)
}
