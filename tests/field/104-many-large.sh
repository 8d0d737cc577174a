#!/usr/bin/env bash
# a film of 900 MB in static: memory and time of a check
. "$(dirname "$0")/lib.sh"

site; page visit.md Visit Words.; truncate -s 900M "$S/static/film.bin"
/usr/bin/time -f '%M %e' "$LIBERATE" check --root "$S" > "$T/out" 2> "$T/time" || true
m=$(tail -1 "$T/time" | cut -d' ' -f1); s=$(tail -1 "$T/time" | cut -d' ' -f2)
[ "$m" -lt 400000 ] || fail "a check takes $((m/1024)) MB of memory and $s s, because every file in static is held whole"
pass "$((m/1024)) MB, $s s"
