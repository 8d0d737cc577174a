// Every page is valid HTML, as the W3C's own checker (vnu) sees it: no error and no warning; none is filtered out.

import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before, test } from "node:test";
import { none, openSite } from "./harness.mjs";

let site;
before(async () => (site = await openSite()));
after(() => site.close());

test("the checker finds nothing on any page in any language", async () => {
  const messages = await validate(site.pages.map((page) => page.file));
  none(messages.map(({ url, lastLine, lastColumn, message, extract }) => ({
    where: `${relative(site.folder, fileURLToPath(url))}:${lastLine}:${lastColumn}`,
    what: `${message} «${extract?.trim() ?? ""}»`,
  })));
});

/** One run for all files: starting Java takes longer than checking them. */
function validate(files) {
  const jar = ["build/dist/vnu.jar", "vnu.jar"].map((name) => fileURLToPath(new URL(`node_modules/vnu-jar/${name}`, import.meta.url))).find(existsSync);
  const command = ["-Xss4m", "-jar", jar, "--format", "json", "--stdout", "--exit-zero-always", ...files];
  return new Promise((resolve, reject) => {
    execFile("java", command, { maxBuffer: 1 << 28 }, (error, output) => (error ? reject(error) : resolve(JSON.parse(output).messages)));
  });
}
