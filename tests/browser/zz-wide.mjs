import { chromium } from "playwright-core";
import { execSync } from "node:child_process";
const [,, base, folder] = process.argv;
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const p = await b.newPage({ viewport: { width: 320, height: 640 } });
for (const f of execSync(`cd ${folder}; find . -name index.html`).toString().trim().split("\n")) {
  const u = base + f.slice(1).replace("index.html", "");
  await p.goto(u); const w = await p.evaluate(() => document.documentElement.scrollWidth);
  if (w > 320) console.log(u, w);
}
await b.close();
