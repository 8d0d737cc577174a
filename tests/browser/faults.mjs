// What is wrong with a page, as texts; for the tests of every edition.

import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import assert from "node:assert/strict";
import { AxeBuilder } from "@axe-core/playwright";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/** What the W3C's own checker (vnu) says about these pages. One run for all: starting Java takes longer than checking them. */
export async function invalid(site, pages = site.pages) {
  const jar = ["build/dist/vnu.jar", "vnu.jar"].map((name) => fileURLToPath(new URL(`node_modules/vnu-jar/${name}`, import.meta.url))).find(existsSync);
  const command = ["-Xss4m", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", ...pages.map((page) => page.file)];
  const output = await promisify(execFile)("java", command, { maxBuffer: 1 << 28 });
  const { messages } = JSON.parse(output.stdout);
  return messages.filter(({ message }) => !isOfFiles(message)).map(({ url, lastLine, lastColumn, message, extract }) => ({
    where: `${relative(site.folder, fileURLToPath(url))}:${lastLine}:${lastColumn}`,
    what: `${message} «${extract?.trim() ?? ""}»`,
  }));
}

/** The checker reads files, whose policy's `'self'` names nothing: that a page may not load what is on its own site is no fault of the page. */
const isOfFiles = (message) => /^Resource violates Content Security Policy \(meta tag\): [^“”]*“\/[^/]/.test(message);

/** Links within the site that lead to nothing, as the files of its pages have them: without script nothing else is a link. */
export function deadLinks(site) {
  const values = (html, name) => [...html.matchAll(new RegExp(`<[^>]*?\\s${name}=(?:"([^"]*)"|([^\\s>]+))`, "g"))].map(([, quoted, bare]) => quoted ?? bare);
  const pages = new Map(site.pages.map(({ path, file }) => {
    const html = readFileSync(file, "utf8");
    return [path, { ids: new Set(values(html, "id")), links: values(html, "href") }];
  }));
  const problems = [];
  for (const [where, { links }] of pages) {
    for (const link of links.filter((link) => /^[/#]/.test(link))) {
      const [path, id] = decodeURI(link).split("#");
      const target = pages.get(path || where);
      // What does not end in a slash is a file.
      if (!target && (path.endsWith("/") || !existsSync(join(site.folder, path)))) problems.push({ where, what: `links to ${path}, where there is nothing` });
      if (target && id && !target.ids.has(id)) problems.push({ where, what: `links to ${path}#${id}, where there is no such place` });
    }
  }
  assert.ok([...pages.values()].some(({ links }) => links.length > 1), "no page has a link");
  return problems;
}

/** What axe-core finds on the open page: WCAG 2.0 to 2.2, levels A and AA, and its best practices. */
export const barriers = (page) => found(page, TAGS);

/**
 * What is wrong with that which colours decide. Colours that the reader's system forces are the reader's: there only text counts that
 * escapes them, as axe reads `-webkit-text-fill-color`, where Chromium 156 still reports the page's own colour although it paints
 * the forced one.
 */
export async function invisible(page) {
  const forced = await page.evaluate(() => matchMedia("(forced-colors: active)").matches);
  return forced ? escapes(page) : found(page, { type: "rule", values: ["color-contrast", "link-in-text-block"] });
}

async function found(page, runOnly) {
  // Without frames there is no need for the second, empty page on which axe would put the results together.
  // Only what is wrong is asked for: naming every element that is right takes a third of the time.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).options({ runOnly, resultTypes: ["violations"] }).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(" ")}: ${failureSummary.replace(/\s+/g, " ")}`));
}

/** Text that keeps the page's colours although the system forces others. */
function escapes(page) {
  return page.evaluate(() => [...document.querySelectorAll("body *")]
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()))
    .filter((element) => getComputedStyle(element).forcedColorAdjust === "none")
    .map((element) => `text escapes the forced colours: ${element.outerHTML.slice(0, 120)}`));
}

/** What does not fit. Runs in the page. */
export function overflow() {
  const problems = [];
  const room = document.documentElement.clientWidth;
  const name = (element) => `${element.tagName.toLowerCase()}${element.className?.baseVal === undefined && element.className ? "." + element.className.split(" ").join(".") : ""} «${(element.innerText ?? "").trim().replace(/\s+/g, " ").slice(0, 30)}»`;
  const isHidden = (element) => element.closest(".hide, .skip, svg") || !element.checkVisibility();
  if (document.documentElement.scrollWidth > room) problems.push(`the page is ${document.documentElement.scrollWidth} px wide where there are ${room}`);
  for (const element of document.querySelectorAll("body *")) {
    if (isHidden(element)) continue;
    const { left, right, width } = element.getBoundingClientRect();
    const scrolls = element.parentElement.closest(".table"); // a wide table scrolls by itself
    if (width > 0 && !scrolls && (right > room + 1 || left < -1)) problems.push(`${name(element)} sticks out: ${Math.round(left)} to ${Math.round(right)} of ${room}`);
    const style = getComputedStyle(element);
    const cuts = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
    if (cuts && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)) problems.push(`${name(element)} is cut`);
  }
  return problems.slice(0, 5);
}

/** Where the exit is, whether it is on top, and whether all of its words are to be seen. */
export const exitNow = (page) => page.evaluate(exit);

/** What is wrong with the exit: where it is, how large, what lies over it, how far away it is by keyboard. */
export async function exitAtHand(page, { viewport, javaScriptEnabled }) {
  // In one go: each question to the browser takes longer than its answer. The script of a test scrolls even where the page has none.
  const looks = await page.evaluate(`(() => {
    const exit = ${exit};
    if (document.querySelectorAll("a[rel~=nofollow][rel~=noreferrer]#exit").length !== 1) return null;
    const height = document.documentElement.scrollHeight;
    const at = (top) => (scrollTo({ top, behavior: "instant" }), exit());
    window.focused = [];
    addEventListener("focusin", ({ target }) => window.focused.push(target.id));
    return ${javaScriptEnabled !== false} ? { "at first": exit(), "half way": at(height / 2), "at the end": at(height), "back at the top": at(0) } : { "at first": exit() };
  })()`);
  if (!looks) return ["there is not exactly one exit"];
  const problems = [];
  for (const [when, { box, top, words }] of Object.entries(looks)) {
    if (box.width < 44 || box.height < 44) problems.push(`${when}: it is ${box.width} by ${box.height}`);
    if (box.left < 0 || box.top < 0 || box.right > viewport.width || box.bottom > viewport.height) problems.push(`${when}: it is not on the screen: ${JSON.stringify(box)}`);
    if (!top) problems.push(`${when}: something lies over it`);
    if (!words) problems.push(`${when}: it has no words, or they are cut`);
  }
  if (javaScriptEnabled === false) return problems;
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  if (!(await page.evaluate(() => window.focused)).includes("exit")) problems.push("it is neither first nor second in the tab order");
  return problems;
}

/** Runs in the page. */
function exit() {
  const link = document.getElementById("exit");
  const { left, top, right, bottom, width, height } = link.getBoundingClientRect();
  const points = [[0.5, 0.5], [0.05, 0.1], [0.95, 0.9]].map(([x, y]) => document.elementFromPoint(left + width * x, top + height * y));
  const words = link.querySelector("span").getBoundingClientRect();
  const inside = words.width > 0 && words.left >= left && words.right <= right && words.top >= top && words.bottom <= bottom;
  return { box: { left, top, right, bottom, width, height }, top: points.every((element) => link.contains(element)), words: inside };
}
