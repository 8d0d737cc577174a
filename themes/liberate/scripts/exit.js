// Leaves the site fast and keeps it out of Back. The link works without this file.
// Nothing is stored; nothing is asked of our own server; the icon says nothing from the start.
(() => {
  const link = document.getElementById("exit");
  if (!link) return;
  const say = document.getElementById("exit-status"), text = link.dataset;
  let gone = false, presses = 0, timer;

  const leave = () => {
    gone = true;
    document.documentElement.classList.add("gone");
    document.body.hidden = true; // also without the styles
    document.title = text.title;
    location.replace(link.href);
  };

  // With any modifier or the middle button: one wants the page gone, not a second tab.
  const pressed = (event) => {
    if (event.button > 1) return;
    event.preventDefault();
    leave();
  };
  link.addEventListener("click", pressed);
  link.addEventListener("auxclick", pressed);

  // Back from the browser's memory: stay blank, leave again.
  addEventListener("pageshow", () => gone && leave());

  addEventListener("keydown", (event) => {
    if (event.repeat) return;
    clearTimeout(timer);
    if (event.key !== "Shift") return presses = 0;
    if (++presses > 2) return leave();
    say.textContent = presses > 1 ? text.one : text.two;
    timer = setTimeout(() => { presses = 0; say.textContent = text.stopped; }, 5000);
  });
  document.getElementById("exit-hint").hidden = false;

  // A link within the page never adds to the history. Discreet: our other pages do not either, so one Back leaves the site.
  addEventListener("click", (event) => {
    const a = event.target.closest("a[href]");
    if (!a || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
      || a.target || a.origin !== location.origin || !a.pathname.endsWith("/")
      || !("discreet" in text || a.pathname === location.pathname)) return;
    event.preventDefault();
    location.replace(a.href);
  });
})();
