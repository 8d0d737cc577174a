#!/usr/bin/env bash
# a comment over several lines that holds tags and empty lines
. "$(dirname "$0")/lib.sh"

site
page visit.md Visit $'Before.\n\n<!--\n<p>Old words</p>\n\n<div>More old words</div>\n-->\n\nAfter.'
build
[ $RC = 0 ] || fail "a comment is refused: $(first)"
grep -q 'ld words' "$P/visit/index.html" && fail "the comment is published"
grep -q 'After' "$P/visit/index.html" || fail "what follows is gone"
pass "comment gone, the rest there"
