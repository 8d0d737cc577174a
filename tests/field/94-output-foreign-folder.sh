#!/usr/bin/env bash
# the output folder holds files that no build has made
. "$(dirname "$0")/lib.sh"

site; page visit.md Visit Words.; mkdir -p "$T/Documents/Letters"; echo precious > "$T/Documents/Letters/letter.txt"
build --output "$T/Documents"; [ -e "$T/Documents/Letters/letter.txt" ] || fail "rc=$RC: everything else in that folder is deleted without a question"
pass "rc=$RC $(first 3)"
