// A visit tells nobody (U07): headers, links to elsewhere, addresses that do not exist. That no page stores anything or asks other
// sites for anything: every-page.test.mjs.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openSite } from "./harness.mjs";

let site;
before(async () => (site = await openSite()));
after(() => site.close());

test("each page is asked for with the headers that protect it", async (t) => {
  const context = await site.context();
  t.after(() => context.close());
  const page = await context.newPage();
  for (const path of ["/", "/help/", "/ur/help/", "/no-such-page/"]) {
    const headers = (await page.goto(path)).headers();
    assert.match(headers["content-security-policy"], /^default-src 'none'/);
    assert.doesNotMatch(headers["content-security-policy"], /unsafe|https?:|\*/);
    assert.equal(headers["referrer-policy"], "no-referrer");
    assert.equal(headers["x-content-type-options"], "nosniff");
    assert.match(headers["cache-control"], /no-store/);
  }
});

test("a link to another site does not say where the reader comes from, and gives it no hold on the tab", async (t) => {
  const context = await site.context();
  t.after(() => context.close());
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(request));
  await page.goto("/help/");
  await page.locator("main a[href^='https:']:visible").first().click();
  await page.waitForURL((url) => url.origin !== site.base);
  assert.equal(await asked.at(-1).headerValue("referer"), null);
  assert.equal(await page.evaluate(() => document.referrer), "");
  assert.equal(await page.evaluate(() => window.opener), null);
});

test("an address that does not exist says so in the language of the address", async (t) => {
  const context = await site.context();
  t.after(() => context.close());
  const page = await context.newPage();
  for (const { path, language } of site.some(["/"])) {
    const response = await page.goto(`${path}no/such/page/`);
    assert.equal(response.status(), 404);
    assert.equal(await page.getAttribute("html", "lang"), language);
    assert.equal(await page.locator("#exit").isVisible(), true);
  }
});
