// The edition for partners, in what sets it apart from the public one: its own pages, its first page, and what it tells search engines.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { barriers, deadLinks, invalid, overflow } from "./faults.mjs";
import { DESKTOP, PHONE, none, openPartnerSite } from "./harness.mjs";

let site, own;
before(async () => {
  site = await openPartnerSite();
  own = site.readable.filter(({ key }) => /^\/(partners|guide-partner)\//.test(key) || key === "/");
});
after(() => site.close());

/** Its own pages in English, and some in a language of the other direction: there they stand in English too. */
const telling = () => own.filter(({ language, key }) => language === "en" || (language === "ur" && ["/", "/partners/", "/partners/figures/", "/guide-partner/"].includes(key)));

test("the checker of the W3C finds nothing on its pages, in any language", async () => none(await invalid(site, own)));

test("axe finds nothing on its pages, on a phone in light colours", () =>
  site.each(telling(), { viewport: PHONE, colorScheme: "light", reducedMotion: "reduce" }, barriers));

test("axe finds nothing on its English pages, on a desktop in dark colours", () =>
  site.each(own.filter(({ language }) => language === "en"), { viewport: DESKTOP, colorScheme: "dark", reducedMotion: "reduce" }, barriers));

test("its pages fit 320 px", () => site.each(telling(), { viewport: PHONE }, (page) => page.evaluate(overflow)));

test("nothing is stored, no other site is asked, and search engines are kept away", async () => {
  assert.match(readFileSync(join(site.folder, "robots.txt"), "utf8"), /^Disallow: \/$/m);
  await site.each(telling(), { viewport: PHONE }, async (page, { path }) => {
    const headers = (await page.goto(path)).headers();
    const problems = [];
    if (!/noindex/.test(headers["x-robots-tag"])) problems.push("the headers let search engines in");
    if (!(await page.locator("meta[name=robots][content=noindex]").count())) problems.push("the page lets search engines in");
    if (!/^default-src 'none'/.test(headers["content-security-policy"])) problems.push("there is no policy");
    if (headers["referrer-policy"] !== "no-referrer") problems.push("the address of the page is passed on");
    if (!/no-store/.test(headers["cache-control"])) problems.push("the page may be kept");
    const kept = await page.evaluate(() => document.cookie.length + localStorage.length + sessionStorage.length);
    if (kept) problems.push("something was stored");
    const asked = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    for (const address of asked) if (!address.startsWith(site.base)) problems.push(`asks ${address}`);
    return problems;
  });
});

test("every link in the edition leads somewhere", () => none(deadLinks(site)));
