#!/usr/bin/env bash
# a zero-width space in a shortcode's id: can the editor see why?
. "$(dirname "$0")/lib.sh"

site; contacts
page visit.md Visit $'Call {{ number(id="help\u200bline") }}.'
check
[ $RC = 1 ] || fail "rc=$RC"
said 'helpline' && said 'U\+200B|invisible|zero.width|cannot be seen|\\u' || fail "names look the same in the message: $(first 8)"
pass "$(first 8)"
