#!/usr/bin/env bash
# terms with slash, hash, other scripts, ZWNJ, other case, twice on one page
. "$(dirname "$0")/lib.sh"

site 'taxonomies = ["topics"]'
page a.md A Words. $'[taxonomies]\ntopics = ["Housing", "housing", "I/O", "C#", "خانه\u200cها", "Дом й"]'
page b.md B Words. $'[taxonomies]\ntopics = ["HOUSING", "Révolution française"]'
build
[ $RC = 0 ] || { said 'a.md' && pass "refused: $(first)"; fail "$(first)"; }
n=$(sed -n '/<main/,/<\/main>/p' "$P/topics/housing/index.html" | grep -oE 'href="/a/"' | wc -l)
[ "$n" = 1 ] || fail "page A stands $n times in the list of the term housing"
pass "each page once"
