// The whole site with script off: everything can be read, reached and unfolded.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { deadLinks } from "./faults.mjs";
import { DESKTOP, KINDS, PHONE, none, openSite } from "./harness.mjs";

const OFF = { javaScriptEnabled: false };

let site;
before(async () => (site = await openSite()));
after(() => site.close());

test("every page can be read, and no control needs script", () =>
  site.each(site.some([...KINDS, ...site.readable.filter(({ language }) => language === "en").map(({ key }) => key)], site.bothWays), OFF, async (page) => {
    const found = await page.evaluate(() => ({
      text: document.querySelector("main").innerText.trim(),
      answers: document.querySelectorAll("main .guide .prose li a").length,
      dead: [...document.querySelectorAll("button, input, select, textarea, form, [role=button], a:not([href])")].filter((element) => element.checkVisibility()).map((element) => element.outerHTML.slice(0, 120)),
    }));
    const problems = found.dead.map((element) => `does nothing without script: ${element}`);
    // A Chinese character says about as much as three letters, an Ethiopic one stands for two.
    const letters = [...found.text].reduce((count, letter) => count + (/\p{Script=Han}/u.test(letter) ? 3 : /\p{Script=Ethiopic}/u.test(letter) ? 2 : 1), 0);
    // The question of a guide may be short: then it has answers to choose from.
    if (letters < 100 && found.answers < 2) problems.push(`there is almost nothing to read: «${found.text}»`);
    return problems;
  }));

test("every link on every page leads somewhere", () => none(deadLinks(site)));

test("the words are the same as with script, but for the hint on a key that needs it", async () => {
  const words = (page) => page.evaluate(() => document.body.innerText.replace(document.getElementById("exit-hint").innerText || "\0", "").replace(/\s+/g, " ").trim());
  const read = new Map();
  await site.each(site.some(KINDS), { viewport: DESKTOP }, async (page, { path }) => void read.set(path, await words(page)));
  await site.each(site.some(KINDS), { viewport: DESKTOP, ...OFF }, async (page, { path }) => ((await words(page)) === read.get(path) ? [] : ["the words differ"]));
});

test("the menu leads through the site, and says where one is", async (t) => {
  for (const home of site.some(["/"])) {
    const context = await site.context({ viewport: PHONE, hasTouch: true, isMobile: true, ...OFF });
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(home.path);
    const targets = await page.$$eval("nav.menu a", (all) => all.map((link) => link.getAttribute("href")));
    assert.ok(targets.length >= 3);
    for (const target of targets) {
      // Where the numbers come first, the menu is in the foot.
      await page.locator(`:is(nav.menu, .foot nav) a[href="${target}"]:visible`).first().tap();
      await page.waitForURL((url) => url.pathname === target);
      assert.equal(await page.getAttribute("nav.menu a[aria-current]", "href"), target);
      assert.equal(await page.getAttribute("html", "lang"), home.language);
    }
  }
});

test("the language list unfolds, and leads to the same page in the other language", async (t) => {
  const context = await site.context({ viewport: PHONE, hasTouch: true, isMobile: true, ...OFF });
  t.after(() => context.close());
  const page = await context.newPage();
  const pages = site.some(["/signs/places/car-wash/"]);
  for (const [at, from] of pages.entries()) {
    await page.goto(from.path);
    const links = await page.$$eval("nav.langs a[hreflang]", (all) => all.map((link) => [link.hreflang, link.lang, link.getAttribute("href")]));
    assert.deepEqual(links.sort(), pages.map(({ language, path }) => [language, language, path]).sort());
    // Each language is left once and arrived at once.
    const to = pages[(at + 1) % pages.length];
    const link = page.locator(`nav.langs a[hreflang="${to.language}"]`);
    assert.equal(await link.isVisible(), false, "the list is open before anybody asks");
    await page.tap("nav.langs summary");
    assert.equal(await link.isVisible(), true);
    await link.tap();
    await page.waitForURL((url) => url.pathname === to.path);
    assert.equal(await page.getAttribute("html", "lang"), to.language);
  }
});

test("everything that is folded away unfolds, by touch and by keyboard", () =>
  site.each(site.some(KINDS, ["en"]), { ...OFF, hasTouch: true }, async (page) => {
    const problems = [];
    const folded = page.locator("details > summary");
    for (let at = 0; at < (await folded.count()); at++) {
      const details = page.locator("details").nth(at);
      const isOpen = () => details.evaluate((element) => element.open);
      const before = await isOpen();
      await folded.nth(at).tap();
      if ((await isOpen()) === before) problems.push(`part ${at} does not move when touched`);
      await folded.nth(at).focus();
      await page.keyboard.press("Enter");
      if ((await isOpen()) !== before) problems.push(`part ${at} does not move by keyboard`);
    }
    return problems;
  }));
