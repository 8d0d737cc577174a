// What an editor sees (U04, U05): `liberate serve` beside an open tab, while files are saved.
//
// Each test has a copy of the site of its own, and a server.

import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DESKTOP, PATIENCE, copySite, launch, listPages, program, until } from "./harness.mjs";
import { headersFor, parseHeaders } from "./server.mjs";

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

const PAGE = "content/true-or-false.md";
const ADDRESS = "/true-or-false/";
const OTHER = "content/what-it-is.md";
const OTHER_ADDRESS = "/what-it-is/";

/** Copies the site, lets `prepare` change the copy, starts the preview, and opens a tab. */
async function start(t, prepare = () => {}) {
  const root = mkdtempSync(join(tmpdir(), "liberate-preview-"));
  copySite(root);
  const files = {
    read: (name) => readFileSync(join(root, name), "utf8"),
    write: (name, text) => writeFileSync(join(root, name), text),
    edit: (name, change) => files.write(name, change(files.read(name))),
    path: (name) => join(root, name),
  };
  prepare(files);
  const server = spawn(program(), ["--root", root, "--color", "never", "serve", "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  server.stdout.on("data", (data) => (said += data));
  server.stderr.on("data", (data) => (said += data));
  const base = await until("the preview says where it is", () => /http:\/\/localhost:\d+/.exec(said)?.[0]);
  const context = await browser.newContext({ viewport: DESKTOP, baseURL: base });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  t.after(async () => {
    // A tab that is just being told to reload must not be closed in the middle of it: Chromium has been seen to wait for ever then.
    await page.goto("about:blank").catch(() => {});
    await context.close();
    server.kill("SIGINT");
    await until("the preview ends", () => server.exitCode !== null || server.signalCode !== null);
    rmSync(root, { recursive: true });
  });
  const preview = { root, base, page, context, files, loads: 0, said: () => said };
  page.on("load", () => preview.loads++);
  /** Opens a page, and waits until it listens for changes: only then would it be told. */
  preview.open = async (path) => {
    const listens = page.waitForResponse((response) => response.url().includes("/_liberate/events"));
    await page.goto(path);
    await listens;
    preview.loads = 0;
  };
  return preview;
}

/**
 * Opens the desk, and waits until it says that all pages have been looked at: a slow machine makes every document meanwhile.
 * A desk that is open loads itself again after a change; when it does so at this moment, that is the desk that was asked for
 * (Chromium calls our own request "interrupted" or "aborted", by which of the two began first).
 */
async function openDesk(page) {
  await page.goto("/_liberate/").catch((error) => {
    if (!/interrupted by another navigation to "[^"]*\/_liberate\/"|net::ERR_ABORTED/.test(error.message)) throw error;
  });
  await page.locator("h2", { hasText: /^\d+ errors?, / }).waitFor({ timeout: 10 * PATIENCE });
}

/** Puts a sentence at the end of a page. */
const add = (sentence) => (text) => `${text.trimEnd()}\n\n${sentence}\n`;
const PROBLEMS = "#liberate-problems";

async function fetchText(address) {
  const response = await fetch(address);
  return { status: response.status, text: await response.text(), headers: response.headers };
}

test("the open tab shows the new words by itself, and stays where it was scrolled to", async (t) => {
  const { page, files, open } = await start(t);
  await open(ADDRESS);
  await page.evaluate(() => scrollTo(0, 400));
  const before = await page.evaluate(() => scrollY);
  assert.ok(before > 300, "the page is too short for this test");
  for (const words of ["The kettle is green today.", "The kettle is blue today."]) {
    files.edit(PAGE, add(words));
    await page.getByText(words).waitFor();
    await page.waitForFunction((before) => scrollY === before, before);
  }
});

test("a tab in each language is told about its own file", async (t) => {
  const { page, files, open } = await start(t);
  for (const [file, address] of [["content/what-it-is.ur.md", "/ur/what-it-is/"], ["content/what-it-is.pl.md", "/pl/what-it-is/"]]) {
    await open(address);
    files.edit(file, add("Kettle."));
    await page.getByText("Kettle.").waitFor();
  }
});

test("a record that changes reaches every page that shows it", async (t) => {
  const { page, files, open } = await start(t);
  await open("/ur/help/");
  // A number of Ofcom's range for drama, for the helpline.
  files.edit("content/contacts.toml", (text) => text.replace('"08000 121 700"', '"0121 496 0000"').replace('"08000121700"', '"01214960000"'));
  await page.locator("main a[href='tel:01214960000']").first().waitFor();
  assert.equal(await page.locator("a[href='tel:08000121700']").count(), 0);
});

test("another page does not disturb this tab", async (t) => {
  const preview = await start(t);
  const { page, files, base } = preview;
  await preview.open(ADDRESS);
  await page.evaluate(() => (window.mine = "still here"));
  files.edit(OTHER, add("The kettle is green today."));
  await until("the other page is new", async () => (await fetchText(base + OTHER_ADDRESS)).text.includes("The kettle is green today."));
  assert.equal(await page.evaluate(() => window.mine), "still here");
  // A reload that is under way would come before this one.
  files.edit(PAGE, add("The kettle is blue today."));
  await page.getByText("The kettle is blue today.").waitFor();
  await until("the page has loaded", () => preview.loads > 0);
  assert.equal(preview.loads, 1);
});

test("a broken page shows its last good version, and over it what is wrong, where, and what to do", async (t) => {
  const { page, files, open } = await start(t);
  await open(ADDRESS);
  const good = files.read(PAGE);
  const title = await page.locator("h1").innerText();
  files.write(PAGE, add('Call {{ number(id="mhs") }} now.')(good));
  const line = good.trimEnd().split("\n").length + 2;
  const problems = page.locator(PROBLEMS);
  await problems.waitFor();
  const text = await problems.innerText();
  assert.match(text, /1 error/);
  assert.match(text, /`mhs`/);
  assert.ok(text.includes(`${PAGE}, line ${line}`), text);
  assert.ok(text.includes('Call {{ number(id="mhs") }} now.'), "the line itself is not shown");
  assert.match(text, /Next: .*msh/);
  assert.ok(!text.includes(files.path("")), "an absolute path is shown");
  // Underneath, the page as it was.
  assert.equal(await page.locator("h1").innerText(), title);
  assert.ok(!(await page.locator("main").innerText()).includes("mhs"));
  // It can be read whatever the page looks like, and does not cover the way out.
  assert.equal(await problems.evaluate((element) => getComputedStyle(element).position), "fixed");
  assert.ok((await problems.boundingBox()).y > (await page.locator("#exit").boundingBox()).y + 44);

  files.write(PAGE, add("Call us now.")(good));
  await page.getByText("Call us now.").waitFor();
  assert.equal(await page.locator(`${PROBLEMS}.errors`).count(), 0);
});

test("a page that breaks in its settings or its bytes comes back when it is repaired", async (t) => {
  const { page, files, open } = await start(t);
  await open(ADDRESS);
  const good = files.read(PAGE);
  const errors = page.locator(`${PROBLEMS}.errors`);
  const breaks = {
    "an unclosed head": good.replace(/\n\+\+\+\n/, "\n"),
    "an unknown key": good.replace("title =", "titel ="),
    "a wrong date": good.replace(/checked_on = .*/, "checked_on = 2026-13-45"),
    "bytes that are no text": Buffer.concat([Buffer.from(good), Buffer.from([0xff, 0xfe, 0x0a])]),
  };
  for (const [name, broken] of Object.entries(breaks)) {
    files.write(PAGE, broken);
    await errors.waitFor().catch(() => assert.fail(`${name}: no problem is shown`));
    assert.ok((await errors.innerText()).includes(PAGE), `${name}: the file is not named`);
    assert.ok((await page.locator("main").innerText()).length > 200, `${name}: the last good version is gone`);
    files.write(PAGE, good);
    await errors.waitFor({ state: "detached" });
  }
});

for (const [name, wrong] of Object.entries({ "that cannot be read": "{{ page.head_title }", "that uses an unknown name": "{{ page.head_titel }}" })) {
  test(`a template ${name} is named with its line over the last good version of each page, until it is repaired`, async (t) => {
    const { page, files, open } = await start(t);
    await open(ADDRESS);
    const template = "themes/liberate/templates/base.html";
    const good = files.read(template);
    const line = good.slice(0, good.indexOf("{{ page.head_title }}")).split("\n").length;
    files.write(template, good.replace("{{ page.head_title }}", wrong));
    const errors = page.locator(`${PROBLEMS}.errors`);
    await errors.waitFor();
    const text = await errors.innerText();
    assert.ok(text.includes(`${template}, line ${line}`), text);
    assert.ok((await page.locator("main").innerText()).length > 200, "the last good version is gone");
    files.write(template, good);
    await errors.waitFor({ state: "detached" });
  });
}

test("a document is made when it is asked for, and what is wrong with a slide is shown at its line", async (t) => {
  const talk = "content/campaign/community-talk.md";
  const { page, files, open, base } = await start(t);
  const file = async () => (await fetchText(`${base}/campaign/community-talk/community-talk-en.txt`)).text;
  assert.match(await file(), /^Modern slavery near us/);
  await open("/campaign/community-talk/deck/");
  const good = files.read(talk);
  files.write(talk, good.replace("- Online", "- Kettles"));
  await page.getByText("Kettles").waitFor();
  assert.match(await file(), /- Kettles/);
  files.write(talk, good.replace("## It is near here {#near-here}\n", ""));
  const errors = page.locator(`${PROBLEMS}.errors`);
  await errors.waitFor();
  const line = good.slice(0, good.indexOf("## It is near here")).split("\n").length + 1;
  const text = await errors.innerText();
  assert.ok(text.includes(`${talk}, line ${line}`), text);
  files.write(talk, good);
  await errors.waitFor({ state: "detached" });
});

test("it starts although the site is broken, and the other pages are as ever", async (t) => {
  const { page, open, files, base } = await start(t, (files) => {
    files.edit(PAGE, add('{{ contact(id="kettle") }}'));
    files.edit("content/signs/work.md", (text) => text.replace("+++", ""));
  });
  await open(ADDRESS);
  assert.match(await page.locator(PROBLEMS).innerText(), /kettle/);
  const other = await fetchText(base + OTHER_ADDRESS);
  assert.equal(other.status, 200);
  assert.ok(!other.text.includes("kettle"));
  files.edit(PAGE, (text) => text.replace('{{ contact(id="kettle") }}', "No kettle is missing."));
  await page.getByText("No kettle is missing.").waitFor();
  assert.equal(await page.locator(`${PROBLEMS}.errors`).count(), 0);
});

test("a template, a style and a string of the theme change the open tab", async (t) => {
  const { page, files, open } = await start(t);
  await open(ADDRESS);
  files.edit("themes/liberate/templates/partials/footer.html", (text) => text.replace("</footer>", "<p>The kettle is green today.</p></footer>"));
  await page.getByText("The kettle is green today.").waitFor();
  files.edit("themes/liberate/styles/base.css", (text) => `${text}\nh1 { letter-spacing: 7px; }\n`);
  await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).letterSpacing === "7px");
  files.edit("themes/liberate/strings/en.toml", (text) => text.replace(/^(label|exit\.label|"exit.label") = ".*"$/m, '$1 = "Away with you"').replace(/Leave this site/, "Away with you"));
  await page.locator("#exit", { hasText: "Away with you" }).waitFor();
});

test("a new page is there at once, a deleted one is gone", async (t) => {
  const { page, files, base, open } = await start(t);
  await open("/kettle/");
  assert.equal((await fetchText(`${base}/kettle/`)).status, 404);
  files.write("content/kettle.md", files.read(PAGE).replace(/title = ".*"/, 'title = "The kettle"').replace(/^aliases.*$/m, ""));
  await page.locator("h1", { hasText: "The kettle" }).waitFor();
  rmSync(files.path("content/kettle.md"));
  await until("the page is gone", async () => (await fetchText(`${base}/kettle/`)).status === 404);
});

for (const [name, save] of Object.entries({
  "a new file that is renamed over the old": (path, text) => {
    writeFileSync(`${path}.tmp`, text);
    renameSync(`${path}.tmp`, path);
  },
  "the old file put aside first": (path, text) => {
    renameSync(path, `${path}~`);
    writeFileSync(path, text);
    rmSync(`${path}~`);
  },
  "the old file emptied and written again": (path, text) => {
    writeFileSync(path, "");
    writeFileSync(path, text);
  },
})) {
  test(`saving as ${name} never shows a page that is not there, or half of one`, async (t) => {
    const { files, base, open, page } = await start(t);
    await open(ADDRESS);
    const good = files.read(PAGE);
    const faults = [];
    let asked = 0;
    let last = "";
    let going = true;
    const poll = (async () => {
      while (going) {
        const { status, text } = await fetchText(base + ADDRESS);
        asked++;
        last = text;
        if (status !== 200) faults.push(status);
        else if (!text.includes("</main>") || !text.includes("</html>") || !/<h1>True or false/.test(text)) faults.push(text.slice(0, 200));
      }
    })();
    for (let round = 1; round <= 30; round++) {
      const words = `Round ${round} of the kettle.`;
      save(files.path(PAGE), add(words)(good));
      await until("the new words are there", () => last.includes(words));
      if (round % 10 === 0) await page.getByText(words).waitFor();
    }
    going = false;
    await poll;
    assert.ok(asked > 20, `asked only ${asked} times`);
    assert.deepEqual(faults, []);
  });
}

test("the preview is what will be published: same bytes apart from its own part, same headers apart from its own stream", async (t) => {
  const { base, root } = await start(t);
  const folder = join(root, "dist", "public");
  execFileSync(program(), ["--root", root, "build", "--quiet"], { stdio: ["ignore", "ignore", "pipe"] });
  const rules = parseHeaders(readFileSync(join(folder, "_headers"), "utf8"));
  for (const { path, file } of listPages(folder)) {
    const { text, headers } = await fetchText(base + path);
    const published = readFileSync(file, "utf8");
    // Its part is permitted in the policy that the page itself holds, too.
    const shown = text.replace(/<!-- preview -->.*<!-- \/preview -->/s, "").replace("; connect-src 'self'", "");
    assert.ok(shown === published, `${path} differs from byte ${[...published].findIndex((sign, at) => sign !== shown[at])}`);
    for (const [name, value] of Object.entries(headersFor(rules, path))) {
      // The preview is asked again each time, and must not make the browser ask this computer by https from now on.
      if (name === "Cache-Control" || name === "Strict-Transport-Security") continue;
      const wanted = name === "Content-Security-Policy" ? `${value}; connect-src 'self'` : value;
      assert.equal(headers.get(name), wanted, `${path} ${name}`);
    }
  }
});

test("nothing in the preview goes against its policy, or asks another site", async (t) => {
  const { page, open, base, files } = await start(t);
  const said = [];
  // The browser itself asks for this one where a page has no icon.
  page.on("console", (message) => message.location().url.endsWith("/favicon.ico") || said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));
  page.on("request", (request) => new URL(request.url()).origin !== base && said.push(request.url()));
  await open("/help/");
  await open(ADDRESS);
  files.edit(PAGE, add('{{ contact(id="kettle") }}'));
  await page.locator(`${PROBLEMS}.errors`).waitFor();
  await openDesk(page);
  assert.ok((await page.locator("body").innerText()).includes("kettle"), "the desk does not list the problem");
  assert.deepEqual(said, []);
});

test("only this machine and this site may ask", async (t) => {
  const { base } = await start(t);
  const ask = (path, headers) => new Promise((resolve, reject) => get(base + path, { headers }, (response) => resolve(response.resume().statusCode)).on("error", reject));
  assert.equal(await ask("/", {}), 200);
  assert.equal(await ask("/", { Host: "portal.example" }), 421);
  assert.equal(await ask("/", { Origin: "https://portal.example" }), 403);
  for (const path of ["/..%2fliberate.toml", "/%2e%2e/liberate.toml", "/..%5cliberate.toml", "/%252e%252e/liberate.toml", "/content/help.md"]) assert.equal(await ask(path, {}), 404, path);
});

test("leaving fast works in the preview too", async (t) => {
  const { page, context, open, base } = await start(t);
  const foreign = [];
  await context.route((url) => url.origin !== base, (route) => {
    foreign.push(route.request().url());
    return route.fulfill({ contentType: "text/html", body: "<title>Weather</title>" });
  });
  await open("/help/");
  await page.click("#exit");
  await page.waitForURL((url) => url.origin !== base);
  assert.equal(foreign.length, 1);
});

test("comms: three mistakes are listed and mended, a rule changes, the languages light up, a comma means nothing, and it is published with a note", async (t) => {
  const RULES = "content/your-rights.md";
  const mistakes = [
    ["content/help.md", "Ring 0121 496 0000."],
    [PAGE, '{{ contact(id="kettle") }}'],
    [OTHER, "[Nowhere](@/kettle.md)"],
  ];
  const { page, files, root } = await start(t, (files) => mistakes.forEach(([name, words]) => files.edit(name, add(words))));
  const run = (...arguments_) => spawnSync(program(), ["--root", root, "--color", "never", ...arguments_], { encoding: "utf8" });
  const desk = async () => {
    await openDesk(page);
    return page.locator("main").innerText();
  };
  // On the desk that is open: opening it makes the whole site.
  const states = () => page.locator("tr", { hasText: RULES }).locator("td").allInnerTexts();
  const outdated = async () => (await desk(), (await states()).filter((state) => state === "out of date").length);

  const listed = await desk();
  assert.match(listed, /^3 errors/m);
  for (const [name] of mistakes) assert.ok(listed.includes(name), `${name} is not listed`);
  for (const [name, words] of mistakes) files.edit(name, (text) => text.replace(`\n${words}\n`, ""));
  await until("the mistakes are gone", async () => /^0 errors/m.test(await desk()));

  // A rule changes: every translation of the page is out of date, and only those.
  assert.ok(!(await states()).includes("out of date"));
  const rules = files.read(RULES);
  const [sentence] = /^[A-Z][^\n{}\[\]]{20,}\.$/m.exec(rules);
  files.edit(RULES, (text) => text.replace(sentence, `${sentence} From now on, kettles are free.`));
  await until("all translations light up", async () => (await outdated()) === 15);
  const out = run("translate", "export", "ur", "your-rights.md", "--output", join(root, "ur.xlf"));
  assert.equal(out.status, 0, out.stderr);
  const exported = files.read("ur.xlf");
  assert.ok(exported.includes("kettles are free"));
  assert.equal(exported.match(/<unit /g).length, 1, "more than what changed went out");

  // A comma changes instead, and somebody says that the words mean the same.
  files.write(RULES, rules.replace(sentence, sentence.replace(/ (?=\S+\.$)/, ", ")));
  const same = run("translate", "confirm", "your-rights.md", "pl", "--by", "Comms lead", "--no-change-in-meaning");
  assert.equal(same.status, 0, same.stderr);
  await until("one language is fine again", async () => (await outdated()) === 14);

  // Nobody rang the numbers in time: it goes out with the name of a role, and that is written down.
  files.write(RULES, rules);
  const day = ["--at", "2026-11-28"];
  const published = run("check", ...day, "--publish", "--despite", "contact-expired", "--named", "Duty lead", "--because", "the lines were busy");
  assert.equal(published.status, 0, published.stdout + published.stderr);
  assert.match(files.read("publication-log.toml"), /Duty lead[\s\S]*the lines were busy/);
  const built = run("build", ...day, "--output", join(root, "out"));
  assert.equal(built.status, 0, built.stderr);
});
