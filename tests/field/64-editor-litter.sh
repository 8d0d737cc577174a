#!/usr/bin/env bash
# what Emacs, vim, Word and LibreOffice leave beside a page while it is open
. "$(dirname "$0")/lib.sh"

site; page visit.md Visit 'Words.'
ln -s editor@host.1234:567 "$S/content/.#visit.md"; echo x > "$S/content/#visit.md#"; echo x > "$S/content/.visit.md.swp"; echo x > "$S/content/visit.md~"; printf '\x06Editor' > "$S/content/~\$flyer.docx"; echo x > "$S/content/.~lock.flyer.docx#"; echo x > "$S/content/~WRL0001.tmp"
build
[ $RC = 0 ] || fail "$(first)"
l=$(cd "$P"; find . -name '*visit.md*' -o -name '*flyer*' -o -name '*WRL*' | tr '\n' ' ')
[ -z "$l" ] || fail "published: $l"
pass "nothing of it is published"
