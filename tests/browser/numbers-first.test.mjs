// Whoever is afraid sees whom to call before anything else: on the first screen of the smallest phone, on one sheet of paper, in every
// language.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PHONE, openSite } from "./harness.mjs";

const EMERGENCY = "tel:999";
const HELPLINE = "tel:08000121700";
const OUTCOMES = ["call-999", "talk", "interpreter", "young", "child", "home", "rights"].map((step) => `/guide/${step}/`);
const PICTURES = "/easy-read/pictures/";
const PAGES = ["/help/", "/who-to-tell/", "/easy-read/help/", PICTURES, ...OUTCOMES];

let site;
before(async () => (site = await openSite()));
after(() => site.close());

test("both numbers are buttons on the first screen, with what to say, and that a call leaves a trace", () => {
  const pages = site.some(PAGES);
  assert.equal(pages.length, PAGES.length * site.languages.length);
  return site.each(pages, { viewport: PHONE, javaScriptEnabled: false }, async (page) => {
    const problems = [];
    for (const number of [EMERGENCY, HELPLINE]) {
      // The whole button can be pressed, not its digits alone.
      const button = page.locator(`.call:has(a[href="${number}"])`).first();
      if (!(await button.count())) return [`${number} is no button`];
      const { x, y, width, height } = await button.boundingBox();
      if (y < 0 || y + height > PHONE.height) problems.push(`${number} stands ${Math.round(y)} to ${Math.round(y + height)} px down`);
      if (height < 44) problems.push(`${number} is ${height} px high`);
      for (const [across, down] of [[0.05, 0.2], [0.5, 0.5], [0.95, 0.8]]) {
        const met = await page.evaluate(([left, top]) => document.elementFromPoint(left, top)?.closest("a")?.getAttribute("href"), [x + width * across, y + height * down]);
        if (met !== number) problems.push(`a finger on the button of ${number} meets ${met}`);
      }
    }
    const said = page.locator(".calls [lang=en]", { hasText: "I need an interpreter in" });
    if (!(await said.count())) problems.push("nothing says how to ask for an interpreter");
    const trace = await page.locator(".calls > .small").boundingBox();
    if (!trace || trace.y + trace.height > PHONE.height) problems.push("that a call leaves a trace is below the first screen");
    return problems;
  });
});

test("what is not about the numbers is below them: the menu, where one is, and that nobody has checked the translation", () =>
  site.each(site.some(PAGES), { viewport: PHONE, javaScriptEnabled: false }, async (page) => {
    const end = await page.locator(".calls > .small").evaluate((trace) => trace.getBoundingClientRect().bottom);
    const above = await page.$$eval(".menu, .crumbs, .toc, main [role=note], main details", (all, end) => all
      .filter((element) => element.checkVisibility() && element.getBoundingClientRect().top < end).map((element) => `${element.className} is above the numbers`), end);
    const menu = await page.$$eval(".menu a", (all) => all.map((link) => link.getAttribute("href")));
    const foot = await page.$$eval(".foot a", (all) => all.filter((link) => link.checkVisibility()).map((link) => link.getAttribute("href")));
    return [...above, ...menu.filter((address) => !foot.includes(address)).map((address) => `nothing leads to ${address}`)];
  }));

test("the first page names every language in its own name below its heading, then the numbers, then its doors", () =>
  site.each(site.some(["/"]), { viewport: PHONE, javaScriptEnabled: false }, async (page) => {
    const problems = [];
    const names = await page.locator("main .language-list a").count();
    if (names !== site.languages.length) problems.push(`it names ${names} languages`);
    if (await page.locator(".top .language-list").count()) problems.push("it names them twice");
    const tops = await page.$$eval("h1, main .language-list, .call, .door", (all) => all.map((element) => element.getBoundingClientRect().top));
    if (tops.some((top, at) => top < tops[at - 1])) problems.push(`they are in another order: ${tops}`);
    if (!(await page.locator(`.call a[href="${HELPLINE}"]`).count())) problems.push("the helpline is not there");
    const small = await page.$$eval("main .language-list a", (all) => all.map((link) => link.getBoundingClientRect()).filter(({ width, height }) => width < 24 || height < 44).length);
    if (small) problems.push(`${small} names are too small for a finger`);
    return problems;
  }));

test("a card to show to somebody fits the screen: English first, then the reader's language, and the numbers, under a neutral title", () =>
  site.each(site.some(["/show/"]), { viewport: { width: 320, height: 640 }, javaScriptEnabled: false }, async (page, { language }) => {
    const problems = [];
    const { y, height } = await page.locator(".show").boundingBox();
    if (y + height > 640) problems.push(`it ends ${Math.round(y + height)} px down`);
    const lines = await page.$$eval(".show > p:not(.call)", (all) => all.map((line) => line.closest("[lang]").lang));
    if (lines.join() !== (language === "en" ? "en" : `en,${language}`)) problems.push(`it speaks ${lines}`);
    const numbers = await page.$$eval(".show a", (all) => all.map((link) => link.getAttribute("href")));
    if (numbers.join() !== `${HELPLINE},${EMERGENCY}`) problems.push(`its numbers are ${numbers}`);
    if (/slave|exploit|show/i.test(await page.title())) problems.push(`its title says «${await page.title()}»`);
    return problems;
  }));

test("help, help in pictures and all questions of the guide are one sheet of paper in every language; so is the page of each profession", async (t) => {
  const professions = site.readable.filter(({ key, language }) => key.startsWith("/professionals/") && site.bothWays.includes(language));
  assert.equal(professions.length, 2 * 9);
  const context = await site.context({ javaScriptEnabled: false });
  t.after(() => context.close());
  const page = await context.newPage();
  for (const { path } of [...site.some(["/help/", PICTURES, "/guide/all/"]), ...professions]) {
    await page.goto(path);
    const pdf = await page.pdf({ format: "A4" });
    const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length;
    assert.equal(sheets, 1, `${path} takes ${sheets} sheets`);
  }
});

test("help in pictures shows large pictures that differ, with few words each, and none of it beyond the edge of a phone", () =>
  site.each(site.some([PICTURES]), { viewport: PHONE, javaScriptEnabled: false }, async (page) => {
    const shown = await page.$$eval(".prose li", (all) => all.map((item) => {
      const drawing = item.querySelector("svg");
      const { left, right } = item.getBoundingClientRect();
      return { size: Math.min(drawing.clientWidth, drawing.clientHeight), hidden: drawing.getAttribute("aria-hidden"), drawn: drawing.innerHTML, words: item.innerText.trim(), wide: item.scrollWidth > item.clientWidth, left, right };
    }));
    const problems = [];
    if (shown.length !== 16) problems.push(`it has ${shown.length} pictures`);
    if (new Set(shown.map(({ drawn }) => drawn)).size !== shown.length) problems.push("two pictures are the same");
    for (const { size, hidden, words, wide, left, right } of shown) {
      if (size < 80) problems.push(`a picture is ${size} px: ${words}`);
      if (hidden !== "true") problems.push(`what reads aloud is told of a picture: ${words}`);
      if (!words || words.length > 130) problems.push(`${words.length} letters: ${words}`);
      if (wide || left < 0 || right > PHONE.width) problems.push(`wider than its place: ${words}`);
    }
    return problems;
  }));
