#!/usr/bin/env bash
# a line such as [Opening hours]: 9-17 is an address for links in Markdown and vanishes: must be said
. "$(dirname "$0")/lib.sh"

site; page visit.md Visit $'Before.\n\n[Opening hours]: 9-17\n\n[Note]: Friday "closed"\n\nAfter.'
build
if [ $RC = 0 ]; then grep -q '9-17' "$P/visit/index.html" || { said 'visit.md' || fail "both lines are gone from the page, rc=0, nothing said (a footnote that nobody uses is reported)"; }; fi
pass "rc=$RC $(first 4)"
