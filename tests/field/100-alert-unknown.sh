#!/usr/bin/env bash
# alerts that Markdown does not know ([!DANGER], a title behind the mark) stay as brackets: must be said
. "$(dirname "$0")/lib.sh"

site; page visit.md Visit $'> [!DANGER]\n> Leave now.\n\nText.\n\n> [!NOTE] Good to know\n> Words.'
build
if [ $RC = 0 ] && article "$P/visit/index.html" | grep -qF '[!'; then said '\[!|alert|notice' || fail "literal [!DANGER] on the page, rc=0, nothing said (the shortcode notice knows danger)"; fi
pass "rc=$RC $(first 4)"
