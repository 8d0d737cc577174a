// Shows a talk slide by slide. Without this file it is a page to read and print.
(() => {
  const find = (id) => document.getElementById(id), deck = find("deck"), bar = find("deck-bar");
  const root = document.documentElement, slides = [...deck.querySelectorAll(".slide")];
  const [progress, start, , , noted, fill] = bar.children, mirrored = getComputedStyle(deck).direction === "rtl";
  let at = 0, on, from;

  // The largest letters with which the slide fits.
  const fit = () => {
    let size = 16;
    do deck.style.setProperty("--fit", size / 10);
    while (on && root.scrollHeight > innerHeight && --size > 4);
  };
  const show = (to) => {
    at = Math.min(Math.max(to, 0), slides.length - 1);
    const now = slides[at];
    slides.forEach((slide) => slide.classList.toggle("now", slide === now));
    progress.value = at + 1;
    history.replaceState(null, "", "#" + now.id);
    fit();
    scrollTo(0, 0);
    find("deck-status").textContent = now.lastElementChild.textContent + ": " + now.firstElementChild.textContent;
  };
  const addressed = () => show(slides.findIndex((slide) => "#" + slide.id === location.hash));
  const notes = (open) => {
    noted.ariaPressed = root.classList.toggle("with-notes", open);
    deck.querySelectorAll(".notes").forEach((note) => note.open = open);
    fit();
  };
  const present = (yes) => {
    on = root.classList.toggle("presenting", yes);
    notes(false);
    (on ? deck : start).focus();
    on ? addressed() : slides[at].scrollIntoView();
  };
  const next = () => show(at + 1), back = () => show(at - 1);
  // Each button has the name of a key.
  const keys = {
    ArrowLeft: mirrored ? next : back, ArrowRight: mirrored ? back : next, PageUp: back, PageDown: next, " ": next,
    Home: () => show(0), End: () => show(99), Escape: () => present(false), p: () => present(true),
    n: () => notes(!noted.matches("[aria-pressed=true]")),
    f: () => document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen(),
  };

  bar.onclick = ({ target }) => keys[target.value]?.();
  onkeydown = (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.altKey || event.metaKey || key === " " && target.closest("a, button, summary")) return;
    // Letters only while the talk has the focus: somebody may speak to this computer.
    if (!keys[key] || !(key < "a" ? on : target.closest("[id^=deck]"))) return;
    event.preventDefault();
    keys[key]();
  };
  ontouchstart = ({ touches }) => from = touches[0];
  ontouchend = ({ changedTouches: [end] }) => {
    const x = end.clientX - from.clientX;
    if (on && Math.abs(x) > 60 + 2 * Math.abs(end.clientY - from.clientY)) keys[x < 0 ? "ArrowRight" : "ArrowLeft"]();
  };
  onresize = fit;
  onhashchange = () => on && addressed();
  fill.hidden = !document.fullscreenEnabled;
  bar.hidden = false;
})();
