// Whoever walks through a page by keyboard always sees where they are (WCAG 2.4.7, 2.4.11): what has the focus is on the screen, not under
// the exit bar, and marked.

import { after, before, test } from "node:test";
import { DESKTOP, KINDS, PHONE, ZOOMED, openSite } from "./harness.mjs";

let site;
before(async () => (site = await openSite()));
after(() => site.close());

for (const [name, viewport] of Object.entries({ "the smallest phone": PHONE, "a desktop": DESKTOP, "400 % zoom": ZOOMED })) {
  test(`forwards and backwards, on ${name}`, () =>
    site.each(site.some(KINDS, site.bothWays), { viewport }, async (page) => {
      const problems = [];
      const address = page.url();
      // Tab is held down, which walks on: letting it go and pressing it again takes half as long again.
      const walk = async (key, ...held) => {
        const seen = [];
        await page.evaluate(() => (window.stops = new Set()));
        for (const other of held) await page.keyboard.down(other);
        for (let step = 0; step < 200; step++) {
          await page.keyboard.down(key);
          const here = await page.evaluate(look);
          if (!here) break; // past the last one: the focus is with the browser, or at the beginning again
          seen.push(here.what);
          for (const fault of here.faults) problems.push(`${[...held, key].join("+")}: ${here.what} ${fault}`);
        }
        for (const other of [key, ...held]) await page.keyboard.up(other);
        return seen;
      };
      const forwards = await walk("Tab");
      const reachable = await page.evaluate(() => [...document.querySelectorAll("a[href], summary, [tabindex='0']")].filter((element) => element.checkVisibility({ contentVisibilityAuto: true })).length);
      if (forwards.length < reachable) problems.push(`Tab reaches ${forwards.length} of ${reachable} links and folded parts`);
      const backwards = await walk("Tab", "Shift");
      if (backwards.length !== forwards.length) problems.push(`${forwards.length} stops forwards, ${backwards.length} backwards`);
      if (page.url() !== address) problems.push("walking backwards left the page");
      return problems;
    }));
}

test("a link within the page leads to a place that is not under the exit bar", () =>
  site.each(site.some(["/your-rights/", "/who-to-tell/"]), { viewport: PHONE }, async (page) => {
    const problems = [];
    const targets = await page.$$eval("main [id]:is(h2, h3)", (all) => all.map((element) => element.id));
    for (const id of targets) {
      const { top, bar } = await page.evaluate((id) => {
        location.hash = "";
        location.hash = id;
        return { top: document.getElementById(id).getBoundingClientRect().top, bar: document.querySelector(".exit-bar").getBoundingClientRect().bottom };
      }, id);
      if (top < bar) problems.push(`#${id} begins ${Math.round(bar - top)} px under the bar`);
    }
    return targets.length ? problems : ["there is no heading with an anchor"];
  }));

test("the link that skips to the main text appears first, and leads there", () =>
  site.each(site.some(KINDS, site.bothWays), { viewport: PHONE }, async (page) => {
    const problems = [];
    await page.keyboard.press("Tab");
    const here = await page.evaluate(look);
    if (!here?.what.includes("#main")) problems.push(`the first stop is ${here?.what}`);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    if (!(await page.evaluate(() => document.querySelector("main").contains(document.activeElement) || document.activeElement.closest("footer")))) problems.push("after it, Tab does not go on in the main text");
    return problems;
  }));

/** What has the focus, and what is wrong with how it can be seen; nothing if it was there before. Runs in the page. */
function look() {
  const element = document.activeElement;
  window.stops ??= new Set();
  if (!element || element === document.body || element === document.documentElement || window.stops.has(element)) return null;
  window.stops.add(element);
  const faults = [];
  const boxes = [...element.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
  const what = `${element.tagName.toLowerCase()} «${element.innerText.trim().replace(/\s+/g, " ").slice(0, 40)}» ${element.getAttribute("href") ?? ""}`;
  const isOnTop = (x, y) => {
    const top = document.elementFromPoint(x, y);
    return top !== null && (element.contains(top) || top.contains(element));
  };
  // Each line of a link that breaks counts by its middle.
  const middles = boxes.map(({ left, top, width, height }) => [left + width / 2, top + height / 2]);
  if (boxes.length === 0) faults.push("has no size");
  else if (!middles.every(([x, y]) => isOnTop(x, y))) faults.push("is covered, or off the screen");
  const bar = document.querySelector(".exit-bar").getBoundingClientRect();
  const first = boxes[0];
  if (first && !element.closest(".exit-bar, .skip") && first.top < bar.bottom && first.bottom > bar.top && innerHeight - bar.height > first.height)
    faults.push(`begins ${Math.round(bar.bottom - first.top)} px under the exit bar`);
  const outlines = [getComputedStyle(element), getComputedStyle(element, "::after")];
  if (!outlines.some(({ outlineStyle, outlineWidth }) => outlineStyle !== "none" && parseFloat(outlineWidth) >= 2)) faults.push("has no mark of the focus");
  return { what, faults };
}
