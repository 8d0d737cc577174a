#!/usr/bin/env bash
# a base address with a query, a space, or nothing
. "$(dirname "$0")/lib.sh"

for b in 'https://site.example/?a=1&b=2' 'https://' 'https://site example' 'https://site.example/#x'; do
  rm -rf "$S"; BASE=$b site; check
  [ $RC = 1 ] && said 'base_url' || fail "\`$b\` is taken, rc=$RC; sitemap and canonical links would be broken: $(first 3)"
done
pass "all refused"
