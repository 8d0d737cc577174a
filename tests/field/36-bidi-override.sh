#!/usr/bin/env bash
# a bidi override turns words around on every reader's screen: must be said
. "$(dirname "$0")/lib.sh"

site
page visit.md Visit $'Go to the \u202Eecilop\u202C station, or not.'
check
[ $RC = 1 ] || said '^warning' || fail "rc=$RC, nothing said of U+202E: the word is shown backwards to every reader"
pass "$(first 5)"
