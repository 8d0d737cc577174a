#!/usr/bin/env bash
# a shortcode in a link's title must not leak a placeholder
. "$(dirname "$0")/lib.sh"

site; contacts
page visit.md Visit $'[Home](@/_index.md "Call {{ number(id="helpline") }} now") and words.'
build
if [ $RC = 0 ]; then python3 - "$P/visit/index.html" <<'PY' || fail "the placeholder U+E000 is on the page, rc=0"
import sys; h=open(sys.argv[1]).read(); sys.exit('\ue000' in h)
PY
fi
pass "rc=$RC $(first 4)"
