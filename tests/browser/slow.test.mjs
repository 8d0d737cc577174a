// What the help page costs on slow data through a real nginx with TLS, with the configuration that `deploy-config` writes and what the release
// holds compressed: in Urdu, which is read from the right, and in Tigrinya, whose letters take three bytes each.
//
// Bytes are judged; times on a slow line are printed, as they depend on the machine.

import assert from "node:assert/strict";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PHONE, openSite, repository, until } from "./harness.mjs";
import { openNginx, withoutNginx as skip } from "./nginx.mjs";

/** What a server sends before it waits for the first answer. Source: RFC 6928, ten packets. */
const FIRST = 14_336;

let site, server, base;

before(async () => {
  if (skip) return;
  site = await openSite();
  server = await openNginx(repository, site.folder);
  base = server.base;
});

after(async () => {
  server?.close();
  await site?.close();
});

/** Bytes of what the release holds for an address, compressed. */
function size(url) {
  const path = new URL(url).pathname;
  const file = join(site.folder, path.endsWith("/") ? `${path}index.html` : path);
  return statSync(existsSync(`${file}.br`) ? `${file}.br` : file).size;
}

for (const language of ["ur", "ti"]) {
  test(`the help page in ${language} fits into the first ten packets, all that it loads with it`, { skip }, async (t) => {
    const context = await site.browser.newContext({ viewport: PHONE, ignoreHTTPSErrors: true });
    t.after(() => context.close());
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    // A line of 400 kbit/s, 400 ms there and back.
    await session.send("Network.emulateNetworkConditions", { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 });
    const answers = [];
    session.on("Network.responseReceived", ({ requestId, response }) => answers.push({ requestId, url: response.url, coding: response.headers["Content-Encoding"] ?? response.headers["content-encoding"] }));
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const answer = answers.find((one) => one.requestId === requestId);
      if (answer) answer.bytes = encodedDataLength;
    });
    await page.goto(`${base}/${language}/help/`, { waitUntil: "load" });
    await until("all answers are whole", () => answers.every((answer) => answer.bytes));
    const times = await page.evaluate(() => new Promise((done) => {
      const [load] = performance.getEntriesByType("navigation");
      new PerformanceObserver((list, observer) => {
        const paint = list.getEntriesByName("first-contentful-paint")[0];
        if (!paint) return;
        observer.disconnect();
        done({ head: Math.round(load.responseStart), paint: Math.round(paint.startTime), load: Math.round(load.loadEventStart) });
      }).observe({ type: "paint", buffered: true });
    }));
    const bytes = answers.reduce((sum, answer) => sum + answer.bytes, 0);
    for (const answer of answers) {
      console.log(`${answer.url.replace(base, "")}: ${answer.bytes} bytes, ${answer.coding ?? "as it is"}`);
      assert.ok(answer.coding === "br" || answer.bytes < 1_500, `${answer.url} is sent as ${answer.coding}`);
    }
    const bodies = answers.reduce((sum, answer) => sum + size(answer.url), 0);
    console.log(`${language}: ${bodies} bytes, ${bytes} with headers; at 400 kbit/s and 400 ms: first byte ${times.head} ms, first words ${times.paint} ms, all ${times.load} ms`);
    assert.ok(bytes <= FIRST, `${bytes} bytes with headers`);
    // Whatever else the first words waited for would cost another way there and back.
    assert.deepEqual(answers.map((answer) => answer.url.replace(base, "")).filter((url) => !url.endsWith(".js")), [`/${language}/help/`]);
  });
}
