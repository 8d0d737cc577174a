// A page that a person read out: readers hear it without script, know before what it costs, and pay nothing until they press the button.
// In both editions, and in the direction of the page. What `check` says of recordings: tests/it/recordings.rs.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { barriers, invalid, overflow } from "./faults.mjs";
import { PHONE, none, openFolder, program, until } from "./harness.mjs";

/** Bytes of the page with its headers, as on every help page. */
const HELP_PAGE = 30_000;
const FILES = { "help.md": "help.mp3", "help.ur.md": "help-ur.mp3" };

/** A second of silence: 38 frames of MPEG 1, layer III, 32 kbit/s, 44,100 samples a second. */
const SECOND = Buffer.concat(Array.from({ length: 38 }, () => Buffer.concat([Buffer.from([0xff, 0xfb, 0x10, 0xc4]), Buffer.alloc(100)])));

const scratch = mkdtempSync(join(tmpdir(), "liberate-recorded-"));
const root = join(scratch, "portal");
const sites = {};

const edit = (name, change) => writeFileSync(join(root, "content", name), change(readFileSync(join(root, "content", name), "utf8")));

before(async () => {
  execFileSync(program(), ["--quiet", "init", root, "--name", "Near Here", "--area", "Sampleshire", "--languages", "ur"]);
  for (const [page, sound] of Object.entries(FILES)) {
    writeFileSync(join(root, "content", sound), Buffer.concat(Array.from({ length: 60 }, () => SECOND)));
    if (page !== "help.md") writeFileSync(join(root, "content", page), '+++\ntitle = "مدد"\nneutral_title = "معلومات"\n+++\n\nآپ مدد مانگ سکتے ہیں۔\n\n{{ contacts(for="public") }}\n');
    edit(page, (text) => text.replace("\n+++\n", `\n\n[recording]\nfile = "${sound}"\n+++\n`));
  }
  const settings = join(root, "liberate.toml");
  writeFileSync(settings, readFileSync(settings, "utf8").replace("[menus]", '[editions.partner]\naudience = "partner"\nbase_url = "https://partners.example"\nindexed = false\n\n[menus]'));
  // Somebody listened to both with the page open, and writes down what `check` says to write.
  const said = spawnSync(program(), ["--root", root, "--color", "never", "check"], { encoding: "utf8" }).stderr.replace(/\s+/g, " ");
  for (const [, page, line] of said.matchAll(/content\/(help\S*\.md):.*?write (text = "[^"]+")/g)) edit(page, (text) => text.replace("[recording]\n", `[recording]\n${line}\n`));
  for (const edition of ["public", "partner"]) {
    execFileSync(program(), ["--root", root, "--quiet", "build", "--edition", edition, "--output", join(scratch, edition)], { stdio: ["ignore", "ignore", "pipe"] });
    sites[edition] = await openFolder(join(scratch, edition));
  }
});
after(async () => {
  for (const site of Object.values(sites)) await site.close();
  rmSync(scratch, { recursive: true, force: true });
});

const pages = (site) => {
  const found = site.readable.filter(({ key, isFallback }) => key === "/help/" && !isFallback);
  assert.deepEqual(found.map(({ language }) => language).sort(), ["en", "ur"]);
  return found;
};

for (const edition of ["public", "partner"]) {
  test(`${edition}: the page costs what it costs without a recording, and says what the recording costs`, () => {
    const site = sites[edition];
    return site.each(pages(site), { viewport: PHONE }, async (page, { path }) => {
      const before = site.log.length;
      await page.goto(path, { waitUntil: "networkidle" });
      const asked = site.log.slice(before);
      const bytes = asked.reduce((sum, answer) => sum + answer.bytes, 0);
      const problems = asked.filter((answer) => answer.path.endsWith(".mp3")).map((answer) => `${answer.path} was fetched before anybody asked`);
      if (bytes > HELP_PAGE) problems.push(`it costs ${bytes} bytes`);
      const cost = await page.locator("#listen").innerText();
      if (!/1:00.*238 kB/s.test(cost.replace(/\s+/g, " "))) problems.push(`it says: ${cost}`);
      return problems;
    });
  });

  test(`${edition}: without script, one key plays it`, async (t) => {
    const site = sites[edition];
    for (const { path, language } of pages(site)) {
      const context = await site.context({ viewport: PHONE, javaScriptEnabled: false });
      t.after(() => context.close());
      const page = await context.newPage();
      await page.goto(path);
      const player = page.locator("audio");
      assert.equal(await player.isVisible(), true);
      const { x, width } = await player.boundingBox();
      assert.ok(x >= 0 && x + width <= PHONE.width, `the player reaches from ${x} to ${x + width}`);
      await player.focus();
      await page.keyboard.press("Space");
      await until("it plays", () => player.evaluate((audio) => audio.currentTime > 0 && audio.error === null));
      assert.ok(site.log.some(({ path, status }) => path === (language === "en" ? "/help.mp3" : "/help-ur.mp3") && status === 200));
    }
  });

  test(`${edition}: the page is valid, fits, and has no barrier`, async () => {
    const site = sites[edition];
    none(await invalid(site, pages(site)));
    await site.each(pages(site), { viewport: PHONE }, (page) => page.evaluate(overflow));
    await site.each(pages(site), { viewport: PHONE, reducedMotion: "reduce" }, barriers);
  });
}

test("on paper there is no player", () =>
  sites.public.each(pages(sites.public), { viewport: PHONE }, async (page) => {
    await page.emulateMedia({ media: "print" });
    return (await page.locator(".listen").isVisible()) ? ["the player is printed"] : [];
  }));
