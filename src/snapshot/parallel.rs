//! Work on all cores; results keep the order of their inputs, so that threads never show.
//!
//! The only place that starts threads for work on a site.

use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuildError, ThreadPoolBuilder};
use std::io;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes of stack for a thread. Typesetting goes deep, deepest when nothing is optimised, and a thread that waits for a part of
/// one document begins another on the same stack. It is address space: memory is taken for what is used.
const STACK: usize = 256 * 1024 * 1024;

/// The threads of all work, one a core; started once, without any other state.
///
/// A machine that has not as many to give has perhaps one.
static THREADS: LazyLock<Result<ThreadPool, ThreadPoolBuildError>> = LazyLock::new(|| {
    let threads = |count| ThreadPoolBuilder::new().stack_size(STACK).num_threads(count).build();
    threads(0).or_else(|_| threads(1))
});

/// Starts the threads of all work.
///
/// # Errors
/// When the machine has none to give. Nothing else in this module may be called then.
pub fn start() -> io::Result<()> {
    THREADS.as_ref().map(drop).map_err(io::Error::other)
}

fn threads() -> &'static ThreadPool {
    THREADS.as_ref().expect("a program that could not start its threads has ended")
}

/// Applies `work` to every item and returns the results in the items' order.
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    threads().install(|| items.par_iter().with_min_len(8).map(work).collect())
}

/// Applies `work` to every item.
pub fn each<T: Sync>(items: &[T], work: impl Fn(&T) + Sync + Send) {
    threads().install(|| items.par_iter().with_min_len(4).for_each(work));
}

/// Applies `work` to every item, each of them long enough to be handed out alone, to as many at a time as there are cores.
///
/// An item waits for parts of its own, and a core that waits takes other work. Were all items on offer, it would begin one inside
/// the other: making all documents of the site like that took 4 GB of memory.
pub fn each_alone<T: Sync>(items: &[T], work: impl Fn(&T) + Sync + Send) {
    // Whoever asks from one of these threads must not wait for another of them.
    if threads().current_thread_index().is_some() {
        return items.iter().for_each(work);
    }
    let next = AtomicUsize::new(0);
    let take = || items.get(next.fetch_add(1, Ordering::Relaxed));
    let one_by_one = || {
        while let Some(item) = take() {
            threads().install(|| work(item));
        }
    };
    std::thread::scope(|scope| {
        // This thread waits for the others, so one fewer is started; if none can be, it does all alone.
        for _ in 1..threads().current_num_threads().min(items.len()) {
            if std::thread::Builder::new().spawn_scoped(scope, one_by_one).is_err() {
                break;
            }
        }
        one_by_one();
    });
}

/// Does some work on a thread whose stack is deep enough for it, whoever asks.
pub fn deep<R: Send>(work: impl FnOnce() -> R + Send) -> R {
    threads().install(work)
}
