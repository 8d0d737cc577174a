// axe-core finds nothing: WCAG 2.0 to 2.2, levels A and AA, and its best practices.
//
// On a phone in light colours every page is looked at in English, one of each kind in a language of the other direction, the first page in
// all: the others differ in words alone, which the build and the W3C's checker look at in every language. Other sizes and colours differ in
// the styles alone, so they are looked at on one page of each kind, in one language of each direction; other colours for what colours decide.

import { after, before, test } from "node:test";
import { barriers, invisible } from "./faults.mjs";
import { DESKTOP, KINDS, PHONE, openSite } from "./harness.mjs";

// Moving colours would be measured half way.
const STILL = { reducedMotion: "reduce" };

const COLOURS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "light with more contrast": { colorScheme: "light", contrast: "more" },
  "dark with more contrast": { colorScheme: "dark", contrast: "more" },
  "forced colours": { colorScheme: "dark", forcedColors: "active" },
};

let site;
before(async () => (site = await openSite()));
after(() => site.close());

test("nothing on any page, on a phone in light colours", () => site.each(site.shapes, { viewport: PHONE, ...COLOURS.light, ...STILL }, barriers));

for (const [name, colours] of Object.entries(COLOURS)) {
  for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
    if (size === "phone" && name === "light") continue;
    // A fresh visit for each: colours that change on an open page are not always what a visitor with these settings sees.
    const look = name === "light" ? barriers : invisible;
    test(`nothing in ${name}, on a ${size}`, () => site.each(site.some(KINDS, site.bothWays), { viewport, ...colours, ...STILL }, look));
  }
}

test("nothing while the menus and the folded parts are open", () =>
  site.each(site.some(["/contacts/", "/true-or-false/"]), { viewport: PHONE, ...STILL }, async (page) => {
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    return barriers(page);
  }));
