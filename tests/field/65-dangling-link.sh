#!/usr/bin/env bash
# a link to a file that is gone
. "$(dirname "$0")/lib.sh"

site; page visit.md Visit Words.; ln -s ../nowhere.md "$S/content/lost.md"
check
said 'lost.md' || fail "rc=$RC nothing said"
said 'leads out' && fail "says that it leads out of the site, but its target does not exist: $(first 6)"
pass "$(first 6)"
