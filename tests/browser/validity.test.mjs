// Every page is valid HTML, as the W3C's own checker (vnu) sees it: no error and no warning.

import { after, before, test } from "node:test";
import { invalid } from "./faults.mjs";
import { none, openSite } from "./harness.mjs";

let site;
before(async () => (site = await openSite()));
after(() => site.close());

test("the checker finds nothing on any page in any language", async () => none(await invalid(site)));
