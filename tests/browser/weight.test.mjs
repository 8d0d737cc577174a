// What a visit to the help page costs on slow and dear data (U14): bytes as they go over the line. The other pages: every-page.test.mjs.
//
// The times on a slow line are printed, not judged: they depend on the machine.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PHONE, openSite, until } from "./harness.mjs";

const HELP_PAGE = 30_000;

let site;
before(async () => (site = await openSite({ whole: true })));
after(() => site.close());

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
