// What the help page costs on slow data through a real nginx with TLS, with the configuration that `deploy-config` writes and what the release
// holds compressed: in Urdu, which is read from the right, and in Tigrinya, whose letters take three bytes each.
//
// Bytes are judged; times on a slow line are printed, as they depend on the machine.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { PHONE, openSite, program, repository, until } from "./harness.mjs";

/** What a server sends before it waits for the first answer. Source: RFC 6928, ten packets. */
const FIRST = 14_336;
const MODULE = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";
const NGINX = ["/usr/sbin/nginx", "/usr/bin/nginx"].find((path) => existsSync(path));
const skip = NGINX && existsSync(MODULE) ? false : "nginx or its module for Brotli is missing";

let site, server, scratch, base;

before(async () => {
  if (skip) return;
  site = await openSite();
  scratch = mkdtempSync(join(tmpdir(), "liberate-nginx-"));
  chmodSync(scratch, 0o755);
  cpSync(site.folder, join(scratch, "site"), { recursive: true });
  const port = await freePort();
  const ours = join(scratch, "ours.conf");
  execFileSync(program(), ["--root", repository, "--quiet", "deploy-config", "nginx", "--folder", join(scratch, "site"), "--output", ours]);
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", join(scratch, "privkey.pem"), "-out", join(scratch, "fullchain.pem")], { stdio: "ignore" });
  // Ports and certificates of our own, and only the server with TLS.
  const text = readFileSync(ours, "utf8").replace(/server \{\n    listen 80;[^}]*\}\n/, "").replace(/ *listen \[::\].*\n/g, "");
  writeFileSync(ours, text.replace("listen 443", `listen 127.0.0.1:${port}`).replace(/\/etc\/letsencrypt\/live\/[^/]*/g, scratch));
  const kept = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${scratch}/${kind};`).join("\n");
  writeFileSync(join(scratch, "nginx.conf"), `load_module ${MODULE};\npid ${scratch}/pid;\nerror_log ${scratch}/error.log;\ndaemon off;\nworker_processes 1;\nevents {}\nhttp {\n${kept}\ninclude ${ours};\n}\n`);
  const user = process.getuid() === 0 ? ["-g", "user root;"] : [];
  server = spawn(NGINX, ["-p", scratch, "-c", join(scratch, "nginx.conf"), ...user], { stdio: "ignore" });
  base = `https://127.0.0.1:${port}`;
  await until("nginx answers", () => new Promise((resolve) => get(base, { rejectUnauthorized: false }, () => resolve(true)).on("error", () => resolve(false))));
});

after(async () => {
  server?.kill("SIGTERM");
  await site?.close();
  if (scratch) rmSync(scratch, { recursive: true, force: true });
});

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** Bytes of what the release holds for an address, compressed. */
function size(url) {
  const path = new URL(url).pathname;
  const file = join(site.folder, path.endsWith("/") ? `${path}index.html` : path);
  return statSync(existsSync(`${file}.br`) ? `${file}.br` : file).size;
}

for (const language of ["ur", "ti"]) {
  test(`the help page in ${language} fits into the first ten packets, all that it loads with it`, { skip }, async (t) => {
    const context = await site.browser.newContext({ viewport: PHONE, ignoreHTTPSErrors: true });
    t.after(() => context.close());
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    // A line of 400 kbit/s, 400 ms there and back.
    await session.send("Network.emulateNetworkConditions", { offline: false, latency: 400, downloadThroughput: 400_000 / 8, uploadThroughput: 400_000 / 8 });
    const answers = [];
    session.on("Network.responseReceived", ({ requestId, response }) => answers.push({ requestId, url: response.url, coding: response.headers["Content-Encoding"] ?? response.headers["content-encoding"] }));
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const answer = answers.find((one) => one.requestId === requestId);
      if (answer) answer.bytes = encodedDataLength;
    });
    await page.goto(`${base}/${language}/help/`, { waitUntil: "load" });
    await until("all answers are whole", () => answers.every((answer) => answer.bytes));
    const times = await page.evaluate(() => new Promise((done) => {
      const [load] = performance.getEntriesByType("navigation");
      new PerformanceObserver((list, observer) => {
        const paint = list.getEntriesByName("first-contentful-paint")[0];
        if (!paint) return;
        observer.disconnect();
        done({ head: Math.round(load.responseStart), paint: Math.round(paint.startTime), load: Math.round(load.loadEventStart) });
      }).observe({ type: "paint", buffered: true });
    }));
    const bytes = answers.reduce((sum, answer) => sum + answer.bytes, 0);
    for (const answer of answers) {
      console.log(`${answer.url.replace(base, "")}: ${answer.bytes} bytes, ${answer.coding ?? "as it is"}`);
      assert.ok(answer.coding === "br" || answer.bytes < 1_500, `${answer.url} is sent as ${answer.coding}`);
    }
    const bodies = answers.reduce((sum, answer) => sum + size(answer.url), 0);
    console.log(`${language}: ${bodies} bytes, ${bytes} with headers; at 400 kbit/s and 400 ms: first byte ${times.head} ms, first words ${times.paint} ms, all ${times.load} ms`);
    assert.ok(bytes <= FIRST, `${bytes} bytes with headers`);
    // Whatever else the first words waited for would cost another way there and back.
    assert.deepEqual(answers.map((answer) => answer.url.replace(base, "")).filter((url) => !url.endsWith(".js")), [`/${language}/help/`]);
  });
}
