// A comms officer's day at the desk of a new portal: with script, without, on a phone, in Urdu.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { barriers } from "./faults.mjs";
import { DESKTOP, PATIENCE, PHONE, launch, none, program, until } from "./harness.mjs";

const scratch = mkdtempSync(join(tmpdir(), "liberate-desk-"));
const root = join(scratch, "portal");
const read = (name) => readFileSync(join(root, name), "utf8");
let browser, server, desk, base, wayIn;

before(async () => {
  execFileSync(program(), ["--quiet", "init", root, "--name", "Near Here", "--area", "Sampleshire", "--languages", "ur,ti"]);
  // A contact that has been shown for too long, and a page that is to be read again.
  writeFileSync(join(root, "content/contacts.toml"), read("content/contacts.toml") + `
[duty]
name = "Duty line"
display = "0121 496 0000"
digits = "01214960000"
group = "support"
audience = "both"
state = "publish"
source_name = "Its page"
source_date = "2026"
checked_on = 2026-01-01
expires_days = 30
`);
  writeFileSync(join(root, "content/help.ur.md"), "+++\ntitle = \"مدد\"\n+++\n\nیہاں مدد ہے۔\n");
  const environment = { ...process.env, XDG_STATE_HOME: join(scratch, "state") };
  server = spawn(program(), ["--root", root, "--color", "never", "serve", "--port", "0"], { stdio: ["ignore", "pipe", "pipe"], env: environment });
  let said = "";
  server.stdout.on("data", (data) => (said += data));
  server.stderr.on("data", (data) => (said += data));
  const [, host, path] = await until("the preview says where its desk is", () => /(http:\/\/localhost:\d+)(\/_liberate\/[0-9a-f]{32}\/)/.exec(said));
  [base, desk] = [host, path];
  browser = await launch();
});
after(async () => {
  await browser.close();
  server.kill("SIGINT");
  await until("the preview ends", () => server.exitCode !== null || server.signalCode !== null);
  rmSync(scratch, { recursive: true, force: true });
});

/** A window of its own; what goes against a policy, or fails, is a failure of the test. */
async function open(t, options) {
  const context = await browser.newContext({ viewport: DESKTOP, baseURL: base, ...options });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  t.after(async () => {
    await context.close();
    none(complaints.map((what) => ({ where: "the console", what })));
  });
  return page;
}

const PAGES = ["", "pages", "page/content/help.md", "page/content/help.ur.md", "page/content/help.md?whole", "records/contacts", "record/contacts/duty", "new", "past"];

test("the desk has no barrier in light, dark and on a phone, and fits 320 px", async (t) => {
  const found = [];
  for (const [viewport, colorScheme] of [[DESKTOP, "light"], [PHONE, "dark"]]) {
    const page = await open(t, { viewport, colorScheme, reducedMotion: "reduce" });
    for (const path of PAGES) {
      await page.goto(desk + path);
      // The page beside the form is one of the site, and is judged there.
      await page.evaluate(() => document.querySelector("iframe")?.remove());
      found.push(...(await barriers(page)).map((what) => ({ where: path, what })));
      // Wide tables are rolled within a frame of their own.
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > viewport.width) found.push({ where: path, what: `it is ${width} px wide` });
    }
  }
  none(found);
});

test("from the site to the desk: the bar of a page leads to it in a tab that came from there, and says so elsewhere", async (t) => {
  const page = await open(t);
  await page.goto(desk + "start");
  await page.waitForURL(base + "/");
  await page.goto("/help/");
  await page.locator("#liberate-bar .edit").click();
  await page.waitForURL((url) => url.pathname === `${desk}page/content/help.md`);
  const stranger = await open(t, { javaScriptEnabled: false });
  await stranger.goto("/help/");
  await stranger.locator("#liberate-bar .edit").click();
  await stranger.getByText("open the desk: its address is in the window").waitFor();
});

test("a word is typed, seen beside the form, judged, saved, found in the file, and taken back", async (t) => {
  const page = await open(t);
  await page.goto(`${desk}page/content/help.md`);
  const old = read("content/help.md");
  const passage = page.locator("textarea[name=p0]");
  await passage.fill(`${await passage.inputValue()} The kettle is green.`);
  await page.frameLocator("#preview").getByText("The kettle is green.").waitFor();
  await passage.fill(`${await passage.inputValue()} [Where](@/nowhere.md)`);
  await page.locator("#p0 .findings .error").waitFor();
  assert.equal(read("content/help.md"), old, "it was saved before anybody asked");
  await passage.fill((await passage.inputValue()).replace(" [Where](@/nowhere.md)", ""));
  await page.locator("#p0 .findings .error").waitFor({ state: "detached" });
  await page.keyboard.press("Control+s");
  await page.getByText("Saved.").waitFor();
  const saved = read("content/help.md");
  assert.ok(saved.includes("The kettle is green."));
  assert.equal(saved.replace(" The kettle is green.", ""), old, "something else changed");
  await page.goto(`${desk}past`);
  assert.equal(await page.locator("ins").first().innerText(), " The kettle is green.");
  await page.getByRole("button", { name: "Take it back" }).first().click();
  await page.getByText("It is taken back.").waitFor();
  assert.equal(read("content/help.md"), old);
});

test("without script: a number is rung, a contact changed, a page begun and written", async (t) => {
  const page = await open(t, { javaScriptEnabled: false });
  await page.goto(desk);
  const task = page.locator(".tasks li", { hasText: "Check Duty line" });
  await page.locator("#role").fill("Comms lead");
  await task.getByRole("button", { name: "I rang it today" }).click();
  await page.getByText("Done: 1 thing is true again.").waitFor();
  assert.equal(await page.locator("#overdue ~ ul li", { hasText: "Duty line" }).count(), 0);
  assert.match(read("content/contacts.toml"), /checked_how = "call"\nchecked_by_role = "Comms lead"/);

  await page.goto(`${desk}record/contacts/duty`);
  await page.getByLabel("Hours").fill("Day and night");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();
  assert.match(read("content/contacts.toml"), /hours = "Day and night"/);

  await page.goto(`${desk}new`);
  await page.getByLabel("Its title").fill("Open evening");
  await page.getByRole("button", { name: "Make a page" }).click();
  await page.getByLabel("Passage 1").fill("Come and see.");
  await page.getByRole("button", { name: "Show beside" }).click();
  await page.frameLocator("#preview").getByText("Come and see.").waitFor();
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Saved.").waitFor();
  assert.match(read("content/open-evening.md"), /draft = true\n\+\+\+\n\nCome and see\.\n/);
});

test("by keyboard, in Urdu: to a passage, a contact's number put in at the caret, and saved", async (t) => {
  const page = await open(t);
  await page.goto(`${desk}page/content/help.ur.md`);
  const passage = page.locator("textarea[name=p0]");
  assert.deepEqual(await passage.evaluate((field) => [field.lang, field.dir]), ["ur", "rtl"]);
  await passage.focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" ابھی ");
  await page.locator("#what").focus();
  await page.locator("#what").selectOption('{{ number(id="duty") }}');
  await page.frameLocator("#preview").locator("article a[href='tel:01214960000']").first().waitFor();
  await page.keyboard.press("Control+s");
  await page.getByText("Saved.").waitFor();
  assert.match(read("content/help.ur.md"), / ابھی \{\{ number\(id="duty"\) \}\}/);
});

test("what somebody saves meanwhile is said, and both changes are kept", async (t) => {
  const page = await open(t);
  await page.goto(`${desk}page/content/privacy.md`);
  const passages = page.locator("textarea[name^=p]");
  const last = (await passages.count()) - 1;
  await passages.nth(0).fill("Mine, and nobody else's.");
  const text = read("content/privacy.md");
  writeFileSync(join(root, "content/privacy.md"), `${text.trimEnd()} Theirs, on the disk.\n`);
  await page.locator("#elsewhere:not([hidden])").waitFor();
  assert.ok(last > 0);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("both changes are in the page").waitFor();
  const now = read("content/privacy.md");
  assert.ok(now.includes("Mine, and nobody else's.") && now.includes("Theirs, on the disk."));
});
