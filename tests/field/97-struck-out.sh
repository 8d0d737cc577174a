#!/usr/bin/env bash
# words that are struck out on the page must not read as true in PowerPoint, PDF and text
. "$(dirname "$0")/lib.sh"

site; N=$'\n\n{% notes() %}\nSpoken.\n{% end %}\n\n'
page talk.md Talk $'## First {#a}\n\nWords.'"$N"$'---\n\n## Second {#b}\n\nThe line is ~~closed~~ open.'"$N" $'kind = "slides"\ndate = 2026-01-02'
build
[ $RC = 0 ] || { said 'talk.md' && pass "refused: $(first)"; fail "$(first)"; }
f=$(find "$P" -name '*.pptx' | head -1); unzip -p "$f" ppt/slides/slide2.xml | grep -q 'strike="sngStrike"' && pass "struck out in the PPTX"
said 'talk.md' && pass "said: $(first)"
fail "rc=0, nothing said; PowerPoint, PDF and text say: $(grep -h 'closed' "$P"/talk/*.txt)"
