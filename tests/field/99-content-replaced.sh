#!/usr/bin/env bash
# the folder content is taken away and another put in its place (restore, change of branch)
. "$(dirname "$0")/lib.sh"

site; page visit.md Visit 'First words.'; serve; soon /visit/ 'First words' || fail start
cp -r "$S/content" "$T/new"; sed -i 's/First words/Second words/' "$T/new/visit.md"; mv "$S/content" "$T/old"; sleep 0.3; mv "$T/new" "$S/content"
soon /visit/ 'Second words' || fail "the new folder is not seen"
sed -i 's/Second words/Third words/' "$S/content/visit.md"; soon /visit/ 'Third words' || fail "edits in the new folder are not seen: nobody watches it"
pass "followed"
