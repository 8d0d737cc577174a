// Languages that are written from the right (U21): the page is mirrored, and nothing else. That numbers are not: every-page.test.mjs.

import { after, before, test } from "node:test";
import { DESKTOP, KINDS, openSite } from "./harness.mjs";

let site, mirrored;
before(async () => {
  site = await openSite();
  const page = await site.browser.newPage();
  const rightToLeft = [];
  for (const home of site.some(["/"])) {
    await page.goto(site.base + home.path);
    if ((await page.getAttribute("html", "dir")) === "rtl") rightToLeft.push(home.language);
  }
  await page.close();
  mirrored = site.readable.filter((entry) => rightToLeft.includes(entry.language));
});
after(() => site.close());

test("the layout is mirrored, and nothing else", () =>
  site.each(mirrored.filter((entry) => KINDS.includes(entry.key)), { viewport: DESKTOP }, async (page, { key }) => {
    const problems = [];
    const box = async (selector, at = 0) => page.locator(selector).nth(at).boundingBox();
    const middle = ({ x, width }) => x + width / 2;
    const [first, second] = [await box("nav.menu li"), await box("nav.menu li", 1)];
    if (!(middle(first) > middle(second))) problems.push("the first item of the menu is not right of the second");
    // The first page names its languages below its heading.
    if (key !== "/" && !(middle(await box(".brand a")) > middle(await box("nav.langs summary")))) problems.push("the name of the site is not right of the languages");
    const heading = await page.locator("h1").evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const [text, room] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
      // A page that is there in another language only keeps the direction of that one.
      return getComputedStyle(element).direction === "rtl" ? text.right - room.right : text.left - room.left;
    });
    if (Math.abs(heading) > 2) problems.push("the heading does not begin at its side");
    if (!["/", "/404.html"].includes(key)) {
      const [home, next] = [await box("nav.crumbs li"), await box("nav.crumbs li", 1)];
      if (!(middle(home) > middle(next))) problems.push("the path to the page does not begin at the right");
    }
    const exit = await box("#exit");
    if (!(middle(exit) < DESKTOP.width / 2)) problems.push("the exit is not on the left");
    return problems;
  }));
