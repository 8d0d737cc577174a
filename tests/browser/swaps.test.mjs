// Readers while a site is published again and again: a browser and many plain requests against a real nginx. Every page that they get is
// of one release, with the styles, the script and the words of that one, whatever was swapped in between.

import assert from "node:assert/strict";
import { execFile, execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { Agent, get } from "node:https";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { launch, program, repository } from "./harness.mjs";
import { openNginx, withoutNginx as skip } from "./nginx.mjs";

const SWAPS = 20;
const READERS = 8;
const ADDRESSES = ["/", "/help/", "/pl/", "/pl/help/", "/signs/"];

let root, server, browser;

/** Writes the site as it is in its n-th release: every page says so, and so do the styles. */
function write(number) {
  const page = (title) => `+++\ntitle = "${title}"\ndescription = "About it."\n+++\n\nRelease ${number} of it.\n`;
  const files = {
    "liberate.toml": `base_url = "https://site.example"\ndefault_language = "en"\ntheme = "liberate"\n\n[languages.en]\nname = "English"\n\n[languages.pl]\nname = "polski"\n\n[editions.public]\nindexed = true\n\n[links]\nexit = "https://www.bbc.co.uk/weather"\n`,
    "content/_index.md": page("Home"),
    "content/_index.pl.md": page("Start"),
    "content/help.md": page("Help"),
    "content/help.pl.md": page("Pomoc"),
    "content/signs.md": page("Signs"),
    // Everything that goes on below is kept from page to page, so the sheet has its own bytes in each release.
    "styles/scripts.css": `:root { --release: ${number}; }\n`,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

const publish = () => promisify(execFile)(program(), ["--root", root, "--quiet", "publish", "--who", "editor", "--at", "2026-11-30"]);

before(async () => {
  if (skip) return;
  root = mkdtempSync(join(tmpdir(), "liberate-swaps-"));
  execFileSync("chmod", ["755", root]);
  cpSync(join(repository, "themes"), join(root, "themes"), { recursive: true });
  write(0);
  await publish();
  server = await openNginx(root, join(root, "dist/public"));
  browser = await launch();
});

after(async () => {
  server?.close();
  await browser?.close();
  if (root) rmSync(root, { recursive: true, force: true });
});

const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });

const fetched = (path) =>
  new Promise((resolve, reject) => {
    get(`${server.base}${path}`, { agent }, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (piece) => (body += piece)).on("end", () => resolve({ status: answer.statusCode, body }));
    }).on("error", reject);
  });

/** Asks for a page, then for its sheet, as a browser does; says what is not of one release. */
async function mixed(path) {
  const { status, body } = await fetched(path);
  const words = body.match(/Release (\d+) of it/)?.[1];
  const sheet = body.match(/href="?(\/assets\/styles\/main\.[^"> ]*)/)?.[1];
  if (status !== 200 || !words || !sheet || !body.includes("</html>")) return `${path}: ${status}, ${body.length} characters`;
  const styles = await fetched(sheet);
  const release = styles.body.match(/--release:\s*(\d+)/)?.[1];
  return styles.status === 200 && release === words ? undefined : `${path}: words of ${words}, styles of ${release} (${styles.status})`;
}

test("no reader gets a page of one release with the styles of another, during twenty swaps under load", { skip }, async () => {
  const wrong = [];
  const seen = new Set();
  let asked = 0;
  let shown = 0;
  let ended = false;
  const reader = async (number) => {
    for (let turn = number; !ended; turn += 1) {
      const found = await mixed(ADDRESSES[turn % ADDRESSES.length]).catch((error) => `${error}`);
      if (found) wrong.push(found);
      asked += 1;
    }
  };
  const person = async () => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    page.on("response", (response) => response.status() >= 400 && wrong.push(`${response.url()}: ${response.status()}`));
    page.on("requestfailed", (request) => wrong.push(`${request.url()}: ${request.failure()?.errorText}`));
    for (let turn = 0; !ended; turn += 1) {
      await page.goto(`${server.base}${ADDRESSES[turn % ADDRESSES.length]}`, { waitUntil: "load" });
      const got = await page.evaluate(() => ({
        words: document.body.innerText.match(/Release (\d+) of it/)?.[1],
        styles: getComputedStyle(document.documentElement).getPropertyValue("--release").trim(),
      }));
      if (!got.words || got.words !== got.styles) wrong.push(`in the browser: words of ${got.words}, styles of ${got.styles}`);
      seen.add(got.words);
      shown += 1;
    }
    await context.close();
  };
  const all = [person(), ...Array.from({ length: READERS }, (_, number) => reader(number))];
  for (let number = 1; number <= SWAPS; number += 1) {
    write(number);
    await publish();
  }
  ended = true;
  await Promise.all(all);
  console.log(`${SWAPS} swaps; ${asked} pages asked with their styles, ${shown} shown by the browser, of ${seen.size} releases`);
  assert.deepEqual(wrong, []);
  assert.ok(asked > SWAPS && shown > SWAPS && seen.size > 3, `${asked} asked, ${shown} shown, ${seen.size} releases seen`);
});
