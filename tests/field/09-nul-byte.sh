#!/usr/bin/env bash
# a NUL byte in the text (CommonMark: U+FFFD instead)
. "$(dirname "$0")/lib.sh"

site
printf '+++\ntitle = "Visit"\ndescription = "About."\n+++\n\nWords\0more words.\n' > "$S/content/visit.md"
build
if [ $RC = 0 ]; then python3 - "$P" <<'PY' || fail "a NUL byte is published"
import sys,pathlib
bad=[str(p) for p in pathlib.Path(sys.argv[1]).rglob('*') if p.is_file() and p.suffix in('.html','.xml','.js','.json','.txt') and b'\0' in p.read_bytes()]
print(bad); sys.exit(bool(bad))
PY
fi
pass "rc=$RC $(first 4)"
