#!/usr/bin/env bash
# bullets before and behind a table, notes at the end: order kept, one slide
. "$(dirname "$0")/lib.sh"

site; contacts; page talk.md Talk $'## One {#one}\n\n- Before the table\n\n| A | B |\n| --- | --- |\n| cell1 | cell2 |\n\n- Behind the table\n\n{% notes() %}\nSpoken words.\n{% end %}\n\n---\n\n## Two {#two}\n\nWords.\n\n{% notes() %}\nMore spoken words.\n{% end %}' $'kind = "slides"\ndate = 2026-01-02'
build
[ $RC = 0 ] || fail "$(first 8)"
f=$(find "$P" -name '*.pptx' | grep -v '\.\(pl\|ur\)\.' | head -1); [ -n "$f" ] || fail "no PPTX"
python3 - "$f" <<'PY' || fail "see above"
import zipfile,re,sys
z=zipfile.ZipFile(sys.argv[1]); S=sorted(n for n in z.namelist() if re.match(r'ppt/slides/slide\d+\.xml',n))
import xml.dom.minidom as m
[m.parseString(z.read(n)) for n in z.namelist() if n.endswith(('.xml','.rels'))]
for n in S:
    t=z.read(n).decode()
    if 'Before the table' in t:
        i=[t.find(w) for w in('Before the table','cell1','Behind the table')]; print(n,i)
        if -1 in i: print('parts are on different slides or missing'); sys.exit(1)
notes=[n for n in z.namelist() if 'notesSlides/notesSlide' in n and n.endswith('.xml')]
print(len(S),'slides',len(notes),'notes'); sys.exit(not any('Spoken words' in z.read(n).decode() for n in notes))
PY
pass "one slide, notes there, all XML well-formed"
