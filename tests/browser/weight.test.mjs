// What a visit costs on slow and dear data (U14): bytes as they go over the line, compressed.
//
// The times on a slow line are printed, not judged: they depend on the machine.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PHONE, openSite, until } from "./harness.mjs";

/** What fits in the first answer of a server: ten packets. In bytes. */
const FIRST_FLIGHT = 14_336;
const WHOLE_PAGE = 100_000;
const HELP_PAGE = 30_000;
const SCRIPT = 2_048;

let site;
before(async () => (site = await openSite()));
after(() => site.close());

test("page and styles fit in the first answer, everything together in 100 kB, scripts in 2 kB", async () => {
  let heaviest = { sum: 0 };
  await site.each(site.readable, { viewport: PHONE }, async (page, { path, file }) => {
    const parts = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname));
    const compressed = (name) => gzipSync(readFileSync(name)).length;
    const sizes = new Map([[path, compressed(file)], ...parts.map((part) => [part, compressed(join(site.folder, part))])]);
    const sum = (end) => [...sizes].filter(([name]) => name.endsWith(end)).reduce((total, [, size]) => total + size, 0);
    const critical = sizes.get(path) + sum(".css");
    const script = parts.filter((part) => part.endsWith(".js")).reduce((total, part) => total + readFileSync(join(site.folder, part)).length, 0);
    if (critical > heaviest.sum) heaviest = { path, sum: critical };
    const list = [...sizes].map(([name, size]) => `${name} ${size}`).join(", ");
    const problems = [];
    if (critical > FIRST_FLIGHT) problems.push(`page and styles have ${critical} bytes: ${list}`);
    if (sum("") > WHOLE_PAGE) problems.push(`all together has ${sum("")} bytes: ${list}`);
    if (script > SCRIPT) problems.push(`the scripts have ${script} bytes`);
    return problems;
  });
  console.log(`heaviest page with styles: ${heaviest.path} ${heaviest.sum} bytes of ${FIRST_FLIGHT}`);
});

test("the help page costs at most 30 kB in every language, headers and icon included", async (t) => {
  for (const { path } of site.some(["/help/"])) {
    const before = site.log.length;
    const context = await site.context();
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(path);
    await until("the icon is there", () => site.log.slice(before).some((answer) => answer.path.includes("/icon.")));
    const answers = site.log.slice(before);
    const bytes = answers.reduce((sum, answer) => sum + answer.bytes, 0);
    console.log(`${path}: ${answers.length} requests, ${bytes} bytes`);
    assert.ok(bytes <= HELP_PAGE, `${path} costs ${bytes} bytes`);
  }
});

test("the help page can be read before its styles and scripts are there", async (t) => {
  const context = await site.context();
  t.after(() => context.close());
  await context.route(/\.(css|js|svg)$/, (route) => route.abort());
  const page = await context.newPage();
  for (const { path } of site.some(["/help/"])) {
    await page.goto(path);
    assert.equal(await page.locator("main a[href='tel:08000121700']").first().isVisible(), true);
    assert.equal(await page.locator("#exit").isVisible(), true);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= PHONE.width, `${path} is ${width} px wide without styles`);
  }
});

test("once loaded, the help page works without a network", async (t) => {
  const context = await site.context();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto("/help/");
  await context.setOffline(true);
  await page.locator("nav.langs summary").click();
  assert.equal(await page.locator("nav.langs a[hreflang=ur]").isVisible(), true);
  assert.equal(await page.locator("main a[href^='tel:']").first().isVisible(), true);
});

// Figures for the notes: a line of 400 kbit/s, 400 ms there and back.
test("how long the help page takes on a slow line (printed only)", async (t) => {
  for (const { path } of site.some(["/help/"])) {
    const context = await site.browser.newContext({ viewport: PHONE });
    t.after(() => context.close());
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 });
    await page.goto(site.base + path, { waitUntil: "load" });
    const times = await page.evaluate(() => new Promise((done) => {
      const [load] = performance.getEntriesByType("navigation");
      new PerformanceObserver((list, observer) => {
        const paint = list.getEntriesByName("first-contentful-paint")[0];
        if (!paint) return;
        observer.disconnect();
        done({ paint: Math.round(paint.startTime), load: Math.round(load.loadEventStart) });
      }).observe({ type: "paint", buffered: true });
    }));
    console.log(`${path} at 400 kbit/s and 400 ms: first words after ${times.paint} ms, all loaded after ${times.load} ms`);
  }
});
