// A web host for the built folder, such as the ones that read a `_headers` file: loopback, any free port.
//
// It compresses as hosts do, and writes down what was asked and how many bytes went out.

import { createServer } from "node:http";
import { existsSync, readFileSync, statSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".webp": "image/webp",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
  ".json": "application/json",
  ".pdf": "application/pdf",
  ".zip": "application/zip",
  ".mp3": "audio/mpeg",
};

/**
 * Serves `folder`. `log` holds `{ path, status, bytes }` of each answer, body and headers as sent. `headers` may change what the
 * `_headers` file says, `body` what an HTML page says; both are for situations that the real host would make.
 */
export async function serve(folder, { headers: change = (headers) => headers, body: rewrite = (html) => html } = {}) {
  const rules = parseHeaders(readFileSync(join(folder, "_headers"), "utf8"));
  const log = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const { file, status } = find(folder, path);
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    let body = readFileSync(file);
    if (type.startsWith("text/html")) body = Buffer.from(rewrite(body.toString()));
    const headers = { ...headersFor(rules, path), "Content-Type": type };
    if (/^(text|image\/svg|application\/(xml|json))/.test(type) && /\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) {
      body = gzipSync(body);
      headers["Content-Encoding"] = "gzip";
    }
    headers["Content-Length"] = body.length;
    const sent = change(headers);
    response.writeHead(status, sent);
    response.end(request.method === "HEAD" ? undefined : body);
    const head = Object.entries(sent).reduce((sum, [name, value]) => sum + `${name}: ${value}\r\n`.length, "HTTP/1.1 200 OK\r\n\r\n".length);
    log.push({ path, status, bytes: head + body.length });
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    base: `http://127.0.0.1:${server.address().port}`,
    log,
    close: () => new Promise((closed) => {
      server.close(closed);
      server.closeAllConnections();
    }),
  };
}

/** The file for a path, or the 404 page of the path's language, or that of the site. */
function find(folder, path) {
  const inside = normalize(path);
  const file = join(folder, inside, inside.endsWith("/") ? "index.html" : "");
  if (existsSync(file) && statSync(file).isFile()) return { file, status: 200 };
  const own = join(folder, inside.split("/")[1] ?? "", "404.html");
  return { file: existsSync(own) ? own : join(folder, "404.html"), status: 404 };
}

/** The rules of a `_headers` file: a path (a star at its end matches the rest), then indented headers; `! Name` takes one away. */
export function parseHeaders(text) {
  const rules = [];
  for (const line of text.split("\n")) {
    if (!line.trim() || line.startsWith("#")) continue;
    if (!/^\s/.test(line)) rules.push({ path: line.trim(), set: [] });
    else if (line.trim().startsWith("!")) rules.at(-1).set.push([line.trim().slice(1).trim(), null]);
    else rules.at(-1).set.push([line.slice(0, line.indexOf(":")).trim(), line.slice(line.indexOf(":") + 1).trim()]);
  }
  return rules;
}

export function headersFor(rules, path) {
  const headers = {};
  for (const rule of rules) {
    const matches = rule.path.endsWith("*") ? path.startsWith(rule.path.slice(0, -1)) : path === rule.path;
    if (!matches) continue;
    for (const [name, value] of rule.set) {
      if (value === null) delete headers[name];
      else headers[name] = value;
    }
  }
  return headers;
}
