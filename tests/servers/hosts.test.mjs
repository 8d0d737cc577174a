// What Netlify and Cloudflare Pages make of a release that is for them: Netlify's own parsers, and Cloudflare's own program in its
// local mode, which `liberate verify` then asks for everything. Nothing here needs a network.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const program = process.env.LIBERATE_PROGRAM;
const themes = process.env.LIBERATE_THEMES;
const scratch = mkdtempSync(join(tmpdir(), "hosts-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

const has = (name) => existsSync(join(here, "node_modules", name));
const page = (title, more = "") => `+++\ntitle = "${title}"\ndescription = "About it."\n${more}+++\n\n${title}.\n`;

// A small site with what hosts are told: an old file, gone pages and files, data, three languages.
function site(host) {
  const root = join(scratch, host);
  const files = {
    "liberate.toml": `base_url = "https://site.example"
default_language = "en"
theme = "liberate"

[languages.en]
name = "English"
[languages.pl]
name = "polski"
[languages.ur]
name = "اردو"

[editions.public]
indexed = true
host = "${host}"

[links]
exit = "https://www.bbc.co.uk/weather"
`,
    "content/_index.md": page("Home"),
    "content/_index.pl.md": page("Start"),
    "content/_index.ur.md": page("آغاز"),
    "content/help.md": page("Help", 'aliases = ["/old-list.csv"]\n'),
    "content/help.pl.md": page("Pomoc"),
    "static/Annual report 2026.csv": "a,b\n1,2\n",
    "content/addresses.lock": `default_language = "en"

[[published]]
on = 2026-11-01
languages = "en pl ur"
"/old-list.csv" = "static/old-list.csv"
"/gone-list.csv" = "static/gone-list.csv"
"/closed/" = "content/closed.md"
`,
    "content/gone.toml": `"/closed/" = { since = 2026-11-20, why = "Closed." }
"/gone-list.csv" = { since = 2026-11-20, why = "Closed." }
`,
  };
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  cpSync(themes, join(root, "themes"), { recursive: true });
  const built = spawnSync(program, ["--root", root, "--quiet", "build"], { encoding: "utf8" });
  assert.equal(built.status, 0, built.stderr);
  return { root, release: join(root, "dist/public") };
}

test("Netlify's own parsers read every rule, and no two of them say how long something may be kept", { skip: !has("@netlify/headers-parser") }, async () => {
  const { parseAllHeaders } = await import("@netlify/headers-parser");
  const { parseAllRedirects } = await import("@netlify/redirect-parser");
  const { release } = site("netlify");
  const read = await parseAllHeaders({ headersFiles: [join(release, "_headers")], minimal: true });
  assert.deepEqual(read.errors, []);
  const written = readFileSync(join(release, "_headers"), "utf8");
  const lines = written.split("\n").filter((line) => line.startsWith("  "));
  const count = read.headers.reduce((sum, rule) => sum + Object.keys(rule.values).length, 0);
  assert.equal(count, lines.length, "no line is dropped");
  assert.doesNotMatch(written, /!/);
  const fits = (rule, address) => (rule.endsWith("*") ? address.startsWith(rule.slice(0, -1)) : rule === address);
  const cache = (address) => read.headers.filter((rule) => fits(rule.for, address)).flatMap((rule) => rule.values["Cache-Control"] ?? []);
  for (const address of ["/", "/help/", "/pl/", "/pl/help/", "/robots.txt", "/Annual%20report%202026.csv", "/404.html"]) {
    assert.deepEqual(cache(address), ["no-store"], address);
  }
  assert.deepEqual(cache("/assets/styles/main.0123456789.css"), ["public, max-age=31536000, immutable"]);
  const led = await parseAllRedirects({ redirectsFiles: [join(release, "_redirects")], minimal: true });
  assert.deepEqual(led.errors, []);
  const rules = led.redirects.map((rule) => `${rule.from} ${rule.to} ${rule.status}${rule.force ? "!" : ""}`);
  assert.ok(rules.includes("/old-list.csv /help/ 301"), rules.join("\n"));
  assert.ok(rules.includes("/closed/ /gone.html 410!") || rules.includes("/closed /gone.html 410!"), rules.join("\n"));
  assert.ok(rules.includes("/pl/closed/ /pl/gone.html 410!") || rules.includes("/pl/closed /pl/gone.html 410!"), rules.join("\n"));
  for (const prefix of ["/pl", "/ur"]) assert.ok(rules.includes(`${prefix}/* ${prefix}/404.html 404`), rules.join("\n"));
  // What is gone comes before what is missing: the first line that fits decides.
  assert.ok(rules.findIndex((rule) => rule.endsWith("410!")) < rules.findIndex((rule) => rule.endsWith("404")));
  assert.ok(!existsSync(join(release, "index.html.br")), "Netlify compresses by itself");
});

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

async function cloudflare(release, use) {
  const port = await freePort();
  const environment = { ...process.env, HOME: scratch, XDG_CONFIG_HOME: scratch, WRANGLER_SEND_METRICS: "false", CI: "1", NO_UPDATE_NOTIFIER: "1" };
  const wrangler = join(here, "node_modules/wrangler/bin/wrangler.js");
  const given = [wrangler, "pages", "dev", release, "--port", String(port), "--ip", "127.0.0.1", "--compatibility-date", "2025-09-01"];
  const server = spawn(process.execPath, given, { cwd: scratch, env: environment, detached: true });
  let said = "";
  server.stdout.on("data", (data) => (said += data));
  server.stderr.on("data", (data) => (said += data));
  try {
    const end = Date.now() + 60_000;
    while (!said.includes("Ready on")) {
      assert.ok(Date.now() < end && server.exitCode === null, said);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await use(`http://127.0.0.1:${port}`, said);
  } finally {
    process.kill(-server.pid, "SIGKILL");
  }
}

test("Cloudflare's own program keeps the rules that it can keep, and verify names the others", { skip: !has("wrangler") }, async () => {
  const { root, release } = site("cloudflare");
  assert.doesNotMatch(readFileSync(join(release, "_redirects"), "utf8"), /410|404/);
  await cloudflare(release, async (address, said) => {
    const rules = readFileSync(join(release, "_redirects"), "utf8").trim().split("\n").length;
    assert.match(said, new RegExp(`Parsed ${rules} valid redirect rules?\\.`));
    assert.doesNotMatch(said, /invalid/i);
    const ask = async (path) => {
      const answer = await fetch(address + path, { redirect: "manual" });
      return { status: answer.status, headers: answer.headers, text: await answer.text() };
    };
    const missing = await ask("/pl/nothing/");
    assert.equal(missing.status, 404);
    assert.match(missing.text, /<html lang="?pl/);
    const gone = await ask("/pl/closed/");
    assert.equal(gone.status, 200, "there is no 410 here");
    assert.match(gone.text, /<meta [^>]*noindex/);
    const style = /href="?(\/assets\/styles\/main[^" >]+)/.exec((await ask("/")).text)[1];
    assert.equal((await ask(style)).headers.get("cache-control"), "public, max-age=31536000, immutable");
    // What is otherwise there: its types of scripts and of XML, no parts of files, and a header of the local mode alone.
    const isKnown = ({ code, message }) =>
      (code === "live-type" && /`application\/(javascript|xml)`/.test(message)) || (code === "live-request" && /asked for a part/.test(message)) || /`x-server-env`/.test(message);
    for (const time of ["first", "second"]) {
      const run = spawnSync(program, ["--root", root, "verify", address, "--per-second", "1000", "--format", "json"], { encoding: "utf8" });
      assert.notEqual(run.status, 2, run.stderr);
      assert.deepEqual(JSON.parse(run.stdout).filter((finding) => !isKnown(finding)), [], `${time} time`);
    }
  });
});
