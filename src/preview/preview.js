"use strict";
(() => {
  const own = document.currentScript, etag = own.dataset.etag;
  let stream = null;
  const open = () => {
    if (stream || document.hidden) return;
    stream = new EventSource("/_liberate/events?page=" + encodeURIComponent(location.pathname) + "&etag=" + encodeURIComponent(etag));
    stream.addEventListener("reload", () => location.reload());
  };
  const close = () => { if (stream) stream.close(); stream = null; };
  document.addEventListener("visibilitychange", () => document.hidden ? close() : open());
  addEventListener("pagehide", close);
  addEventListener("pageshow", open);
  open();

  // Where the desk is, this tab knows if it came from there, or another one does; it is kept nowhere.
  const edit = document.querySelector("#liberate-bar .edit");
  const channel = new BroadcastChannel("liberate-desk");
  let home = "";
  const know = (told) => {
    if (!/^\/_liberate\/[0-9a-f]{32}\/$/.test(told)) return;
    home = told;
    if (edit) edit.href = home + edit.dataset.to;
  };
  channel.onmessage = (event) => event.data === "where?" ? home && channel.postMessage(home) : know(String(event.data));
  if (window.name.startsWith("liberate-desk:")) know(window.name.slice(14));
  if (!home) channel.postMessage("where?");
})();
