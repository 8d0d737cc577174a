// Sites that are not the portal of this repository, in the theme that is part of the program: its handbook, and what `init` makes.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { barriers, invalid, overflow } from "./faults.mjs";
import { DESKTOP, PHONE, none, openFolder, program, repository } from "./harness.mjs";

const scratch = mkdtempSync(join(tmpdir(), "liberate-others-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

const liberate = (...words) => execFileSync(program(), ["--quiet", ...words], { stdio: ["ignore", "ignore", "pipe"] });

const SITES = {
  "the handbook": () => join(repository, "docs"),
  "a new portal": () => {
    const root = join(scratch, "portal");
    liberate("init", root, "--name", "Near Here", "--area", "Sampleshire", "--languages", "ur,ti,zh-Hans");
    return root;
  },
};

for (const [name, root] of Object.entries(SITES)) {
  test(`${name} is valid, fits 320 px, and has no barrier in light and dark`, async (t) => {
    const folder = join(scratch, name.replaceAll(" ", "-"));
    liberate("--root", root(), "build", "--output", folder);
    const site = await openFolder(folder);
    t.after(() => site.close());
    none(await invalid(site));
    await site.each(site.readable, { viewport: PHONE }, (page) => page.evaluate(overflow));
    await site.each(site.readable, { viewport: PHONE, colorScheme: "light", reducedMotion: "reduce" }, barriers);
    await site.each(site.readable, { viewport: DESKTOP, colorScheme: "dark", reducedMotion: "reduce" }, barriers);
  });
}
