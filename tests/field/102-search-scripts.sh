#!/usr/bin/env bash
# the search finds Chinese, Arabic, Persian, Urdu and Vietnamese words as people type them
. "$(dirname "$0")/lib.sh"

site '' $'[languages.zh-Hans]\nname = "中文"\n[languages.ar]\nname = "العربية"\n[languages.fa]\nname = "فارسی"\n[languages.vi]\nname = "Tiếng Việt"'
sed -i 's|^exit = .*|&\nsearch = "@/search.md"|' "$S/liberate.toml"
page search.md Search '' 'template = "search.html"'; page visit.md Visit 'Words.'; page other.md Other 'Nothing.'
page visit.zh-Hans.md 来访 '如果您被迫工作，请求助。' 'status = "reviewed"'; page visit.ar.md زيارة 'إذا أُجبِرتَ على العمل فاطلب المساعدة من الشرطة.' 'status = "reviewed"'
page visit.fa.md دیدار $'در خانه\u200cها و مزرعه\u200cها کسی مجبور به کار می\u200cشود.' 'status = "reviewed"'; page visit.vi.md 'Ghé thăm' 'Bạn có thể gọi đường dây trợ giúp.' 'status = "reviewed"'; page visit.ur.md ملاقات 'آپ مدد مانگ سکتے ہیں۔' 'status = "reviewed"'
build
[ $RC = 0 ] || fail "$(first)"
cat > "$T/q.mjs" <<'JS'
import {pathToFileURL} from "node:url"; import fs from "node:fs"; import path from "node:path";
const [,, dist, script] = process.argv; const {find} = await import(pathToFileURL(script));
const html = (l) => fs.readFileSync(path.join(dist, l, "search/index.html"), "utf8");
const ask = {"zh-Hans": ["求助", "被迫", "工作"], ar: ["مساعدة", "المساعدة", "للشرطة", "اجبرت"], fa: ["خانه\u200cها", "خانهها", "خانه ها", "می شود", "مجبور"], vi: ["duong day", "đường dây", "tro giup"], ur: ["مدد", "سكتے"]};
const bad = [];
for (const [l, queries] of Object.entries(ask)) {
  const index = (await import(pathToFileURL(path.join(dist, html(l).match(/data-index="([^"]+)"/)[1])))).default;
  for (const q of queries) { const [found] = find(index, q); if (!found.some(([href]) => href.includes("/visit/"))) bad.push(l + ": " + q); }
}
console.log(bad.join(", ")); process.exit(bad.length ? 1 : 0);
JS
cp "$S/themes/liberate/scripts/search.js" "$T/search.mjs"; m=$(node "$T/q.mjs" "$P" "$T/search.mjs" 2>"$T/e") || fail "not found: $m $(head -c 200 "$T/e")"
pass "all found"
