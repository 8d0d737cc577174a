// A real nginx on the loopback with TLS, with the configuration that `deploy-config` writes.

import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { program, until } from "./harness.mjs";

const MODULE = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so";
const NGINX = ["/usr/sbin/nginx", "/usr/bin/nginx"].find((path) => existsSync(path));

/** Why nginx cannot be asked here, or `false`. */
export const withoutNginx = NGINX && existsSync(MODULE) ? false : "nginx or its module for Brotli is missing";

/** Serves the release in `folder`, which the site at `root` made. What comes back is closed by `close()`. */
export async function openNginx(root, folder) {
  const scratch = mkdtempSync(join(tmpdir(), "liberate-nginx-"));
  chmodSync(scratch, 0o755);
  const port = await freePort();
  const ours = join(scratch, "ours.conf");
  execFileSync(program(), ["--root", root, "--quiet", "deploy-config", "nginx", "--folder", folder, "--output", ours]);
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", join(scratch, "privkey.pem"), "-out", join(scratch, "fullchain.pem")], { stdio: "ignore" });
  // Ports and certificates of our own, and only the server with TLS.
  const text = readFileSync(ours, "utf8").replace(/server \{\n    listen 80;[^}]*\}\n/, "").replace(/ *listen \[::\].*\n/g, "");
  writeFileSync(ours, text.replace("listen 443", `listen 127.0.0.1:${port}`).replace(/\/etc\/letsencrypt\/live\/[^/]*/g, scratch));
  const kept = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((kind) => `${kind}_temp_path ${scratch}/${kind};`).join("\n");
  writeFileSync(join(scratch, "nginx.conf"), `load_module ${MODULE};\npid ${scratch}/pid;\nerror_log ${scratch}/error.log;\ndaemon off;\nworker_processes 1;\nevents {}\nhttp {\n${kept}\ninclude ${ours};\n}\n`);
  const user = process.getuid() === 0 ? ["-g", "user root;"] : [];
  const server = spawn(NGINX, ["-p", scratch, "-c", join(scratch, "nginx.conf"), ...user], { stdio: "ignore" });
  const base = `https://127.0.0.1:${port}`;
  await until("nginx answers", () => new Promise((resolve) => get(base, { rejectUnauthorized: false }, (answer) => resolve(Boolean(answer.resume()))).on("error", () => resolve(false))));
  return {
    base,
    close() {
      server.kill("SIGTERM");
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
