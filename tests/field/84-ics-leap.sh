#!/usr/bin/env bash
# an event each year on 29 February: the calendar must have it in 2027, as the page says (RFC 5545: dates that do not exist are skipped)
. "$(dirname "$0")/lib.sh"

site; page _index.md Home $'Words.\n\n{{ events() }}'; page leap.md 'Leap day' Words. $'kind = "part"\nevent_on = 2024-02-29\nyearly = true\nchecked_on = 2026-01-01'
build --edition partner --at 2026-11-22
f=$(find "$S/dist" -name '*.ics' | head -1); [ -n "$f" ] || fail "rc=$RC no calendar: $(first)"
d=$(grep -oE 'DTSTART;VALUE=DATE:[0-9]+' "$f" | cut -d: -f2 | tr -d '\r'); r=$(grep -oE 'RRULE.*' "$f" | tr -d '\r')
case "$d $r" in *0229*' RRULE:FREQ=YEARLY') fail "$d with $r is in calendars in leap years only: nothing in 2027, while the page counts it each year ($(sed -n '/<main/,/<\/main>/p' "$S/dist/partner/index.html" | grep -oiE 'each year[^<]*|every year[^<]*|2[89] February[^<]*' | head -1))";; esac
pass "$d $r"
