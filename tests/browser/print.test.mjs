// On paper: the numbers, large and black on white; nothing that only a screen can use.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { KINDS, openSite } from "./harness.mjs";

/** And pages with numbers that are like none of these. */
const PAGES = [...KINDS, "/show/", "/guide/talk/"];

/** A4 less the margins that the styles ask for, at 96 px an inch. */
const PAPER = { width: 673, height: 1002 };

let site;
before(async () => (site = await openSite()));
after(() => site.close());

const onPaper = (page) => page.emulateMedia({ media: "print" });

test("exit and menus are not printed; title, text and numbers are", () =>
  site.each(site.some(PAGES), { viewport: PAPER, colorScheme: "dark" }, async (page) => {
    const problems = [];
    await onPaper(page);
    for (const selector of ["#exit", ".exit-bar", "nav.menu", "nav.langs", "nav.crumbs", "nav.pager", "nav.toc", ".skip"]) {
      for (const element of await page.locator(selector).all()) if (await element.isVisible()) problems.push(`${selector} is printed`);
    }
    if (!(await page.locator("h1").isVisible())) problems.push("the title is not printed");
    for (const link of await page.locator("main a[href^='tel:']").all()) {
      if (!(await link.evaluate((element) => element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })))) problems.push(`${await link.textContent()} is not printed`);
    }
    const colours = await page.$$eval("body, main, h1, main p, main li, .call, .call a, .contact-number a", (all) => [...new Set(all.filter((element) => element.checkVisibility()).flatMap((element) => {
      const { color, backgroundColor } = getComputedStyle(element);
      return [color, backgroundColor].filter((value) => !["rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"].includes(value)).map((value) => `${element.tagName.toLowerCase()}.${element.className} ${value}`);
    }))]);
    for (const colour of colours) problems.push(`neither black nor white: ${colour}`);
    return problems;
  }));

test("the first number of a page of contacts is huge, 36 points or more; where two come first, both are", () =>
  site.each(site.some(["/help/", "/contacts/", "/who-to-tell/", "/guide/talk/", "/show/", "/"]), { viewport: PAPER }, async (page, { key }) => {
    await onPaper(page);
    const sizes = await page.$$eval(".call .number, .contact-number a", (all) => all.map((link) => parseFloat(getComputedStyle(link).fontSize) * 0.75));
    const first = key === "/contacts/" ? 1 : 2;
    const [huge, others] = [sizes.slice(0, first), sizes.slice(first)];
    if (huge.length < first || !huge.every((size) => size >= 36)) return [`they have ${huge} points`];
    return others.every((size) => size < huge[0]) ? [] : ["another one is as large"];
  }));

test("what is folded away on the screen is on the paper", async (t) => {
  const context = await site.context();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto("/contacts/");
  const folded = await page.$$eval("main details:not([open])", (all) => all.map((details) => details.lastElementChild.textContent.trim().split(/\s+/).slice(0, 6).join(" ")));
  assert.ok(folded.length > 0);
  await onPaper(page);
  for (const height of await page.$$eval("main details", (all) => all.map((details) => details.getBoundingClientRect().height - details.querySelector("summary").getBoundingClientRect().height))) {
    assert.ok(height > 40, `a folded part is ${height} px high on paper`);
  }
});

test("the address of a link to elsewhere is printed, and no page is wider than the paper", () =>
  site.each(site.some(KINDS), { viewport: PAPER }, async (page) => {
    await onPaper(page);
    const problems = await page.$$eval("article a[href^='http']", (all) => all
      .filter((link) => link.checkVisibility() && !getComputedStyle(link, "::after").content.includes(new URL(link.href).hostname))
      .map((link) => `${link.href} is not printed beside its link`));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    return wide > PAPER.width ? [...problems, `it is ${wide} px wide`] : problems;
  }));

test("a page whose title is neutral does not print its address or what the site is about", () =>
  site.each(site.some(["/help/"]), { viewport: PAPER }, async (page) => {
    await onPaper(page);
    const text = await page.evaluate(() => document.title + " " + document.querySelector("h1").innerText);
    const address = await page.locator(".address").count();
    return [...(/slave|exploit/i.test(text) ? [`it prints «${text}»`] : []), ...(address ? ["it prints its address"] : [])];
  }));
