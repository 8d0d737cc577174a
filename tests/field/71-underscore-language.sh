#!/usr/bin/env bash
# one file with an underscore in its language: does the message say what to write?
. "$(dirname "$0")/lib.sh"

site; page visit.md Visit Words.; page visit.pl_PL.md Wizyta 'Słowa.'
check
said 'visit.pl_PL.md' || fail "rc=$RC: published as a page of its own at /visit.pl_PL/, nothing said"
said 'visit\.pl\.md|language' || fail "said, but not that it looks like a translation: $(first 8)"
pass "$(first 6)"
