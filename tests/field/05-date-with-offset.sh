#!/usr/bin/env bash
# a date with a time: with Z, with an offset, with a space: all refused or all taken
. "$(dirname "$0")/lib.sh"

site; r=
for d in 2026-09-14T15:00:00Z 2026-09-14T15:00:00-07:00 '2026-09-14 15:00:00' 2026-09-14T15:00:00; do page visit.md Visit Words. "date = $d"; check; r="$r $RC"; [ $RC = 0 ] || said 'visit.md:4' || fail "$d: $(first)"; done
case $r in ' 0 0 0 0'|' 1 1 1 1') pass "all alike:$r";; *) fail "exit codes$r for Z, offset, space, T: the time is refused in one form and dropped without a word in the others";; esac
