//! The name that was probably meant.
//!
//! A name and what there is go in, the nearest comes out, if any is near.

/// Finds the candidate that was probably meant by `name`; `None` when nothing is near.
///
/// Near means an edit distance (insertions, deletions, replacements and swaps of neighbours) of at
/// most a third of the longer name, and at least 1. Of equally near candidates the first wins.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = name.to_lowercase();
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let limit = (name.chars().count().max(candidate.chars().count()) / 3).max(1);
            let distance = strsim::osa_distance(&lower, &candidate.to_lowercase());
            (distance <= limit).then_some((distance, candidate))
        })
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, candidates: &[&str], expected: Option<&str>) {
        assert_eq!(nearest(name, candidates.iter().copied()), expected);
    }

    #[test]
    fn finds_what_was_meant() {
        check("titel", &["title", "date"], Some("title"));
        check("mullr", &["muller", "miller"], Some("muller"));
        check("Draft", &["draft"], Some("draft"));
        check("weight", &["title", "date"], None);
        check("", &["title"], None);
        check("x", &[], None);
    }
}
