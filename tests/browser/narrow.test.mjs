// Nothing is cut and nothing scrolls sideways with large text and with longer words. That every page fits the smallest phone:
// every-page.test.mjs.

import assert from "node:assert/strict";
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

/** Runs in the page: addresses of the web that go on in the next line elsewhere than beside a dot, a slash or a hyphen. */
function brokenAddresses() {
  const broken = [];
  for (const details of document.querySelectorAll("details")) details.open = true;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    for (const { 0: address, index } of node.data.matchAll(/[a-z0-9-]+(\.[a-z0-9-]+)*\.(org|uk|com|example)\b[a-z0-9./-]*/gi)) {
      const range = document.createRange();
      const top = (at) => (range.setStart(node, index + at), range.setEnd(node, index + at + 1), range.getBoundingClientRect().top);
      for (let at = 1; at < address.length; at++) {
        if (Math.abs(top(at) - top(at - 1)) > 6 && !/[./-]/.test(address[at - 1] + address[at])) broken.push(`${address.slice(0, at)} | ${address.slice(at)}`);
      }
    }
  }
  return [...new Set(broken)].map((address) => `an address breaks inside a word: ${address}`);
}

for (const [name, viewport] of Object.entries({ "the smallest phone": PHONE, "a projector": { width: 1280, height: 720 } })) {
  test(`addresses go on in the next line only beside a dot, a slash or a hyphen on ${name}`, () =>
    site.each(site.some(["/contacts/", "/councils/", "/campaign/community-talk/", "/campaign/community-talk/deck/"]), { viewport }, (page) => page.evaluate(brokenAddresses)));
}

test("a broken address is noticed", async () => {
  const context = await site.context();
  const page = await context.newPage();
  await page.setContent("<p style='width:14ch;font:16px monospace;overflow-wrap:anywhere'>service.helpline.example</p><p style='width:20ch;font:16px monospace;overflow-wrap:anywhere'>modernslaveryhelpline.org</p>");
  const found = await page.evaluate(brokenAddresses);
  await context.close();
  assert.ok(found.some((what) => what.includes(" | ")), `${found}`);
});

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
