"use strict";
// What the desk does more while somebody types: the page beside the form follows, and what is wrong is said below its passage.
// Nothing is stored, and everything works without this.
(() => {
  const home = document.body.dataset.home, form = document.getElementById("edit"), frame = document.getElementById("preview");
  // Tabs of the site learn from this one how to lead here; see the preview's own script.
  window.name = "liberate-desk:" + home;
  const channel = new BroadcastChannel("liberate-desk");
  channel.onmessage = (event) => { if (event.data === "where?") channel.postMessage(home); };

  if (document.getElementById("go")) location.replace(document.querySelector("#go ~ ul a").href);

  const ask = (address, method, body, done) => {
    const request = new XMLHttpRequest();
    request.responseType = method === "POST" ? "json" : "document";
    request.onload = () => done(request.status === 200 ? request.response : null);
    request.onerror = () => done(null);
    request.open(method, address);
    request.send(body);
  };
  const make = (name, words, kind) => {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    if (words) made.append(words);
    return made;
  };
  const put = (list, findings) => list.replaceChildren(...findings.map((finding) => {
    const item = make("li", "", finding.severity), what = make("p", "", "what");
    what.append(make("span", finding.severity === "error" ? "Error" : "Warning", "mark"), " " + finding.message);
    item.append(what, make("p", finding.hint, "next"));
    return item;
  }));

  if (form && form.dataset.look) {
    let waiting = 0, running = false, again = false;
    const save = document.getElementById("save"), words = document.getElementById("count");
    const text = () => new URLSearchParams(new FormData(form));
    const first = text().toString();
    const isChanged = () => text().toString() !== first;
    const number = (count, noun) => count + " " + noun + (count === 1 ? "" : "s");
    const look = () => {
      if (running) { again = true; return; }
      running = true;
      ask(form.dataset.look, "POST", text(), (found) => {
        running = false;
        if (again) { again = false; look(); return; }
        if (!found) return;
        for (const list of document.querySelectorAll("[data-findings]")) {
          const of = list.dataset.findings;
          put(list, of === "settings" ? found.settings : of === "elsewhere" ? found.elsewhere : found.passages[of] || []);
        }
        words.textContent = found.errors + found.warnings
          ? number(found.errors, "error") + ", " + number(found.warnings, "warning") + " on this page" : "Nothing is wrong with this page";
        const place = frame.contentWindow.scrollY;
        frame.onload = () => frame.contentWindow.scrollTo(0, place);
        frame.contentWindow.location.replace(home + found.shown);
      });
    };
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(look, 60); });
    document.getElementById("edition").addEventListener("change", look);
    // What is put in goes where the caret was; execCommand keeps the browser's own way back.
    let last = form.querySelector("textarea[name=p0]");
    form.addEventListener("focusin", (event) => { if (event.target.matches(".passage textarea")) last = event.target; });
    const putIn = (before, after) => {
      if (!last) return;
      last.focus();
      const chosen = last.value.slice(last.selectionStart, last.selectionEnd);
      if (!document.execCommand("insertText", false, before + chosen + after)) last.setRangeText(before + chosen + after);
      last.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const insert = document.getElementById("insert"), what = document.getElementById("what");
    insert.hidden = false;
    what.addEventListener("change", () => { if (what.value) putIn(what.value, ""); what.value = ""; });
    for (const button of insert.querySelectorAll("[data-mark]")) button.addEventListener("click", () => putIn(button.dataset.mark, button.dataset.mark));
    for (const button of insert.querySelectorAll("[data-line]")) button.addEventListener("click", () => {
      if (!last) return;
      const begin = last.value.lastIndexOf("\n", last.selectionStart - 1) + 1;
      last.setSelectionRange(begin, begin);
      putIn(button.dataset.line, "");
    });
    addEventListener("keydown", (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === "s") { event.preventDefault(); save.click(); }
    });
    let leaving = false;
    form.addEventListener("submit", (event) => { leaving = !event.submitter || event.submitter.id !== "show"; });
    addEventListener("beforeunload", (event) => { if (!leaving && isChanged()) event.preventDefault(); });
    if (isChanged() || document.querySelector(".stop")) look();
  }

  // What changes on the disk is shown where nobody types, and said where somebody does.
  const renew = () => ask(location.href, "GET", null, (page) => {
    if (!page) return;
    const seen = form && form.elements.seen, now = page.querySelector("[name=seen]");
    if (seen) {
      const note = document.getElementById("elsewhere");
      if (note && now) note.hidden = now.value === seen.value;
      return;
    }
    const busy = document.querySelector("main input:checked, main :focus");
    if (!busy) document.querySelector("main").replaceWith(document.adoptNode(page.querySelector("main")));
    document.body.dataset.number = page.body.dataset.number;
  });
  let stream = null;
  const open = () => {
    if (stream || document.hidden) return;
    stream = new EventSource("/_liberate/events?page=%2F_liberate%2F&etag=" + document.body.dataset.number);
    stream.addEventListener("reload", () => { close(); renew(); setTimeout(open, 300); });
  };
  const close = () => { if (stream) stream.close(); stream = null; };
  document.addEventListener("visibilitychange", () => document.hidden ? close() : open());
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();
  const further = () => { if (document.getElementById("looking")) { renew(); setTimeout(further, 1500); } };
  setTimeout(further, 800);
})();
