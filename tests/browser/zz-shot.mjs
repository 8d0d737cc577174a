import { chromium } from "playwright-core";
const [,, url, out, w = 360, h = 720, full = "1"] = process.argv;
const b = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
const p = await b.newPage({ viewport: { width: +w, height: +h } });
await p.goto(url); 
await p.screenshot({ path: out, fullPage: full === "1" });
console.log(await p.evaluate(() => document.documentElement.scrollHeight));
await b.close();
