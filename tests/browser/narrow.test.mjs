// Nothing is cut and nothing scrolls sideways with large text and with longer words. That every page fits the smallest phone:
// every-page.test.mjs.

import { after, before, test } from "node:test";
import { overflow } from "./faults.mjs";
import { DESKTOP, KINDS, PHONE, ZOOMED, openSite } from "./harness.mjs";

let site;
before(async () => (site = await openSite()));
after(() => site.close());

// The reader's own text size, as set in the browser; not the zoom, which makes the screen smaller.
const large = async (page) => {
  const session = await page.context().newCDPSession(page);
  await session.send("Page.setFontSizes", { fontSizes: { standard: 32, fixed: 26 } });
};

for (const [name, viewport] of Object.entries({ "half a desktop": { width: 640, height: 800 }, "a desktop": DESKTOP, "the smallest phone": PHONE })) {
  test(`text at 200 % fits on ${name}`, () =>
    site.each(site.some(KINDS), { viewport, ready: large }, async (page) => {
      const size = await page.evaluate(() => parseFloat(getComputedStyle(document.body).fontSize));
      const problems = size < 32 ? [`the text did not grow: ${size} px`] : [];
      return [...problems, ...(await page.evaluate(overflow))];
    }));
}

test("400 % zoom fits", () => site.each(site.some(KINDS), { viewport: ZOOMED, deviceScaleFactor: 4 }, (page) => page.evaluate(overflow)));

// Twelve screens and a half of a phone; with every file, date and filter open it was more than twice as high.
test("the shelf of campaign documents is at most 9,000 pixels high on a phone", () =>
  site.each(site.some(["/campaign/"]), { viewport: { width: 360, height: 720 } }, async (page) => {
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    return height > 9000 ? [`${height} px`] : [];
  }));

for (const [name, viewport] of Object.entries({ "the smallest phone": PHONE, "a desktop": DESKTOP })) {
  test(`words that are 60 % longer, as in some languages, fit on ${name}`, () =>
    site.each(site.some(KINDS, site.bothWays), { viewport }, async (page) => {
      await page.evaluate(() => {
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        for (let node = texts.nextNode(); node; node = texts.nextNode()) {
          const text = node.data.trim();
          if (!text || node.parentElement.closest("bdi, .number")) continue;
          // More words, and each first word a long one.
          node.data = node.data.replace(text, text.replace(/\p{L}{4,}/u, (word) => word + word.slice(0, 3)) + " " + text.slice(0, Math.ceil(text.length * 0.5)));
        }
      });
      return page.evaluate(overflow);
    }));
}
