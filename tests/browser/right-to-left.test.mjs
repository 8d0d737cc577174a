// Languages that are written from the right (U21): the page is mirrored, and numbers are not. What counts is where the signs stand on the
// screen, not what the source says.

import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { DESKTOP, KINDS, PHONE, openSite, repository } from "./harness.mjs";

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

test("the digits of every number stand in their order from left to right, and are 0 to 9", () =>
  site.each(mirrored, { viewport: PHONE }, async (page) => {
    await page.$$eval("details", (all) => all.forEach((details) => (details.open = true)));
    return page.evaluate(() => {
      const problems = [];
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        if (!node.parentElement.checkVisibility()) continue;
        if (/[\u0660-\u0669\u06F0-\u06F9]/.test(node.data)) problems.push(`other digits than 0 to 9: «${node.data.trim()}»`);
        // Groups of digits with spaces or signs between them, such as telephone numbers are written.
        for (const { 0: number, index } of node.data.matchAll(/\+?\d(?:[\d ()-]*\d)?/g)) {
          const stands = [...number].map((_, at) => {
            const range = document.createRange();
            range.setStart(node, index + at);
            range.setEnd(node, index + at + 1);
            return range.getClientRects()[0];
          });
          for (let at = 1; at < number.length; at++) {
            const [one, next] = [stands[at - 1], stands[at]];
            if (!one || !next || next.top > one.top + one.height / 2) continue; // a space at the end of a line, or the next line
            if (next.left < one.left) {
              problems.push(`«${number}» is not shown from left to right`);
              break;
            }
          }
        }
      }
      return problems;
    });
  }));

test("every number that can be called is the number that is shown, on one line", () =>
  site.each(site.readable, { viewport: PHONE }, (page) =>
    page.$$eval("a[href^='tel:']", (all) => all.flatMap((link) => {
      const problems = [];
      const dialled = decodeURIComponent(link.getAttribute("href").slice(4)).replace(/^\+44/, "0");
      if (link.textContent.replace(/[\s()-]/g, "").replace(/^\+44/, "0") !== dialled) problems.push(`shows ${link.textContent}, calls ${dialled}`);
      const digits = link.querySelector("bdi[dir=ltr]");
      if (!digits) return [...problems, `${link.textContent} is not kept apart from the text around it`];
      const range = document.createRange();
      range.selectNodeContents(digits);
      const lines = new Set([...range.getClientRects()].filter(({ width }) => width > 0).map(({ top }) => Math.round(top)));
      if (link.checkVisibility() && lines.size > 1) problems.push(`${link.textContent} breaks over ${lines.size} lines`);
      return problems;
    }))));

test("the layout is mirrored, and nothing else", () =>
  site.each(mirrored.filter((entry) => KINDS.includes(entry.key)), { viewport: DESKTOP }, async (page, { key }) => {
    const problems = [];
    const box = async (selector, at = 0) => page.locator(selector).nth(at).boundingBox();
    const middle = ({ x, width }) => x + width / 2;
    const [first, second] = [await box("nav.menu li"), await box("nav.menu li", 1)];
    if (!(middle(first) > middle(second))) problems.push("the first item of the menu is not right of the second");
    if (!(middle(await box(".brand a")) > middle(await box("nav.langs summary")))) problems.push("the name of the site is not right of the languages");
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

// Which scripts a language is written in, where it is not Latin.
const SCRIPTS = {
  ar: "Arabic", ckb: "Arabic", fa: "Arabic", ps: "Arabic", ur: "Arabic", am: "Ethiopic", ti: "Ethiopic", bg: "Cyrillic", ru: "Cyrillic", uk: "Cyrillic",
  bn: "Bengali", hi: "Devanagari", pa: "Gurmukhi", ta: "Tamil", th: "Thai", el: "Greek", zh: "Han", ja: "Han",
};

test("parts in another language say so, and have its direction", () => {
  // Names stay as they are in every language.
  const names = [...readFileSync(`${repository}content/contacts.toml`, "utf8").matchAll(/^name = "(.*)"$/gm)].map(([, name]) => name);
  return site.each(site.readable, { viewport: PHONE }, (page, { language }) =>
    page.evaluate(([language, scripts, names]) => {
      const problems = [];
      const scriptOf = (tag) => scripts[tag.split("-")[0]] ?? "Latin";
      const others = [...new Set(Object.values(scripts))].map((name) => [name, new RegExp(`\\p{Script=${name}}{2}`, "u")]);
      const direction = (script) => (script === "Arabic" ? "rtl" : "ltr");
      const { lang, dir } = document.documentElement;
      if (lang !== language || dir !== direction(scriptOf(language))) problems.push(`the page says that it is ${lang} ${dir}`);
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node; node = texts.nextNode()) {
        const text = node.data.trim();
        const part = node.parentElement.closest("[lang]").lang;
        const shown = `«${text.slice(0, 60)}»`;
        for (const [script, pattern] of others) {
          if (!pattern.test(text)) continue;
          if (scriptOf(part) !== script) problems.push(`${shown} is said to be in the language ${part}`);
          else if (getComputedStyle(node.parentElement).direction !== direction(script)) problems.push(`${shown} has the wrong direction`);
        }
        const isLatin = /\p{Script=Latin}{2,}\P{L}+\p{Script=Latin}{2,}/u.test(text) && !others.some(([, pattern]) => pattern.test(text));
        const isAddress = /^\S+\.\S+$/.test(text);
        if (isLatin && !isAddress && scriptOf(part) !== "Latin" && !names.includes(text)) problems.push(`${shown} is said to be in the language ${part}`);
      }
      return problems;
    }, [language, SCRIPTS, names]));
});
