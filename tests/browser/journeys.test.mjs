// The journeys of USERS.md, from the first tap to the last.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, openSite, unzip } from "./harness.mjs";

const EXIT = "https://www.bbc.co.uk/weather";
const HELPLINE = "tel:08000121700";

let site;
before(async () => (site = await openSite({ whole: true })));
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
      await tap(page.locator(`main .language-list a[hreflang="${language}"]`));
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

test("agency: from the home page to the numbers for people at work, on paper too, and to every number with the day of its last check", async (t) => {
  const context = await site.context({ viewport: DESKTOP });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto("/");
  await page.locator(".door a[href='/professionals/']").click();
  await page.waitForURL((url) => url.pathname === "/professionals/");
  assert.equal(await page.locator("main a[href^='tel:']").first().isVisible(), true);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("main a[href^='tel:']").first().isVisible(), true);
  assert.equal(await page.locator("#exit").isVisible(), false);
  await page.emulateMedia({ media: "screen" });
  await page.locator("nav.menu a[href='/contacts/']").click();
  await page.waitForURL((url) => url.pathname === "/contacts/");
  // A card says the day itself, or the list says it for all of its cards.
  const days = await page.$$eval("main .contact", (cards) => cards.map((card) => (card.querySelector(".contact-checked") ?? card.closest(".contacts")?.querySelector(":scope > .contact-checked"))?.textContent));
  assert.ok(days.length > 5 && days.every((day) => / on \d{1,2} \w+ \d{4}$/.test(day)), `${days}`);
});

/** People who meet victims at work, and one who writes about it: what they tap from the first page, what they type, and what they must find there. */
const PROFESSIONS = [
  { who: "council officer", taps: [".door a[href='/professionals/']", "main a[href='/professionals/council-staff/']"], words: ["council officer", "local authority"], route: /Ask who sends the form in your council/ },
  { who: "GP receptionist", taps: [".door a[href='/professionals/']", "main a[href='/professionals/health/']"], words: ["GP", "receptionist", "surgery"], route: /The council or the police send it/ },
  { who: "teacher", taps: [".door a[href='/professionals/']", "main a[href='/professionals/schools/']"], words: ["teacher", "pupil", "school"], route: /call the council or the police yourself/ },
  { who: "landlord", taps: [".door a[href='/professionals/']", "main a[href='/professionals/landlords/']"], words: ["landlord", "letting agent", "tenant"], route: /Do not end a tenancy/ },
  { who: "journalist", taps: ["footer a[href='/about/']", "main a[href='/about/contact/']"], words: ["journalist", "press office", "press"], route: /questions from the press/ },
];
/** What the way by taps, or the way by search with its index, may cost in all: three pages of the theme and what they share. */
const WAY = 45_000;
const WAY_BY_SEARCH = 75_000;

for (const { who, taps, words, route } of PROFESSIONS) {
  const goal = /href='([^']+)'/.exec(taps.at(-1))[1];
  const begin = async (t, options) => {
    const context = await site.context({ viewport: PHONE, hasTouch: true, isMobile: true, ...options });
    t.after(() => context.close());
    const page = await context.newPage();
    const before = site.log.length;
    await page.goto("/");
    return { context, page, cost: () => site.log.slice(before).reduce((sum, answer) => sum + answer.bytes, 0) };
  };
  const arrived = async ({ context, page }) => {
    await page.waitForURL((url) => url.pathname === goal);
    assert.equal(await page.locator("main").getByText(route).first().isVisible(), true, `${who}: the route is not to be seen`);
    assert.equal(await page.locator("main a[href^='tel:']").first().isVisible(), true);
    assert.deepEqual(context.foreign, []);
  };

  test(`${who}: from the first page to the right route in at most three taps, without script`, async (t) => {
    const way = await begin(t, { javaScriptEnabled: false });
    for (const link of taps) await way.page.locator(link).first().tap();
    await arrived(way);
    console.log(`${who}: ${taps.length} taps, ${way.cost()} bytes`);
    assert.ok(taps.length <= 3);
    assert.ok(way.cost() <= WAY, `${way.cost()} bytes`);
  });

  test(`${who}: the same page by the words of their own`, async (t) => {
    for (const word of words) {
      const way = await begin(t);
      await way.page.locator("footer a[href='/search/']").tap();
      await way.page.locator("#search-field").fill(word);
      const found = way.page.locator("#search-results a");
      await found.first().waitFor();
      const first = await found.evaluateAll((links) => links.slice(0, 3).map((link) => link.getAttribute("href")));
      assert.ok(first.includes(goal), `«${word}» finds ${first}`);
      await found.nth(first.indexOf(goal)).tap();
      await arrived(way);
      console.log(`${who} «${word}»: 2 taps, ${way.cost()} bytes`);
      assert.ok(way.cost() <= WAY_BY_SEARCH, `${way.cost()} bytes`);
    }
  });
}

test("whoever scans a code is in the language of the paper, and whoever types it without one has chosen it in one tap", async (t) => {
  const context = await site.context({ viewport: PHONE, hasTouch: true, isMobile: true, javaScriptEnabled: false });
  t.after(() => context.close());
  const page = await context.newPage();
  const help = (language) => (language === "en" ? "/help/" : `/${language}/help/`);
  for (const language of ["en", "ti", "ur", "zh-Hans"]) {
    await page.goto(`/q/help/${language.toLowerCase()}/`);
    await page.waitForURL((url) => url.pathname === help(language));
    assert.equal(await page.locator("html").getAttribute("lang"), language);
    await page.goto("/q/help/");
    await page.locator(`.language-list a[hreflang="${language}"]`).tap();
    await page.waitForURL((url) => url.pathname === help(language));
  }
});

test("officer: from the short address of a talk to the archives in two languages; the talk opens without a network, its number is the site's", async (t) => {
  const context = await site.context({ viewport: DESKTOP, acceptDownloads: true });
  t.after(() => context.close());
  const page = await context.newPage();
  const begun = Date.now();
  await page.goto("/contacts/");
  const number = (await page.locator(`#contact-msh a[href="${HELPLINE}"]`).first().innerText()).replace(/\D/g, "");
  assert.equal(`tel:${number}`, HELPLINE);

  await page.goto("/q/talk/en/");
  await page.waitForURL((url) => url.pathname === "/campaign/community-talk/");
  await page.locator("nav.crumbs a[href='/campaign/']").click();
  await page.waitForURL((url) => url.pathname === "/campaign/");
  const archives = [];
  for (const language of ["en", "ur"]) {
    if (language !== "en") {
      await page.locator(`.filters a[hreflang=${language}]`).click();
      await page.waitForURL((url) => url.pathname === `/${language}/campaign/`);
    }
    const [download] = await Promise.all([page.waitForEvent("download"), page.locator(`a[href$="/pack-${language}.zip"]`).click()]);
    archives.push([language, unzip(readFileSync(await download.path()))]);
  }
  for (const [language, archive] of archives) {
    assert.ok(archive.has("read-me.txt"), [...archive.keys()].join(" "));
    const talk = unzip(archive.get(`community-talk-${language}.pptx`));
    const slides = [...talk].filter(([name]) => /^ppt\/slides\/slide\d+\.xml$/.test(name)).map(([, xml]) => xml.toString().replace(/<[^>]+>/g, "").replace(/[\s\u2066-\u2069]/g, ""));
    assert.equal(slides.length, 12);
    assert.ok(slides.some((words) => words.includes(number)), `no slide of the talk in ${language} has the helpline's number`);
  }

  // The slides in the browser, with the network gone once they are there.
  await page.goto("/ur/campaign/community-talk/deck/");
  await context.setOffline(true);
  await page.click("#deck-bar [value=p]");
  const shown = () => page.$$eval(".slide", (all) => all.filter((slide) => slide.checkVisibility()).map((slide) => slide.id).join(" "));
  const first = await shown();
  await page.keyboard.press("ArrowLeft");
  assert.notEqual(await shown(), first);
  await page.keyboard.press("End");
  assert.equal((await shown()).split(" ").length, 1);
  console.log(`officer: ${((Date.now() - begun) / 1000).toFixed(1)} s`);
});
