// A visit leaves nothing on the device and tells nobody (U07): nothing stored, nothing asked of other sites, no page against its own policy.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { openSite } from "./harness.mjs";

let site;
before(async () => (site = await openSite()));
after(() => site.close());

test("nothing is stored, no other site is asked, and nothing goes against the policy, on any page", async () => {
  const said = new Map();
  const foreign = new Set();
  const options = {
    async ready(page) {
      const note = (text) => said.set(page, [...(said.get(page) ?? []), text]);
      page.on("console", (message) => note(`console: ${message.text()}`));
      page.on("pageerror", (error) => note(`script error: ${error.message}`));
      page.on("request", (request) => new URL(request.url()).origin !== site.base && foreign.add(request.url()));
      // What is given up because the page goes on to the next address is no fault.
      page.on("requestfailed", (request) => request.failure()?.errorText === "net::ERR_ABORTED" || note(`failed: ${request.url()}`));
      page.on("response", (response) => response.status() >= 400 && !response.url().endsWith("/404.html") && note(`${response.status()}: ${response.url()}`));
      await page.addInitScript(() => {
        window.attempts = [];
        const spy = (object, name) => {
          const real = object[name];
          object[name] = function (...all) {
            window.attempts.push(name);
            return real.apply(this, all);
          };
        };
        spy(Storage.prototype, "setItem");
        spy(IDBFactory.prototype, "open");
        spy(CacheStorage.prototype, "open");
        spy(ServiceWorkerContainer.prototype, "register");
        spy(navigator, "sendBeacon");
        spy(window, "fetch");
        spy(XMLHttpRequest.prototype, "open");
        addEventListener("securitypolicyviolation", (event) => window.attempts.push(`policy: ${event.violatedDirective} ${event.blockedURI}`));
      });
    },
  };
  await site.each(site.readable, options, async (page) => {
    await page.keyboard.press("Shift"); // also what the script does later
    await page.$$eval("details", (all) => all.forEach((details) => (details.open = true)));
    const found = await page.evaluate(async () => ({
      attempts: window.attempts,
      cookie: document.cookie,
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      manifest: document.querySelectorAll("link[rel=manifest]").length,
      hints: [...document.querySelectorAll("link[rel~=prefetch],link[rel~=preconnect],link[rel~=dns-prefetch],link[rel~=prerender],link[rel~=preload],script[type=speculationrules]")].length,
    }));
    const problems = said.get(page) ?? [];
    said.delete(page);
    if (await page.context().cookies().then((all) => all.length)) problems.push("a cookie was set");
    for (const [what, value] of Object.entries(found)) if (what === "attempts" ? value.length : value) problems.push(`${what}: ${value}`);
    if (foreign.size) problems.push(`asked of other sites: ${[...foreign].join(" ")}`);
    foreign.clear();
    return problems;
  });
});

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
  await page.locator("main a[href^='https:']").first().click();
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
