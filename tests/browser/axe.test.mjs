// axe-core finds nothing: WCAG 2.0 to 2.2, levels A and AA, and its best practices.
//
// On a phone in light colours every page is looked at in one language of each direction, and one page of each kind in every language:
// the others differ in words alone, which the build checks. Other sizes and colours differ in the styles alone, so they are looked at
// on one page of each kind, in one language of each direction.

import { AxeBuilder } from "@axe-core/playwright";
import { after, before, test } from "node:test";
import { DESKTOP, KINDS, PHONE, openSite } from "./harness.mjs";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

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

test("nothing on any page, on a phone in light colours", () => site.each(site.telling, { viewport: PHONE, ...COLOURS.light, ...STILL }, findings));

for (const [name, colours] of Object.entries(COLOURS)) {
  for (const [size, viewport] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
    if (size === "phone" && name === "light") continue;
    // A fresh visit for each: colours that change on an open page are not always what a visitor with these settings sees.
    test(`nothing in ${name}, on a ${size}`, () => site.each(site.some(KINDS, site.bothWays), { viewport, ...colours, ...STILL }, findings));
  }
}

test("nothing while the menus and the folded parts are open", () =>
  site.each(site.some(["/contacts/", "/true-or-false/"]), { viewport: PHONE, ...STILL }, async (page) => {
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    return findings(page);
  }));

async function findings(page) {
  const forced = await page.evaluate(() => matchMedia("(forced-colors: active)").matches);
  // Without frames there is no need for the second, empty page on which axe would put the results together.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).withTags(TAGS);
  // Colours that the reader's system forces are the reader's. axe reads `-webkit-text-fill-color`, where Chromium 156 still reports
  // the page's own colour, although it paints the forced one.
  if (forced) axe.disableRules(["color-contrast"]);
  const { violations } = await axe.analyze();
  const problems = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(" ")}: ${failureSummary.replace(/\s+/g, " ")}`));
  return forced ? [...problems, ...(await escapes(page))] : problems;
}

/** Text that keeps the page's colours although the system forces others. */
function escapes(page) {
  return page.evaluate(() => [...document.querySelectorAll("body *")]
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()))
    .filter((element) => getComputedStyle(element).forcedColorAdjust === "none")
    .map((element) => `text escapes the forced colours: ${element.outerHTML.slice(0, 120)}`));
}
