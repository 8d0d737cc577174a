#!/usr/bin/env bash
# a base address with a path (https://host/portal): links must work there, or it must be refused
. "$(dirname "$0")/lib.sh"

BASE=https://council.example/portal site; page visit.md Visit '[Home](@/_index.md)'
build
[ $RC = 0 ] || { said 'base_url' && pass "refused: $(first)"; fail "$(first)"; }
grep -qE '(href|src)="/(visit|styles|pl)' "$P/visit/index.html" "$P/index.html" && fail "links begin at the host's root ($(grep -ohE '(href|src)="/[^"]*"' "$P/visit/index.html" | head -2 | tr '\n' ' ')), but the site stands below /portal: every link and style is broken there, rc=0, nothing said"
pass "links carry the path"
