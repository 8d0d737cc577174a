#!/usr/bin/env bash
# mark and note differ in case (GFM: labels ignore case)
. "$(dirname "$0")/lib.sh"

site
page visit.md Visit $'One.[^Source] Two.\n\n[^source]: The words of the note.'
build
if [ $RC = 0 ]; then python3 - "$P/visit/index.html" <<'PY' || fail "the note is published without its words: $(first)"
import re,sys
h=open(sys.argv[1]).read(); m=re.search(r'<li id="note\.1">(.*?)</li>',h,re.S)
sys.exit(not(m and 'words of the note' in m.group(1)))
PY
fi
said 'unused|nothing refers' && fail "says that nothing refers to it: $(first)"
pass "rc=$RC $(first 3)"
