//! Work on all cores; results keep the order of their inputs, so that threads never show.

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

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

/// Applies `work` to every item, each of them long enough to be handed out alone, to as many at a time as there are cores.
///
/// An item waits for parts of its own, and a core that waits takes other work. Were all items on offer, it would begin one inside
/// the other: making all documents of the site like that took 4 GB of memory.
pub fn each_alone<T: Sync>(items: &[T], work: impl Fn(&T) + Sync + Send) {
    // Whoever asks from one of these threads must not wait for another of them.
    if THREADS.current_thread_index().is_some() {
        return items.iter().for_each(work);
    }
    let next = AtomicUsize::new(0);
    let take = || items.get(next.fetch_add(1, Ordering::Relaxed));
    let one_by_one = || {
        while let Some(item) = take() {
            THREADS.install(|| work(item));
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..THREADS.current_num_threads().min(items.len()) {
            scope.spawn(one_by_one);
        }
    });
}

/// Does some work on a thread whose stack is deep enough for it, whoever asks.
pub fn deep<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    THREADS.install(work)
}
