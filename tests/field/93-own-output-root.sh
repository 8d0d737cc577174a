#!/usr/bin/env bash
# the output folder is the site itself: build --output .
. "$(dirname "$0")/lib.sh"

site; page visit.md Visit Words.
(cd "$S" && "$LIBERATE" build --output . --color never > "$T/out" 2>&1); RC=$?
[ $RC != 0 ] && [ -e "$S/liberate.toml" ] && [ -e "$S/content/visit.md" ] || fail "rc=$RC: the whole site, settings and pages, is deleted"
pass "$(first 3)"
