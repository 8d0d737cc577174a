// A talk in the browser: a document to read and print, which a script presents slide by slide.
//
// The English talk is the real one. The site is a copy with one talk more, which goes from right to left.

import { AxeBuilder } from "@axe-core/playwright";
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DESKTOP, PHONE, copySite, none, openSite, program } from "./harness.mjs";

const DECK = "/campaign/community-talk/deck/";
const MIRRORED = "/ur/campaign/kettles/deck/";
const EXIT = "https://www.bbc.co.uk/weather";
/** A hall's projector. */
const HALL = { width: 1280, height: 720 };
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

const root = mkdtempSync(join(tmpdir(), "liberate-deck-"));
let site;
before(async () => {
  addTalk();
  process.env.LIBERATE_SITE = join(root, "site");
  site = await openSite();
});
after(async () => {
  await site.close();
  rmSync(root, { recursive: true });
});

/** Builds a copy of the site that has one talk more, in English and Urdu. */
function addTalk() {
  copySite(root);
  const run = (...arguments_) => execFileSync(program(), ["--root", root, "--quiet", ...arguments_], { stdio: ["ignore", "ignore", "pipe"] });
  const slide = (title, id, words) => `## ${title} {#${id}}\n\n${words}\n\n{% notes() %}\nKettle notes.\n{% end %}\n`;
  const slides = [slide("One", "one", "- Kettle"), slide("Two", "two", "Words."), slide("Three", "three", '{{ contact(id="msh") }}')];
  writeFileSync(join(root, "content/campaign/kettles.md"), `+++\ntitle = "Kettles"\nkind = "slides"\ndate = 2026-11-01\nreview_by = 2099-01-01\nchecked_on = 2026-09-01\n+++\n\n${slides.join("\n---\n\n")}`);
  run("translate", "new", "campaign/kettles.md", "ur");
  const file = join(root, "content/campaign/kettles.ur.md");
  const words = [["Kettles", "کیتلیاں"], ["## One", "## ایک"], ["## Two", "## دو"], ["## Three", "## تین"], ["- Kettle", "- کیتلی"], ["Words.", "الفاظ۔"], [/Kettle notes\./g, "کیتلی کے نوٹس۔"]];
  writeFileSync(file, words.reduce((text, [from, to]) => text.replace(from, to), readFileSync(file, "utf8")));
  run("build", "--output", join(root, "site"));
}

async function open(t, path = DECK, options = {}) {
  const context = await site.context({ viewport: HALL, ...options });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(path);
  return page;
}

const openMirrored = (t, options) => open(t, MIRRORED, options);
const present = (page) => page.click("#deck-bar [value=p]");
/** The number of the slide that is shown alone, or of how many are shown. */
const shown = (page) => page.$$eval(".slide", (all) => all.filter((slide) => slide.checkVisibility()).map((slide) => slide.id).join(" "));
const press = async (page, ...keys) => {
  for (const key of keys) await page.keyboard.press(key);
};

// Without script

test("without script it is a page: every slide with its notes, and no control that does nothing", async (t) => {
  const page = await open(t, DECK, { javaScriptEnabled: false });
  const slides = await page.$$eval(".slide", (all) => all.map((slide) => ({ label: slide.getAttribute("aria-label"), title: slide.querySelector("h2").innerText, notes: slide.querySelector(".notes p").textContent })));
  assert.equal(slides.length, 12);
  for (const [at, { label, title, notes }] of slides.entries()) {
    assert.equal(label, `${at + 1}. ${title}`);
    assert.ok(notes.length > 100, `slide ${at + 1} has no notes`);
  }
  assert.equal(await page.locator("#deck-bar").isVisible(), false);
  await page.click("#s2 .notes summary");
  assert.equal(await page.locator("#s2 .notes p").isVisible(), true);
  await page.click(".deck-back a");
  assert.equal(new URL(page.url()).pathname, "/campaign/community-talk/");
});

// With script

test("one button shows one slide at a time; keys turn them, and the address follows", async (t) => {
  const page = await open(t);
  await present(page);
  assert.equal(await shown(page), "s1");
  for (const [key, expected] of [
    ["ArrowRight", "s2"], ["PageDown", "s3"], [" ", "s4"], ["ArrowLeft", "s3"], ["PageUp", "s2"], ["End", "s12"], ["ArrowRight", "s12"], ["Home", "s1"], ["ArrowLeft", "s1"],
  ]) {
    await press(page, key);
    assert.equal(await shown(page), expected, `after ${key}`);
    assert.equal(new URL(page.url()).hash, `#${expected}`);
  }
  await press(page, "Escape");
  assert.equal((await shown(page)).split(" ").length, 12);
  assert.equal(await page.evaluate(() => document.activeElement.value), "p", "the focus is lost");
});

test("it is said which slide is shown, and how many there are", async (t) => {
  const page = await open(t);
  await present(page);
  await press(page, "ArrowRight");
  assert.equal(await page.textContent("#deck-status"), "Slide 2 of 12: What is modern slavery?");
  assert.equal(await page.getAttribute("#deck-status", "role"), "status");
  assert.deepEqual(await page.$eval("#deck-bar progress", ({ value, max }) => [value, max]), [2, 12]);
});

test("N shows what the presenter says, P begins, and both only while the talk has the focus", async (t) => {
  const page = await open(t);
  await press(page, "p");
  assert.equal((await shown(page)).split(" ").length, 12, "a letter was taken although nothing had the focus");
  await page.focus("#deck-bar [value=p]");
  await press(page, "p");
  assert.equal(await shown(page), "s1");
  assert.equal(await page.locator("#s1 .notes").isVisible(), false);
  await press(page, "n", "ArrowRight");
  assert.equal(await page.locator("#s2 .notes p").isVisible(), true);
  assert.equal(await page.getAttribute("#deck-bar [value=n]", "aria-pressed"), "true");
  await press(page, "n");
  assert.equal(await page.locator("#s2 .notes").isVisible(), false);
});

test("keys that mean something else are left alone", async (t) => {
  const page = await open(t);
  await present(page);
  await press(page, "Control+ArrowRight", "Alt+ArrowRight", "Meta+ArrowRight");
  assert.equal(await shown(page), "s1");
  await page.focus("#deck-bar [value=PageDown]");
  await press(page, " ");
  assert.equal(await shown(page), "s2", "the space bar presses the button that has the focus, once");
});

test("an address with a slide begins there, and may change meanwhile", async (t) => {
  const page = await open(t, `${DECK}#s7`);
  await present(page);
  assert.equal(await shown(page), "s7");
  await page.evaluate(() => (location.hash = "#s9"));
  await page.waitForFunction(() => document.getElementById("s9").checkVisibility());
  assert.equal(await shown(page), "s9");
});

test("F fills the screen and gives it back", async (t) => {
  const page = await open(t);
  await present(page);
  if (!(await page.evaluate(() => document.fullscreenEnabled))) return t.skip("this browser has no full screen");
  await press(page, "f");
  await page.waitForFunction(() => document.fullscreenElement !== null);
  await press(page, "f");
  await page.waitForFunction(() => document.fullscreenElement === null);
});

test("a finger turns the slides, and can still scroll", async (t) => {
  const page = await open(t, DECK, { viewport: PHONE, hasTouch: true, isMobile: true });
  await page.tap("#deck-bar [value=p]");
  const session = await page.context().newCDPSession(page);
  const swipe = async (fromX, fromY, toX, toY) => {
    const send = (type, touchPoints) => session.send("Input.dispatchTouchEvent", { type, touchPoints });
    await send("touchStart", [{ x: fromX, y: fromY }]);
    await send("touchMove", [{ x: toX, y: toY }]);
    await send("touchEnd", []);
  };
  await swipe(260, 200, 60, 210);
  await page.waitForFunction(() => location.hash === "#s2");
  await swipe(60, 200, 260, 190);
  await page.waitForFunction(() => location.hash === "#s1");
  await swipe(160, 300, 120, 150);
  assert.equal(await shown(page), "s1");
});

test("every slide fits a projector without scrolling, in letters of 20 pixels or more, 18 where words are longer", async (t) => {
  const page = await open(t);
  const problems = [];
  for (const { path, language } of site.some([DECK])) {
    await page.goto(path);
    await present(page);
    for (let at = 1; at <= 12; at++) {
      const { scroll, room, size } = await page.evaluate(() => ({
        scroll: document.documentElement.scrollHeight, room: innerHeight, size: parseFloat(getComputedStyle(document.querySelector(".now")).fontSize),
      }));
      if (scroll > room) problems.push({ where: `${path} slide ${at}`, what: `it is ${scroll} px high where there are ${room}` });
      if (size < (language === "en" ? 20 : 18)) problems.push({ where: `${path} slide ${at}`, what: `its letters have ${size} px` });
      await press(page, "PageDown");
    }
  }
  none(problems);
});

test("while presenting in a hall the way out is not above the slides, yet one can leave at once; on a phone it stays", async (t) => {
  const page = await open(t);
  await present(page);
  const seen = async (selector) => ((await page.locator(selector).boundingBox())?.height ?? 0) > 1;
  for (const selector of [".exit-bar", "#deck-bar p"]) assert.equal(await seen(selector), false, selector);
  await page.focus("#exit");
  assert.equal(await seen(".exit-bar"), true, "whoever goes there by keyboard sees it");
  await page.focus("#deck");
  await press(page, "Shift", "Shift", "Shift");
  await page.waitForURL(EXIT);

  const phone = await open(t, DECK, { viewport: PHONE });
  await present(phone);
  assert.equal(await phone.locator("#exit").isVisible(), true);
});

// Right to left

test("from right to left, the left arrow goes forward and the bar is mirrored", async (t) => {
  const page = await openMirrored(t);
  await present(page);
  for (const [key, expected] of [["ArrowLeft", "s2"], ["ArrowLeft", "s3"], ["ArrowRight", "s2"], ["PageDown", "s3"], ["PageUp", "s2"]]) {
    await press(page, key);
    assert.equal(await shown(page), expected, `after ${key}`);
  }
  const [back, next] = await page.$$eval("#deck-bar :is([value=PageUp], [value=PageDown])", (all) => all.map((button) => button.getBoundingClientRect().x));
  assert.ok(back > next, "the button back is not on the right");
  const title = await page.$eval(".now h2", (heading) => {
    const range = document.createRange();
    range.selectNodeContents(heading);
    return range.getBoundingClientRect().right - heading.getBoundingClientRect().right;
  });
  assert.ok(Math.abs(title) < 3, "the title does not begin at the right");
  assert.equal(await page.textContent("#deck-status"), "3 میں سے سلائیڈ 2: دو");
});

test("from right to left, a finger that goes right goes forward", async (t) => {
  const page = await openMirrored(t, { viewport: PHONE, hasTouch: true, isMobile: true });
  await page.tap("#deck-bar [value=p]");
  const session = await page.context().newCDPSession(page);
  await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x: 60, y: 200 }] });
  await session.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [{ x: 260, y: 200 }] });
  await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await page.waitForFunction(() => location.hash === "#s2");
});

// Small screens, all readers, paper

test("on the smallest phone nothing is cut, in both views, and every button is large enough", async (t) => {
  const problems = [];
  for (const page of [await open(t, DECK, { viewport: PHONE }), await openMirrored(t, { viewport: PHONE })]) {
    const look = async (where) => {
      const wide = await page.evaluate(() => [...document.querySelectorAll("body, main, .slide, .slide > *, #deck-bar, #deck-bar button")]
        .filter((element) => element.checkVisibility() && (element.getBoundingClientRect().right > innerWidth + 1 || element.getBoundingClientRect().left < -1))
        .map((element) => `${element.tagName}.${element.className} leaves the screen`));
      const small = await page.$$eval("#deck-bar button", (all) => all.filter((button) => button.checkVisibility() && button.getBoundingClientRect().height < 43.5).map((button) => `${button.textContent} is too low`));
      for (const what of [...wide, ...small]) problems.push({ where, what });
    };
    await look("the page");
    await present(page);
    const slides = await page.locator(".slide").count();
    for (let at = 1; at <= slides; at++) {
      await look(`slide ${at}`);
      await press(page, "PageDown");
    }
  }
  none(problems);
});

for (const [name, options] of Object.entries({
  "on a desktop": { viewport: DESKTOP },
  "on a phone, dark": { viewport: PHONE, colorScheme: "dark" },
  "in forced colours": { viewport: DESKTOP, forcedColors: "active" },
})) {
  test(`axe finds nothing ${name}, in both views and with notes`, async (t) => {
    const problems = [];
    for (const page of [await open(t, DECK, { reducedMotion: "reduce", ...options }), await openMirrored(t, { reducedMotion: "reduce", ...options })]) {
      const look = async (where) => {
        const axe = new AxeBuilder({ page }).setLegacyMode(true).withTags(TAGS);
        if (options.forcedColors) axe.disableRules(["color-contrast"]);
        const { violations } = await axe.analyze();
        for (const { id, help, nodes } of violations) for (const { target } of nodes) problems.push({ where, what: `${id} (${help}) at ${target.join(" ")}` });
      };
      await look("the page");
      await present(page);
      await look("the first slide");
      await press(page, "n", "ArrowDown", "PageDown");
      await look("a slide with notes");
      await press(page, "n", "End", "PageUp", "PageUp");
      await look("a slide near the end");
    }
    none(problems);
  });
}

test("on paper every slide begins a page and shows its notes; the bar is not there", async (t) => {
  const page = await open(t);
  await page.emulateMedia({ media: "print" });
  const slides = await page.$$eval(".slide", (all) => all.map((slide) => ({
    breaks: getComputedStyle(slide).breakBefore,
    notes: slide.querySelector(".notes p").getBoundingClientRect().height,
  })));
  assert.deepEqual(slides.map(({ breaks }) => breaks), ["auto", ...Array(11).fill("page")]);
  assert.ok(slides.every(({ notes }) => notes > 20), "some notes are not printed");
  for (const selector of ["#deck-bar", ".deck-back", "#exit", "nav.menu"]) assert.equal(await page.locator(selector).first().isVisible(), false, `${selector} is printed`);
  const pages = (await page.pdf({ format: "A4" })).toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length;
  assert.ok(pages >= 12 && pages <= 14, `it prints ${pages} pages`);
});
