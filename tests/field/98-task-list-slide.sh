#!/usr/bin/env bash
# a list of tasks on a slide: the message must speak of what the author wrote
. "$(dirname "$0")/lib.sh"

site; N=$'\n\n{% notes() %}\nSpoken.\n{% end %}\n\n'
page talk.md Talk $'## First {#a}\n\nWords.'"$N"$'---\n\n## Second {#b}\n\n- [x] Done\n- [ ] Open'"$N" $'kind = "slides"\ndate = 2026-01-02'
build
[ $RC = 0 ] && pass "made"
said 'PDF/UA' && ! said 'task|\[x\]' && fail "the message speaks of PDF/UA and fonts, not of the list of tasks: $(first 5)"
pass "$(first 4)"
