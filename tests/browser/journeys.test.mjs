// The journeys of USERS.md, from the first tap to the last.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, openSite } from "./harness.mjs";

const EXIT = "https://www.bbc.co.uk/weather";
const HELPLINE = "tel:08000121700";

let site;
before(async () => (site = await openSite()));
after(() => site.close());

test("public: from the address on a poster to the helpline in one's own language, and away, in four taps", async (t) => {
  for (const { language } of site.some(["/"])) {
    const context = await site.context({ viewport: PHONE, hasTouch: true, isMobile: true, javaScriptEnabled: false });
    t.after(() => context.close());
    const page = await context.newPage();
    const before = site.log.length;
    await page.goto("/");
    let taps = 0;
    const tap = async (link) => {
      await link.tap();
      taps++;
    };

    if (language !== "en") {
      await tap(page.locator("nav.langs summary"));
      await tap(page.locator(`nav.langs a[hreflang="${language}"]`));
      await page.waitForURL((url) => url.pathname === `/${language}/`);
    }
    assert.equal(await page.getAttribute("html", "lang"), language);

    // The number itself is not dialled here: there is no telephone behind this browser.
    const number = page.locator(`main a[href="${HELPLINE}"]`).first();
    await number.scrollIntoViewIfNeeded();
    assert.equal(await number.isVisible(), true);
    const box = await number.boundingBox();
    const reached = await page.evaluate(([x, y]) => document.elementFromPoint(x, y)?.closest("a")?.getAttribute("href"), [box.x + box.width / 2, box.y + box.height / 2]);
    assert.equal(reached, HELPLINE, "a finger on the number does not meet it");
    taps++;

    await tap(page.locator("#exit"));
    await page.waitForURL(EXIT);
    assert.ok(taps <= 4, `${taps} taps`);
    assert.deepEqual(context.foreign, [EXIT]);
    const bytes = site.log.slice(before).reduce((sum, answer) => sum + answer.bytes, 0);
    console.log(`${language}: ${taps} taps, ${bytes} bytes`);
    assert.ok(bytes <= 30_000, `${bytes} bytes`);
  }
});

test("public: the help page shows a number on its first screen, or one swipe below", async (t) => {
  for (const { path } of site.some(["/help/"])) {
    const context = await site.context({ viewport: PHONE, javaScriptEnabled: false });
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(path);
    const top = await page.locator("main a[href^='tel:']").first().evaluate((link) => link.getBoundingClientRect().top);
    const helpline = await page.locator(`main a[href="${HELPLINE}"]`).first().evaluate((link) => link.getBoundingClientRect().top);
    console.log(`${path}: first number ${Math.round(top)} px down, helpline ${Math.round(helpline)} px, of ${PHONE.height} on the screen`);
    assert.ok(top <= 2 * PHONE.height, `${path}: the first number is ${top} px down`);
  }
});

test("agency: from the home page to who to tell, with the day of the last check, and on paper", async (t) => {
  const context = await site.context({ viewport: DESKTOP });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto("/");
  await page.locator(".door a[href='/who-to-tell/']").click();
  await page.waitForURL((url) => url.pathname === "/who-to-tell/");
  assert.equal(await page.locator("main a[href^='tel:']").first().isVisible(), true);
  assert.match(await page.locator("main time").last().getAttribute("datetime"), /^\d{4}-\d\d-\d\d$/);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("main a[href^='tel:']").first().isVisible(), true);
  assert.equal(await page.locator("#exit").isVisible(), false);
});
