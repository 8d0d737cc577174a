#!/usr/bin/env bash
# Chinese words over two lines: no space between the signs (page, PowerPoint)
. "$(dirname "$0")/lib.sh"

site '' $'[languages.zh-Hans]\nname = "中文"'
N=$'\n\n{% notes() %}\nSpoken.\n{% end %}\n\n'
page visit.md Visit $'## First {#a}\n\nWords of it.'"$N"$'---\n\n## Second {#b}\n\nMore.'"$N" $'kind = "slides"\ndate = 2026-01-02'
page visit.zh-Hans.md 请来 $'## 一\n\n如果您有危险，\n请马上打\n电话。'"${N/Spoken./说。}"$'---\n\n## 二\n\n更多。'"${N/Spoken./说。}" 'status = "reviewed"'
build
[ $RC = 0 ] || fail "$(first)"
f=$(find "$P" -name '*zh*.pptx' | head -1); b=
unzip -p "$f" 'ppt/slides/slide1.xml' | sed 's/<[^>]*>//g' | grep -q '打 *电' && unzip -p "$f" 'ppt/slides/slide1.xml' | grep -q '<a:t> </a:t>' && b="$b PowerPoint"
grep -q '打 电' "$P"/zh-Hans/visit/*.txt && b="$b text"
pdftotext "$P"/zh-Hans/visit/*slides.pdf - 2>/dev/null | tr -d '\n' | grep -q '， 请' && b="$b PDF"
grep -qP '打\n电' "$P/zh-Hans/visit/index.html" || grep -Pzoq '打\n电' "$P/zh-Hans/visit/index.html" && b="$b page"
[ -z "$b" ] || fail "a space stands inside the Chinese words (打 电话) in:$b"
pass "joined"
