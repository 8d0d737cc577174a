#!/usr/bin/env bash
# a static file with a space, linked with %20 and in angle brackets
. "$(dirname "$0")/lib.sh"

site; printf 'a,b\n' > "$S/static/Annual Report.csv"
page visit.md Visit $'[Report](/Annual%20Report.csv) and [report](</Annual Report.csv>)'
build
[ $RC = 0 ] || fail "a right link is refused: $(first 8)"
h=$(article "$P/visit/index.html" | grep -oE 'href="[^"]*csv"' | tr '\n' ' ')
echo "$h" | grep -q 'href="/Annual Report' && fail "a raw space in href: $h"
pass "$h"
