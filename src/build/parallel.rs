//! Work on all cores; results keep the order of their inputs, so that threads never show.

use rayon::prelude::*;

/// Applies `work` to every item and returns the results in the items' order.
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    items.par_iter().with_min_len(8).map(work).collect()
}

/// Applies `work` to every item.
pub fn each<T: Sync>(items: &[T], work: impl Fn(&T) + Sync + Send) {
    items.par_iter().with_min_len(4).for_each(work);
}

/// Applies `work` to every item, each of them long enough to be handed out alone.
pub fn each_alone<T: Sync>(items: &[T], work: impl Fn(&T) + Sync + Send) {
    items.par_iter().with_max_len(1).for_each(work);
}
