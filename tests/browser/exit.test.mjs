// Leaving fast (U03): whatever the reader does to leave, the page is gone at once, and Back does not bring it back.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { DESKTOP, KINDS, PHONE, ZOOMED, launch, openSite, until } from "./harness.mjs";
import { exitAtHand, exitNow } from "./faults.mjs";
import { serve } from "./server.mjs";

const EXIT = "https://www.bbc.co.uk/weather";
/** A page that calls itself neutral, and one that does not. */
const PAGES = ["/help/", "/signs/places/car-wash/"];

let site;
before(async () => (site = await openSite({ whole: true })));
after(() => site.close());

/** Opens `path` in a new window, by default with another page before it in the history, as after a search. */
async function arrive(t, path, { first = "https://search.example/", ...options } = {}) {
  const context = await site.context(options);
  t.after(() => context.close());
  const page = await context.newPage();
  if (first) await page.goto(first);
  const before = site.log.length;
  await page.goto(path);
  // The icon comes last, after the page has loaded.
  await until("the icon is there", () => site.log.slice(before).some((answer) => answer.path.includes("/icon.")));
  context.foreign.length = 0;
  return { context, page, asked: site.log.length };
}

/** The reader is away, our own server was asked for nothing more, and only the neutral page was opened. */
async function assertAway({ context, page, asked }) {
  await page.waitForURL(EXIT);
  assert.deepEqual(site.log.slice(asked), [], "our server was asked for something after the exit");
  assert.deepEqual(context.foreign, [EXIT]);
  assert.deepEqual(context.pages(), [page], "another tab was opened");
}

describe("the ways to leave", () => {
  const ways = {
    touch: { options: { hasTouch: true, isMobile: true }, leave: (page) => page.tap("#exit") },
    "the mouse": { leave: (page) => page.click("#exit") },
    "the middle button of the mouse": { leave: (page) => page.click("#exit", { button: "middle" }) },
    "the mouse with Ctrl held": { leave: (page) => page.click("#exit", { modifiers: ["Control"] }) },
    "Tab and Enter": {
      async leave(page) {
        await page.keyboard.press("Tab");
        await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
      },
    },
    "Shift three times": {
      async leave(page) {
        for (let press = 0; press < 3; press++) await page.keyboard.press("Shift");
      },
    },
    "Shift three times from the end of the page": {
      async leave(page) {
        await page.keyboard.press("End");
        await page.locator(".foot a").last().focus();
        for (let press = 0; press < 3; press++) await page.keyboard.press("Shift");
      },
    },
    "touch, with script off": { options: { hasTouch: true, isMobile: true, javaScriptEnabled: false }, leave: (page) => page.tap("#exit") },
    "Tab and Enter, with script off": {
      options: { javaScriptEnabled: false },
      async leave(page) {
        await page.keyboard.press("Tab");
        await page.keyboard.press("Tab");
        await page.keyboard.press("Enter");
      },
    },
  };
  for (const [name, { options, leave }] of Object.entries(ways)) {
    test(name, async (t) => {
      for (const path of [...PAGES, "/ur/help/", "/404.html"]) {
        const visit = await arrive(t, path, options);
        await leave(visit.page);
        await assertAway(visit);
      }
    });
  }

  test("not by Shift twice, nor while somebody types or walks backwards through the links", async (t) => {
    const { context, page } = await arrive(t, "/help/");
    for (const key of ["Shift", "Shift", "a", "Shift", "Shift+Tab", "Shift+Tab", "Shift+Tab", "Shift+A", "Shift"]) await page.keyboard.press(key);
    await page.evaluate(() => new Promise(requestAnimationFrame));
    assert.equal(new URL(page.url()).pathname, "/help/");
    assert.deepEqual(context.foreign, []);
  });
});

/**
 * The same site, with an exit that leads to a page of this machine: it may be slow, and no request is held up on its way, as Playwright
 * would. `held` is the answer that a slow one waits with.
 */
async function stage(t, { browser = site.browser, slow = false, headers } = {}) {
  const neutral = createServer((request, response) => {
    response.setHeader("Content-Type", "text/html");
    if (slow && request.url === "/weather") play.held = response;
    else response.end("<!doctype html><title>Weather</title>");
  });
  await new Promise((ready) => neutral.listen(0, "127.0.0.1", ready));
  const away = `http://localhost:${neutral.address().port}`;
  const server = await serve(site.folder, { headers, body: (html) => html.replaceAll(EXIT, `${away}/weather`) });
  const play = { base: server.base, search: `${away}/search`, exit: `${away}/weather`, held: null, arrive };
  t.after(async () => {
    await server.close();
    neutral.close();
    neutral.closeAllConnections();
  });
  async function arrive(path, options) {
    const context = await browser.newContext({ viewport: PHONE, ...options });
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(play.search);
    await page.goto(server.base + path);
    return { context, page, cdp: await context.newCDPSession(page) };
  }
  return play;
}

/** What can be seen of the page after the next frame, and how it calls itself. */
function appearance() {
  return new Promise((seen) => requestAnimationFrame(() => {
    const shows = (element) => element.checkVisibility({ visibilityProperty: true });
    const shown = [...document.querySelectorAll("body, body *")].filter(shows).map((element) => element.tagName);
    seen({ shown, title: document.title, icon: document.querySelector("link[rel=icon]").href });
  }));
}

/** How many colours a screenshot has. */
async function colours(screenshot) {
  const helper = await site.browser.newPage();
  const count = await helper.evaluate(async (data) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    canvas.drawImage(bitmap, 0, 0);
    return new Set(new Uint32Array(canvas.getImageData(0, 0, bitmap.width, bitmap.height).data.buffer)).size;
  }, screenshot);
  await helper.close();
  return count;
}

describe("at the moment of leaving, while the neutral site is slow", () => {
  test("the page is blank within one frame, and its title and icon say nothing", async (t) => {
    const play = await stage(t, { slow: true });
    for (const path of [...PAGES, "/ur/help/"]) {
      for (const colorScheme of ["light", "dark"]) {
        const { page, cdp } = await play.arrive(path, { colorScheme });
        const { icon } = await page.evaluate(appearance);
        const [neutral, words] = await page.evaluate(() => [
          document.getElementById("exit").dataset.title,
          [...document.querySelectorAll("h1, h2, .brand span")].map((element) => element.textContent.trim()),
        ]);
        play.held = null;
        const left = await page.evaluate(`document.getElementById("exit").click(), (${appearance})()`);
        assert.deepEqual(left, { shown: [], title: neutral, icon }, "one frame after the click");
        for (const word of words) assert.ok(!neutral.includes(word), `the title says «${word}»`);
        await until("the neutral site is asked", () => play.held);
        const { data } = await cdp.send("Page.captureScreenshot");
        assert.equal(await colours(data), 1, "the screen is not of one colour");
        // Who presses Esc because it takes long does not get the page back.
        await cdp.send("Page.stopLoading");
        assert.deepEqual((await page.evaluate(appearance)).shown, [], "the page is back after Esc");
      }
    }
  });

  test("Back leads out of this site at once", async (t) => {
    const play = await stage(t, { slow: true });
    for (const path of PAGES) {
      const { page } = await play.arrive(path);
      play.held = null;
      await page.evaluate(() => document.getElementById("exit").click());
      await until("the neutral site is asked", () => play.held);
      await oneBack(page);
      await until("the page before is there", async () => (await address(page)) === play.search);
    }
  });
});

test("the icon never says what the site is about", async (t) => {
  const { page } = await arrive(t, "/help/");
  const address = await page.getAttribute("link[rel=icon]", "href");
  assert.doesNotMatch(address, /slave|help|liberat|exploit/i);
  const text = await (await page.request.get(address)).text();
  assert.doesNotMatch(text, /<(text|title|desc)\b/);
});

/** One step back, as the browser's own button does it, and where the tab is. Playwright does not follow pages that come back from memory. */
async function oneBack(page) {
  const [cdp, { currentIndex, entries }] = await steps(page);
  await cdp.send("Page.navigateToHistoryEntry", { entryId: entries[currentIndex - 1].id });
}

async function address(page) {
  const [, { currentIndex, entries }] = await steps(page);
  return entries[currentIndex].url;
}

/** The history of the tab. A session ends when another page takes its place, so each question opens its own. */
async function steps(page) {
  return until("the tab answers", async () => {
    try {
      const cdp = await page.context().newCDPSession(page);
      return [cdp, await cdp.send("Page.getNavigationHistory")];
    } catch {
      return null;
    }
  });
}

/** Evaluates in the page that is there now. */
async function evaluate(page, expression) {
  const [cdp] = await steps(page);
  return (await cdp.send("Runtime.evaluate", { expression, returnByValue: true })).result.value;
}

describe("Back, afterwards", () => {
  /** What the reader sees after going one step back: the address of the page, or nothing if there is no step. */
  async function back(page) {
    await page.goBack();
    return page.url();
  }

  test("shows what stood before this site", async (t) => {
    for (const path of PAGES) {
      const { page } = await arrive(t, path);
      await page.click("#exit");
      await page.waitForURL(EXIT);
      assert.equal(await back(page), "https://search.example/");
    }
  });

  test("does nothing where this site was the first page of the tab", async (t) => {
    for (const path of PAGES) {
      const { page } = await arrive(t, path, { first: null });
      await page.click("#exit");
      await page.waitForURL(EXIT);
      await page.goBack();
      assert.ok(!page.url().startsWith(site.base), page.url());
    }
  });

  test("shows what stood before this site, after five links within it that are discreet", async (t) => {
    const { context, page } = await arrive(t, "/help/");
    const visited = [];
    for (let step = 0; step < 5; step++) {
      const links = await page.$$eval("main a[href]", (all) => all.map((link) => link.getAttribute("href")));
      const next = links.find((href) => href.startsWith("/") && !href.includes("#") && !visited.includes(href)) ?? "/help/";
      visited.push(next);
      await page.locator(`a[href="${next}"]`).first().click();
      await page.waitForURL((url) => url.pathname === next);
      if (!(await page.locator("#exit[data-discreet]").count())) break;
    }
    await page.click("#exit");
    await page.waitForURL(EXIT);
    assert.equal(await back(page), "https://search.example/", `after ${visited.join(" ")}`);
  });

  test("never shows the help page to whom came to it from the home page", async (t) => {
    const { page } = await arrive(t, "/");
    await page.locator("main a[href='/help/']").first().click();
    await page.waitForURL((url) => url.pathname === "/help/");
    await page.click("#exit");
    await page.waitForURL(EXIT);
    for (let step = 0; step < 3; step++) assert.notEqual(new URL(await back(page)).pathname, "/help/");
  });

  test("shows nothing of the page when the browser keeps pages in its back/forward cache", async (t) => {
    const browser = await launch({ whole: true, ignoreDefaultArgs: ["--disable-back-forward-cache"] });
    t.after(() => browser.close());
    // Hosts may drop `no-store`, and browsers begin to keep such pages too.
    const play = await stage(t, { browser, headers: ({ "Cache-Control": _, ...headers }) => headers });
    for (const path of PAGES) {
      const { page } = await play.arrive(path);
      const here = play.base + path;
      await evaluate(page, "window.kept = true");

      // First, that the memory works here: by an ordinary link away, the page does come back from it.
      await evaluate(page, `location.href = "${play.search}?again"`);
      await until("the other page is there", async () => (await address(page)) === `${play.search}?again`);
      await oneBack(page);
      await until("the page is back", async () => (await address(page)) === here);
      assert.equal(await evaluate(page, "window.kept"), true, "the back/forward cache is off, so this test would show nothing");

      await evaluate(page, "document.getElementById('exit').click()");
      await until("the neutral page is there", async () => (await address(page)) === play.exit);
      const [, { entries }] = await steps(page);
      assert.deepEqual(entries.map(({ url }) => url).filter((url) => url.startsWith(play.base)), [], "the history of the tab holds the page");
      await oneBack(page);
      await until("the page before is there", async () => (await address(page)) === play.search);
      assert.equal(await evaluate(page, "document.title"), "Weather");
      await page.close();
    }
  });

  test("shows nothing of the page without a network", async (t) => {
    for (const path of PAGES) {
      const { context, page } = await arrive(t, path);
      await page.click("#exit");
      await page.waitForURL(EXIT);
      await context.setOffline(true);
      await page.goBack({ waitUntil: "commit" }).catch(() => {});
      assert.ok(!page.url().startsWith(site.base), page.url());
    }
  });

  test("shows nothing of the page where the network fails while leaving", async (t) => {
    const { context, page } = await arrive(t, "/help/");
    await context.route(EXIT, (route) => route.abort("internetdisconnected"));
    await page.click("#exit");
    await until("the page is away", async () => !(await page.title().catch(() => "")).includes("Help"));
    await page.goBack({ waitUntil: "commit" }).catch(() => {});
    assert.ok(!page.url().startsWith(site.base), page.url());
  });
});

describe("the exit is at hand", () => {
  // On the smallest phone every page is looked at: see every-page.test.mjs.
  const places = {
    "on a desktop": { viewport: DESKTOP },
    "at 400 % zoom": { viewport: ZOOMED, deviceScaleFactor: 4 },
    "with script off": { viewport: PHONE, javaScriptEnabled: false },
  };
  for (const [name, options] of Object.entries(places)) {
    test(`${name}, on each kind of page in every language: in the first screen, large, early in the tab order, and after scrolling`, () =>
      site.each(site.some(KINDS), options, (page) => exitAtHand(page, options)));
  }

  test("it covers at most a third of the screen at 400 % zoom, also in the longest language", () =>
    site.each(site.some(["/help/"]), { viewport: ZOOMED }, async (page) => {
      const { box } = await exitNow(page);
      return box.height > ZOOMED.height / 3 ? [`it is ${box.height} px high`] : [];
    }));

  test("it stays at hand with a label that is 60 % longer, and with text at 200 %", () =>
    site.each(site.some(["/help/"]), { viewport: PHONE }, async (page) => {
      const problems = [];
      for (const make of ["longer", "larger"]) {
        await page.evaluate((make) => {
          const label = document.querySelector("#exit span");
          if (make === "longer") label.textContent += " " + label.textContent.slice(0, Math.ceil(label.textContent.length * 0.6));
          else document.documentElement.style.fontSize = "200%";
        }, make);
        const { box, words, top } = await exitNow(page);
        if (!words || !top || box.left < 0 || box.right > PHONE.width) problems.push(`${make}: it is cut or covered`);
      }
      return problems;
    }));
});

describe("what the reader is told", () => {
  test("Shift is announced in the page's language, and again when the time is over", async (t) => {
    for (const { path } of site.some(["/help/"])) {
      const context = await site.context();
      t.after(() => context.close());
      const page = await context.newPage();
      // The page's clock stands still but for what the test adds: a slow machine must not use up the five seconds.
      await page.clock.install({ time: 0 });
      await page.goto(path);
      await page.clock.pauseAt(60 * 60 * 1000);
      const say = page.locator("#exit-status[role=status]");
      const { two, one, stopped } = await page.evaluate(() => ({ ...document.getElementById("exit").dataset }));
      assert.equal(new Set([two, one, stopped, ""]).size, 4);
      assert.equal(await say.textContent(), "");
      await page.keyboard.press("Shift");
      assert.equal(await say.textContent(), two);
      await page.keyboard.press("Shift");
      assert.equal(await say.textContent(), one);
      await page.clock.fastForward(4900);
      assert.equal(await say.textContent(), one);
      await page.clock.fastForward(200);
      assert.equal(await say.textContent(), stopped);
      // The time begins again at each press, and an old press does not count.
      for (let press = 0; press < 2; press++) {
        await page.keyboard.press("Shift");
        await page.clock.fastForward(4900);
      }
      assert.equal(new URL(page.url()).pathname, path);
      await page.keyboard.press("Shift");
      await page.waitForURL(EXIT);
    }
  });

  test("each language has its own words", async (t) => {
    const context = await site.context();
    t.after(() => context.close());
    const page = await context.newPage();
    const seen = new Map();
    for (const { path, language } of site.some(["/help/"])) {
      await page.goto(path);
      const words = await page.evaluate(() => {
        const link = document.getElementById("exit");
        return [link.innerText.trim(), document.getElementById("exit-about").textContent, document.getElementById("exit-hint").textContent, ...Object.values({ ...link.dataset })].filter(Boolean);
      });
      for (const word of words) {
        assert.ok(!seen.has(word) || seen.get(word) === language, `«${word}» is the same in ${seen.get(word)} and ${language}`);
        seen.set(word, language);
      }
    }
  });

  test("the quick way is shown only where script makes it work", async (t) => {
    for (const javaScriptEnabled of [true, false]) {
      const { page } = await arrive(t, "/help/", { viewport: DESKTOP, javaScriptEnabled });
      assert.equal(await page.locator("#exit-hint").isVisible(), javaScriptEnabled);
    }
  });
});
