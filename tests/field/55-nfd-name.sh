#!/usr/bin/env bash
# a file name with its accents taken apart (from a Mac): the preview must follow it
. "$(dirname "$0")/lib.sh"

site; n=$(python3 -c "print('caf'+'e\u0301')"); page "$n.md" Cafe 'First words.'
page visit.md Visit $'[C](@/café.md)'
build; [ $RC = 0 ] || fail "build: $(first)"
serve; soon '/caf%C3%A9/' 'First words' || fail "not served at its NFC address"
sed -i 's/First words/Second words/' "$S/content/$n.md"
soon '/caf%C3%A9/' 'Second words' || fail "the preview does not see the change: it looks for the file under the composed name"
pass "followed"
