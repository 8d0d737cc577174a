#!/usr/bin/env bash
# a file that is really called Annual%20Report.csv, as SharePoint saves it
. "$(dirname "$0")/lib.sh"

site; printf 'a,b\n' > "$S/static/Annual%20Report.csv"
page visit.md Visit $'[Report](/Annual%20Report.csv)'
build
if [ $RC = 0 ]; then
  serve; href=$(article "$P/visit/index.html" | grep -oE 'href="[^"]*csv"' | sed 's/href="//;s/"//')
  c=$(code "$href"); [ "$c" = 200 ] || fail "check and build say nothing, but the link $href answers $c"
fi
pass "rc=$RC $(first 4)"
