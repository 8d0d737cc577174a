#!/usr/bin/env bash
# hidden files in static: published as it is, or said
. "$(dirname "$0")/lib.sh"

site; mkdir -p "$S/static/.well-known"; echo '{}' > "$S/static/.well-known/assetlinks.json"; : > "$S/static/.nojekyll"; echo ok > "$S/static/LICENCE"
build
[ $RC = 0 ] || fail "$(first)"
[ -e "$P/LICENCE" ] || fail "a file without an ending is not published"
[ -e "$P/.well-known/assetlinks.json" ] && [ -e "$P/.nojekyll" ] && pass "published"
said 'assetlinks|well-known|hidden' && pass "left out and said"
fail "static/.well-known/assetlinks.json and static/.nojekyll are left out, rc=0, nothing said"
