//! The rules of a style sheet, as far as the checks need them: conditions, selectors, declarations, places.

/// One rule.
pub struct Rule<'a> {
    /// The conditions around it, such as `@media print`; empty if it always holds.
    pub condition: String,
    /// What it is for, as written.
    pub selectors: &'a str,
    /// What stands between its braces.
    pub body: &'a str,
    /// Where `body` begins, in bytes of the sheet.
    pub start: usize,
}

impl<'a> Rule<'a> {
    /// The selectors, one by one.
    pub fn each_selector(&self) -> impl Iterator<Item = &'a str> {
        self.selectors.split(',').map(str::trim).filter(|selector| !selector.is_empty())
    }

    /// The declarations with their offsets in the sheet, in order.
    pub fn declarations(&self) -> impl Iterator<Item = (usize, &'a str, &'a str)> {
        let mut at = self.start;
        self.body.split(';').filter_map(move |declaration| {
            let offset = at + (declaration.len() - declaration.trim_start().len());
            at += declaration.len() + 1;
            let (name, value) = declaration.split_once(':')?;
            Some((offset, name.trim(), value.trim()))
        })
    }

    /// The value of a declaration.
    pub fn value(&self, name: &str) -> Option<&'a str> {
        self.declarations().filter(|(_, known, _)| *known == name).map(|(_, _, value)| value).last()
    }
}

/// The sheet with as many spaces in place of its comments, so that places stay true.
pub fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find("/*") {
        let end = rest[start..].find("*/").map_or(rest.len(), |end| start + end + 2);
        out.push_str(&rest[..start]);
        out.extend(rest[start..end].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// All rules of a sheet without comments, in order. Rules inside rules are not read: the theme has none.
pub fn rules(sheet: &str) -> Vec<Rule<'_>> {
    let mut rules = Vec::new();
    let mut conditions: Vec<&str> = Vec::new();
    let mut at = 0;
    while let Some(found) = sheet[at..].find(['{', '}', ';']) {
        let end = at + found;
        let prelude = sheet[at..end].trim();
        match sheet.as_bytes()[end] {
            b'{' if prelude.starts_with('@') && !is_plain(prelude) => {
                conditions.push(prelude);
                at = end + 1;
            }
            b'{' => {
                let close = sheet[end..].find('}').map_or(sheet.len(), |close| end + close);
                rules.push(Rule {
                    condition: conditions.join(" "),
                    selectors: prelude,
                    body: &sheet[end + 1..close],
                    start: end + 1,
                });
                at = (close + 1).min(sheet.len());
            }
            b'}' => {
                conditions.pop();
                at = end + 1;
            }
            _ => at = end + 1,
        }
    }
    rules
}

/// Whether declarations stand directly inside, as in `@page` and `@font-face`.
fn is_plain(prelude: &str) -> bool {
    ["@page", "@font-face", "@property", "@counter-style"].iter().any(|name| prelude.starts_with(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read() {
        let sheet = without_comments("a, b{color:#fff;x:y}/* {} */\n@media print{@page{margin:0}c{d:e;}} f{}");
        let shown: Vec<String> = rules(&sheet)
            .iter()
            .map(|rule| format!("{}|{}|{:?}", rule.condition, rule.selectors, rule.declarations().collect::<Vec<_>>()))
            .collect();
        assert_eq!(
            shown,
            [
                "|a, b|[(5, \"color\", \"#fff\"), (16, \"x\", \"y\")]",
                "@media print|@page|[(48, \"margin\", \"0\")]",
                "@media print|c|[(59, \"d\", \"e\")]",
                "|f|[]",
            ]
        );
    }
}
