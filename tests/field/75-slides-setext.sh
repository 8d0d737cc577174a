#!/usr/bin/env bash
# a line --- right below words makes a heading of them, and the division is lost: must be said
. "$(dirname "$0")/lib.sh"

site; page talk.md Talk $'## One {#one}\n\nWords of one.\n---\n## Two {#two}\n\nWords of two.' $'kind = "leaflet"\ndate = 2026-01-02'
check
[ $RC = 1 ] || said 'talk.md' || fail "rc=$RC: 'Words of one.' became a heading, nothing said"
said -- '---|line above|empty line' || fail "said, but not the cause: $(first 8)"
pass "$(first 6)"
