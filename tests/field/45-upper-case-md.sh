#!/usr/bin/env bash
# HELP.MD and Visit.Md
. "$(dirname "$0")/lib.sh"

site; page visit.md Visit Words.; cp "$S/content/visit.md" "$S/content/OPEN.MD"
check
[ $RC = 1 ] || said 'OPEN.MD' || fail "rc=$RC: OPEN.MD is neither a page nor reported; is it published as a file? $(first)"
pass "$(first 6)"
