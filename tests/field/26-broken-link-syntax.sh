#!/usr/bin/env bash
# a link with a space between the brackets, or in the address, or with curly quotes: must be said
. "$(dirname "$0")/lib.sh"

site
page get-help.md Help Words.
page visit.md Visit $'Read [about help] (@/get-help.md).\n\nOr [about help](@/get help.md).\n\nOr [about help](@/get-help.md “Help”).'
build
if [ $RC = 0 ]; then n=$(article "$P/visit/index.html" | grep -oE '\[about help\]' | wc -l); [ "$n" = 0 ] || said 'link' || fail "$n links stand as brackets on the page, rc=0, nothing said"; fi
pass "rc=$RC $(first 4)"
