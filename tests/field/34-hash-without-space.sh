#!/usr/bin/env bash
# ## without a space makes no heading: must be said
. "$(dirname "$0")/lib.sh"

site
page visit.md Visit $'##Who can help\n\nWords.'
build
if [ $RC = 0 ] && article "$P/visit/index.html" | grep -q '##'; then said '##|heading' || fail "literal ## on the page, rc=0, nothing said"; fi
pass "rc=$RC $(first 4)"
