#!/usr/bin/env bash
# a comment and words in one line: the words must not vanish without a word
. "$(dirname "$0")/lib.sh"

site
page visit.md Visit $'<!-- check with the team --> **Do not go back** to the house.\n\nNext paragraph.'
build
if [ $RC = 0 ]; then grep -q 'go back' "$P/visit/index.html" || fail "the words behind the comment are gone, rc=0, nothing said"; fi
pass "rc=$RC $(first 4)"
