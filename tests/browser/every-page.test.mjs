// What must hold on every page that has words in its language, with script, on the smallest phone. Opening a page takes longer than most checks, so
// each page is opened once and all checks look at it in turn; each of them is a test of its own.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { after, before, test } from "node:test";
import { exitAtHand, overflow } from "./faults.mjs";
import { PHONE, none, openSite, repository } from "./harness.mjs";

/** What fits in the first answer of a server: ten packets. In bytes. */
const FIRST_FLIGHT = 14_336;
const WHOLE_PAGE = 100_000;
const SCRIPT = 2_048;
/** What turns the slides of a talk, besides. */
const DECK_SCRIPT = 3_072;
/** The script of the search, compressed, besides. */
const SEARCH_SCRIPT = 2_304;

// Which scripts a language is written in, where it is not Latin.
const SCRIPTS = {
  ar: "Arabic", ckb: "Arabic", fa: "Arabic", ps: "Arabic", ur: "Arabic", am: "Ethiopic", ti: "Ethiopic", bg: "Cyrillic", ru: "Cyrillic", uk: "Cyrillic",
  bn: "Bengali", hi: "Devanagari", pa: "Gurmukhi", ta: "Tamil", th: "Thai", el: "Greek", zh: "Han", ja: "Han",
};

/** Contacts keep their names in every language. */
const NAMES = [...readFileSync(`${repository}content/contacts.toml`, "utf8").matchAll(/^name = "(.*)"$/gm)].map(([, name]) => name);

const OPTIONS = { viewport: PHONE, colorScheme: "light", reducedMotion: "reduce" };

let site;
let heaviest = { sum: 0 };
/** What the pages that are open said or asked for and should not have. */
const said = new Map();
const found = new Map();

/** In this order, as each check leaves the page a little different. */
const CHECKS = {
  "page and styles fit in the first answer, everything together in 100 kB, scripts in 2 kB, those of slides in 5 kB, that of the search in 2 kB more": async (page, { path, file }) => {
    const parts = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname));
    const sizes = new Map([[path, compressed(file)], ...parts.map((part) => [part, compressed(join(site.folder, decodeURI(part)))])]);
    const sum = (end) => [...sizes].filter(([name]) => name.endsWith(end)).reduce((total, [, size]) => total + size, 0);
    const printed = await page.evaluate(() => [...document.querySelectorAll("link[media=print]")].map(({ href }) => new URL(href).pathname));
    const critical = sizes.get(path) + sum(".css") - printed.reduce((total, part) => total + sizes.get(part), 0);
    const isSearch = (part) => path.endsWith("/search/") && /\/search\.\w+\.js$/.test(part);
    const script = parts.filter((part) => part.endsWith(".js") && !isSearch(part)).reduce((total, part) => total + readFileSync(join(site.folder, part)).length, 0);
    if (critical > heaviest.sum) heaviest = { path, sum: critical };
    const list = [...sizes].map(([name, size]) => `${name} ${size}`).join(", ");
    const problems = [];
    if (critical > FIRST_FLIGHT) problems.push(`page and styles have ${critical} bytes: ${list}`);
    if (sum("") > WHOLE_PAGE) problems.push(`all together has ${sum("")} bytes: ${list}`);
    if (script > SCRIPT + (path.endsWith("/deck/") ? DECK_SCRIPT : 0)) problems.push(`the scripts have ${script} bytes`);
    if (parts.some((part) => isSearch(part) && sizes.get(part) > SEARCH_SCRIPT)) problems.push(`the script of the search has more than ${SEARCH_SCRIPT} bytes: ${list}`);
    return problems;
  },

  "the exit is in the first screen, large, early in the tab order, and there after scrolling": (page) => exitAtHand(page, OPTIONS),

  "every number that can be called is the number that is shown, on one line": (page) => page.evaluate(callable),

  "parts in another language say so, and have its direction": (page, { language }) => page.evaluate(languages, [language, SCRIPTS, NAMES]),

  "the page fits 320 px": (page) => page.evaluate(overflow),

  "it fits with everything unfolded": (page) => page.evaluate(`(document.querySelectorAll("details").forEach((details) => (details.open = true)), (${overflow})())`),

  "the digits of every number stand in their order from left to right, and are 0 to 9": (page) => page.evaluate(digits),

  "nothing is stored, no other site is asked, and nothing goes against the policy": async (page) => {
    await page.keyboard.press("Shift"); // also what the script does later
    const kept = await page.evaluate(async () => ({
      attempts: window.attempts,
      cookie: document.cookie,
      local: localStorage.length,
      session: sessionStorage.length,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      manifest: document.querySelectorAll("link[rel=manifest]").length,
      hints: [...document.querySelectorAll("link[rel~=prefetch],link[rel~=preconnect],link[rel~=dns-prefetch],link[rel~=prerender],link[rel~=preload],script[type=speculationrules]")].length,
    }));
    const problems = said.get(page) ?? [];
    said.delete(page);
    if (await page.context().cookies().then((all) => all.length)) problems.push("a cookie was set");
    for (const [what, value] of Object.entries(kept)) if (what === "attempts" ? value.length : value) problems.push(`${what}: ${value}`);
    return problems;
  },
};

before(async () => {
  site = await openSite();
  for (const name of Object.keys(CHECKS)) found.set(name, []);
  await site.each(site.telling, { ...OPTIONS, ready: listen }, async (page, entry) => {
    for (const [name, check] of Object.entries(CHECKS)) {
      try {
        for (const what of await check(page, entry)) found.get(name).push({ where: entry.path, what });
      } catch (error) {
        found.get(name).push({ where: entry.path, what: String(error.stack ?? error) });
      }
    }
  });
  console.log(`${site.telling.length} pages; the heaviest with styles: ${heaviest.path} ${heaviest.sum} bytes of ${FIRST_FLIGHT}`);
});
after(() => site.close());

for (const name of Object.keys(CHECKS)) test(name, () => none(found.get(name)));

/** Writes down what a tab says and asks for, and what its scripts try to store or send. */
async function listen(page) {
  const note = (text) => said.set(page, [...(said.get(page) ?? []), text]);
  page.on("console", (message) => note(`console: ${message.text()}`));
  page.on("pageerror", (error) => note(`script error: ${error.message}`));
  page.on("request", (request) => new URL(request.url()).origin !== site.base && note(`asked of another site: ${request.url()}`));
  // What of our own is given up because the page goes on to the next address is no fault; what is not there, or not allowed, is.
  const isGivenUp = (request) => request.failure()?.errorText === "net::ERR_ABORTED" && new URL(request.url()).origin === site.base;
  page.on("requestfailed", (request) => isGivenUp(request) || note(`failed: ${request.url()}`));
  page.on("response", (response) => response.status() >= 400 && !response.url().endsWith("/404.html") && note(`${response.status()}: ${response.url()}`));
  await page.addInitScript(() => {
    window.attempts = [];
    const spy = (object, name) => {
      const real = object[name];
      object[name] = function (...all) {
        window.attempts.push(name);
        return real.apply(this, all);
      };
    };
    spy(Storage.prototype, "setItem");
    spy(IDBFactory.prototype, "open");
    spy(CacheStorage.prototype, "open");
    spy(ServiceWorkerContainer.prototype, "register");
    spy(navigator, "sendBeacon");
    spy(window, "fetch");
    spy(XMLHttpRequest.prototype, "open");
    addEventListener("securitypolicyviolation", (event) => window.attempts.push(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  });
}

const weights = new Map();

/** Bytes of a file on the line. */
function compressed(name) {
  if (!weights.has(name)) weights.set(name, existsSync(name) ? gzipSync(readFileSync(name)).length : 0);
  return weights.get(name);
}

// What runs in the page

function callable() {
  return [...document.querySelectorAll("a[href^='tel:']")].flatMap((link) => {
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
  });
}

function languages([language, scripts, names]) {
  const problems = [];
  const scriptOf = (tag) => scripts[tag.split("-")[0]] ?? "Latin";
  const others = [...new Set(Object.values(scripts))].map((name) => [name, new RegExp(`\\p{Script=${name}}{2}`, "u")]);
  const direction = (script) => (script === "Arabic" ? "rtl" : "ltr");
  const { lang, dir } = document.documentElement;
  if (lang !== language || dir !== direction(scriptOf(language))) problems.push(`the page says that it is ${lang} ${dir}`);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (node.parentElement.closest(".checksums dd")) continue; // no words of any language
    // Types of files and units have one name in all languages.
    const text = node.data.replace(/\b(PDF|PPTX|TXT|ZIP|kB|MB)\b/g, "").trim();
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
}

function digits() {
  const problems = [];
  if (document.documentElement.dir !== "rtl") return problems;
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
}
