// Live pages: what is marked data-live fetches itself again when the house says that something in its data-topics has
// changed, and now and then anyway. The line carries no data: what is shown comes from where it always comes from.
"use strict";
(() => {
  const { line: address, mark } = document.body.dataset;
  const often = 30000, rarely = 120000; // without a line, and with one
  const parts = () => [...document.querySelectorAll("[data-live]")];
  // What is told and not fetched: it is shown for a moment.
  const told = () => [...document.querySelectorAll("[data-told]")];
  const topics = (part) => (part.dataset.topics ?? part.querySelector("[data-topics]")?.dataset.topics ?? "")
    .split(" ").filter(Boolean);

  // Fetching -----------------------------------------------------------------
  // When each part was fetched; what is being fetched; what is to be fetched once more, or when it is looked at again.
  const fetched = new WeakMap(), busy = new WeakSet(), again = new WeakSet(), stale = new WeakSet();
  function fetchAgain(part) {
    if (!part.isConnected) return;
    if (document.hidden) { stale.add(part); return; }
    if (busy.has(part)) { again.add(part); return; }
    stale.delete(part);
    fetched.set(part, Date.now());
    part.dispatchEvent(new Event("live"));
  }
  // Not all pages of a house at the same moment.
  const soon = (part) => setTimeout(fetchAgain, Math.random() * 150, part);
  document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => busy.add(ctx.sourceElement));
  document.addEventListener("htmx:finally:request", ({ detail: { ctx } }) => {
    const part = ctx.sourceElement;
    busy.delete(part);
    if (again.delete(part)) soon(part);
    if (!part.matches?.("[data-live]")) return;
    const status = ctx.response?.status;
    if (status === 401) over = true;
    else if (status && status < 400 && over) { over = false; connect(); }
  });
  document.addEventListener("htmx:after:swap", watch);
  document.addEventListener("dragend", () => parts().forEach(soon));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    parts().filter((part) => stale.has(part)).forEach(fetchAgain);
    if (!socket) connect();
  });
  setInterval(() => {
    const now = Date.now();
    for (const part of parts()) {
      // What says how many minutes something lasts says so itself.
      const wait = Math.min(up ? rarely : often, part.dataset.every * 1000 || Infinity);
      if (!fetched.has(part)) fetched.set(part, now);
      if (now - fetched.get(part) >= wait && !stale.has(part)) fetchAgain(part);
    }
  }, 5000);

  // The line -----------------------------------------------------------------
  // `over`: the session has ended, and nobody knocks before somebody has signed in again.
  const fading = new WeakMap();
  let socket = null, up = false, over = false, since = mark, said = "", tries = 0, next = 0, mourning = 0;
  const lost = document.getElementById("lost"), words = document.getElementById("lost-words");
  function show(isLost) {
    clearTimeout(mourning);
    mourning = 0;
    if (!isLost) lost?.replaceChildren();
    else if (lost && !lost.firstChild) lost.append(words.content.cloneNode(true));
  }
  function watch() {
    if (socket?.readyState !== WebSocket.OPEN) return;
    const shown = [...new Set([...parts().flatMap(topics), ...told().map((one) => one.dataset.told)])].sort();
    const now = shown.join(" ");
    if (now === said) return;
    said = now;
    socket.send(JSON.stringify({ watch: shown, since }));
  }
  function connect() {
    clearTimeout(next);
    if (!address || socket || over || document.hidden || !parts().length) return;
    const line = socket = new WebSocket(new URL(address, location.href.replace(/^http/, "ws")));
    line.onopen = () => { said = ""; watch(); };
    line.onmessage = ({ data }) => {
      const { changed = [], everything, mark } = JSON.parse(data);
      [up, tries, since] = [true, 0, mark];
      document.body.dataset.heard = "";
      show(false);
      for (const part of parts()) {
        if (everything || topics(part).some((topic) => changed.includes(topic))) soon(part);
      }
      for (const one of told().filter((one) => changed.includes(one.dataset.told))) {
        one.hidden = false;
        clearTimeout(fading.get(one));
        fading.set(one, setTimeout(() => { one.hidden = true; }, 6000));
      }
    };
    line.onclose = ({ code }) => {
      if (socket !== line) return;
      [socket, up] = [null, false];
      delete document.body.dataset.heard;
      // The session is not what it was: what is shown asks how it stands, and comes back with the answer.
      if (code === 4401) { over = true; parts().forEach(fetchAgain); return; }
      if (!mourning) mourning = setTimeout(show, 3000, true);
      next = setTimeout(connect, Math.min(30000, 500 * 2 ** tries++) * (0.5 + Math.random()));
    };
  }
  document.addEventListener("signed-in", () => { over = false; parts().forEach(soon); connect(); });
  // A page that comes back from the browser's memory needs a line.
  addEventListener("pageshow", (e) => { if (e.persisted) { parts().forEach(soon); connect(); } });
  addEventListener("online", connect);
  connect();
})();
