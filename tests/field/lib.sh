# What every case shares: a small site in a temporary folder, the program, and PASS or FAIL with what was seen.
#
# LIBERATE names the program, CHECKOUT the folder that holds themes/. Numbers are from Ofcom's ranges for drama.
set -u
LIBERATE=${LIBERATE:?set LIBERATE to the binary under test}
CHECKOUT=${CHECKOUT:-.}
NAME=$(basename "$0" .sh)
T=$(mktemp -d); S=$T/site; SERVER=
finish() { [ -n "$SERVER" ] && kill "$SERVER" 2>/dev/null && wait "$SERVER" 2>/dev/null; [ -n "${KEEP:-}" ] && echo "kept: $S" >&2 || rm -rf "$T"; }
trap finish EXIT
pass() { echo "PASS $NAME: $*"; exit 0; }
fail() { echo "FAIL $NAME: $*"; exit 1; }
# A small site: the checkout's theme, settings of its own, a home page. $1: more lines for the settings' top.
site() {
  mkdir -p "$S/content" "$S/static"; cp -rl "$CHECKOUT/themes" "$S/themes" 2>/dev/null || cp -r "$CHECKOUT/themes" "$S/themes"
  cat > "$S/liberate.toml" <<TOML
base_url = "${BASE:-https://site.example}"
default_language = "${DEFAULT:-en}"
theme = "liberate"
minify = false
${1:-}
[languages.en]
name = "English"
[languages.pl]
name = "polski"
[languages.ur]
name = "اردو"
${2:-}
[editions.public]
indexed = true
[editions.partner]
audience = "partner"
base_url = "https://partners.site.example"
indexed = false
[links]
exit = "https://www.bbc.co.uk/weather"
TOML
  page _index.md Home "Words of the home page."
}
# page FILE TITLE BODY [MORE SETTINGS]
page() { mkdir -p "$(dirname "$S/content/$1")"; printf '+++\ntitle = "%s"\ndescription = "About %s."\n%s\n+++\n\n%s\n' "$2" "$2" "${4:-}" "$3" > "$S/content/$1"; }
contacts() { cat > "$S/content/contacts.toml" <<'TOML'
[helpline]
name = "Helpline"
display = "0121 496 0000"
digits = "01214960000"
purpose = "To talk to somebody."
group = "support"
audience = "both"
source_name = "Their own page"
source_date = "2026"
confidence = "A"
state = "publish"
checked_on = 2026-11-01
TOML
}
build() { "$LIBERATE" build --root "$S" --color never "$@" > "$T/out" 2>&1; RC=$?; P=$S/dist/public; }
check() { "$LIBERATE" check --root "$S" --color never "$@" > "$T/out" 2>&1; RC=$?; }
said() { grep -qiE -- "$1" "$T/out"; }
first() { grep -vE '^\s*$' "$T/out" | head -"${1:-6}" | tr '\n' ' ' | cut -c1-420; }
# serve: starts the preview; URL in $U
serve() { "$LIBERATE" serve --root "$S" --port 0 --color never > "$T/serve" 2>&1 & SERVER=$!
  for _ in $(seq 100); do U=$(grep -oE 'http://localhost:[0-9]+' "$T/serve" | head -1); [ -n "$U" ] && return 0; sleep 0.1; done; fail "preview did not start: $(cat "$T/serve")"; }
code() { curl -s -o "$T/body" -w '%{http_code}' --path-as-is "$U$1"; }
# soon PATH PATTERN: whether the preview shows it within five seconds
soon() { for _ in $(seq 50); do curl -s --path-as-is "$U$1" | grep -qF -- "$2" && return 0; sleep 0.1; done; return 1; }
soon_code() { for _ in $(seq 50); do [ "$(code "$1")" = "$2" ] && return 0; sleep 0.1; done; return 1; }
article() { sed -n '/<article/,/<\/article>/p' "$1"; }
