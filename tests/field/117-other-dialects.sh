#!/usr/bin/env bash
# notices, links and ids as other tools write them (:::warning, [[page]], {#id} on a paragraph): must be said
. "$(dirname "$0")/lib.sh"

site; page help.md Help Words.; page visit.md Visit $':::warning\nLeave the page quickly.\n:::\n\nRead [[help]] first.\n\nA paragraph. {#here}'
build
if [ $RC = 0 ]; then n=$(article "$P/visit/index.html" | grep -cE ':::|\[\[help\]\]|\{#here\}'); [ "$n" = 0 ] || said 'visit.md' || fail "$n lines with signs of other tools are on the page, rc=0, nothing said (an unclosed {{ is reported)"; fi
pass "rc=$RC $(first 4)"
