// What every browser test needs: the built site, a server for it, Chromium, and a way to visit many pages.
//
// The site is the folder in LIBERATE_SITE, the edition for partners that in LIBERATE_PARTNER_SITE (tests/run sets them); without
// them, the program in LIBERATE_PROGRAM or target/debug builds one. Nothing ever reaches another machine: names are not resolved, and each request to elsewhere
// is answered here and written down.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { inflateRawSync } from "node:zlib";
import assert from "node:assert/strict";
import { chromium } from "playwright-core";
import { serve } from "./server.mjs";

export const repository = fileURLToPath(new URL("../../", import.meta.url));

/** The program: the one that tests/run built, or the last one that `cargo build` made. */
export function program() {
  const found = process.env.LIBERATE_PROGRAM ?? join(repository, "target", "debug", "liberate");
  assert.ok(existsSync(found), `${found} is missing: run \`cargo build\` first`);
  return found;
}

/** The smallest phone that we promise to serve, and a desktop. */
export const PHONE = { width: 320, height: 568 };
export const DESKTOP = { width: 1280, height: 800 };
/** What is left of a 1280 by 1024 screen at 400 % zoom. */
export const ZOOMED = { width: 320, height: 256 };

/** One page of each kind: together they hold every component of the theme. */
export const KINDS = [
  "/",
  "/help/",
  "/signs/",
  "/signs/places/car-wash/",
  "/who-to-tell/",
  "/contacts/",
  "/your-rights/",
  "/true-or-false/",
  "/easy-read/help/",
  "/languages/",
  "/campaign/",
  "/campaign/community-talk/",
  "/404.html",
];

/** Tabs at a time. Two processor cores are what we count on. */
const TABS = 2;

/** A page that takes longer than this to load or to do what it should is broken. In milliseconds; generous, for a machine that also compiles. */
export const PATIENCE = 30_000;

const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
/** The same browser without its window, which takes two thirds of the time for a page. Debian has it as a package of its own; other systems may lack it. */
const SHELL = "/usr/bin/chromium-headless-shell";

/**
 * Starts Chromium without anything that asks the network for something of its own. `whole` is for what the window does: it fetches the
 * icon of a page, and it is what people use.
 */
export function launch(options = {}) {
  const { args = [], whole = false, ...others } = options;
  return chromium.launch({
    executablePath: whole || process.env.CHROMIUM || !existsSync(SHELL) ? CHROMIUM : SHELL,
    chromiumSandbox: false,
    timeout: 120_000,
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
      ...args,
    ],
    ...others,
  });
}

/** Builds the site unless tests/run did, serves it, and starts Chromium. */
export const openSite = (launchOptions) => openEdition("public", process.env.LIBERATE_SITE, launchOptions);

/** The same for the edition for partners. */
export const openPartnerSite = () => openEdition("partner", process.env.LIBERATE_PARTNER_SITE);

/** Serves a site that is built already, whoever's it is. */
export const openFolder = (folder) => openEdition("public", folder);

async function openEdition(edition, built, launchOptions) {
  const folder = built ?? build(edition);
  const server = await serve(folder);
  const browser = await launch(launchOptions);
  const pages = listPages(folder);
  const site = {
    folder,
    pages,
    browser,
    base: server.base,
    log: server.log,
    languages: [...new Set(pages.map((page) => page.language))],
    /** One language that is read from the left, one that is read from the right. */
    bothWays: ["en", "ur"],
    /** The pages of a kind that people read: no redirects. */
    readable: pages.filter((page) => !page.isRedirect),
    /** Every page in its own words, and one of each kind where its words are another language's: those are the words and the frame of pages that are here too. */
    telling: pages.filter((page) => !page.isRedirect && (!page.isFallback || KINDS.includes(page.key))),
    /** What differs in more than words: every page in English, one of each kind in one language of each direction, the first page in all. */
    get shapes() {
      return site.readable.filter(({ key, language }) => language === "en" || key === "/" || (KINDS.includes(key) && site.bothWays.includes(language)));
    },
    /** Those of `readable` at these addresses of the default language, in every language or in those given. */
    some: (paths, languages) =>
      pages.filter((page) => !page.isRedirect && paths.includes(page.key) && (languages ?? [page.language]).includes(page.language)),
    context: (options) => openContext(browser, server.base, options),
    each: (list, options, check) => each(site, list, options, check),
    async close() {
      await browser.close();
      await server.close();
      if (!built) rmSync(folder, { recursive: true });
    },
  };
  return site;
}

function build(edition) {
  const folder = mkdtempSync(join(tmpdir(), "liberate-site-"));
  execFileSync(program(), ["--root", repository, "build", "--quiet", "--edition", edition, "--output", join(folder, "site")], { stdio: ["ignore", "ignore", "pipe"] });
  return join(folder, "site");
}

/** A copy of the site's files for a test that changes them, with the finished documents, which are long to make. */
export function copySite(root) {
  for (const name of ["content", "themes", "static", "liberate.toml"]) {
    if (existsSync(join(repository, name))) cpSync(join(repository, name), join(root, name), { recursive: true });
  }
  // Documents are kept by the hash of what they are made from, and a newer one takes the place of an older: the same bytes may be in both.
  const kept = join(".liberate", "cache");
  if (existsSync(join(repository, kept))) linkAll(join(repository, kept), join(root, kept));
}

/** Gives every file of a folder a second name in another one; where they are on two disks, it is copied. */
function linkAll(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [old, own] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkAll(old, own);
    else {
      try {
        linkSync(old, own);
      } catch {
        cpSync(old, own);
      }
    }
  }
}

/** Every HTML file: its address, its language, whether its text is in another one, and `key`, the address of the same page in the default language. */
export function listPages(folder) {
  const files = readdirSync(folder, { recursive: true }).map((name) => join(folder, name));
  const pages = files.filter((name) => name.endsWith(".html")).sort().map((file) => {
    const text = readFileSync(file, "utf8");
    const path = "/" + relative(folder, file).split(sep).join("/").replace(/(^|\/)index\.html$/, "$1");
    const language = /<html[^>]*\blang="?([\w-]+)/.exec(text)?.[1];
    const key = path.startsWith(`/${language}/`) ? path.slice(language.length + 1) : path;
    // The text of a page that the language lacks stands there in another one, and says so.
    const isFallback = /<article [^>]*\blang=/.test(text);
    return { path, file, language, key, isFallback, isRedirect: /http-equiv="?refresh/.test(text) };
  });
  assert.ok(pages.length > 0, `no page in ${folder}`);
  return pages;
}

/**
 * A browser window of its own. `foreign` lists what was asked of other sites; all of it got an empty page. With `alone`, other sites
 * are not there: nothing is held up on its way then, which is faster.
 */
async function openContext(browser, base, { alone, ...options } = {}) {
  const context = await browser.newContext({ viewport: PHONE, baseURL: base, serviceWorkers: "allow", ...options });
  context.setDefaultTimeout(PATIENCE);
  context.foreign = [];
  if (!alone) {
    await context.route((url) => url.origin !== base, (route) => {
      context.foreign.push(route.request().url());
      return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Weather</title><h1>Somewhere else</h1>" });
    });
  }
  return context;
}

/**
 * Opens each page of `list` and lets `check(page, entry)` say what is wrong with it, as texts. Fails with all of them
 * at the end, so that one run shows every fault.
 */
async function each(site, list, { ready, ...options } = {}, check) {
  assert.ok(list.length > 0, "there is no page to look at");
  const context = await site.context({ ...options, alone: true });
  const problems = [];
  const waiting = [...list];
  const work = async () => {
    const page = await context.newPage();
    await ready?.(page);
    for (let entry = waiting.shift(); entry; entry = waiting.shift()) {
      try {
        await page.goto(entry.path, { waitUntil: "load" });
        for (const what of (await check(page, entry)) ?? []) problems.push({ where: entry.path, what });
      } catch (error) {
        problems.push({ where: entry.path, what: String(error.stack ?? error) });
      }
    }
  };
  await Promise.all(Array.from({ length: TABS }, work));
  await context.close();
  none(problems);
}

/** Fails if there is a problem (`{ where, what }`), and shows each one once, with some of the places that have it. */
export function none(problems) {
  const places = new Map();
  for (const { where, what } of problems) places.set(what, [...(places.get(what) ?? []), where]);
  const lines = [...places].map(([what, all]) => `${what}\n      on ${all.slice(0, 6).join(" ")}${all.length > 6 ? ` and ${all.length - 6} more` : ""}`);
  assert.ok(lines.length === 0, `${lines.length} found:\n    ${lines.join("\n    ")}`);
}

/** Waits until `holds()` is true or returns something. For what has no event to wait for. */
export async function until(what, holds, patience = PATIENCE) {
  const end = Date.now() + patience;
  for (;;) {
    const found = await holds();
    if (found) return found;
    assert.ok(Date.now() < end, `waited ${patience / 1000} s in vain: ${what}`);
    await new Promise((next) => setTimeout(next, 20));
  }
}

/** The files of a ZIP archive by name: also of PowerPoint's, which is one. Source: PKWARE's APPNOTE, sections 4.3.7, 4.3.12 and 4.3.16. */
export function unzip(bytes) {
  const files = new Map();
  let at = bytes.readUInt32LE(bytes.lastIndexOf(Buffer.from("PK\x05\x06", "latin1")) + 16);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [method, packed, name, extra, comment, local] = [
      bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32), bytes.readUInt32LE(at + 42),
    ];
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const data = bytes.subarray(start, start + packed);
    files.set(bytes.toString("utf8", at + 46, at + 46 + name), method === 8 ? inflateRawSync(data) : data);
    at += 46 + name + extra + comment;
  }
  return files;
}
