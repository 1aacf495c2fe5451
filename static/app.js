// What forms and links cannot do by themselves. Everything works without this file; nothing here
// keeps anything in the browser's storage, and no text is written here: words come from #words.
"use strict";
(() => {
  const html = document.documentElement, body = document.body;
  const one = (css, from = document) => from.querySelector(css);
  const all = (css, from = document) => [...from.querySelectorAll(css)];
  const on = (type, act, from = document) => from.addEventListener(type, act);
  const words = one("#words")?.dataset ?? {};
  const lang = html.lang === "en" ? "en-GB" : html.lang;
  const csrf = () => one('meta[name="csrf"]')?.content ?? "";

  // Toasts -------------------------------------------------------------------
  const toasts = one("#toasts");
  const seen = new WeakSet();
  function watchToasts() {
    for (const p of toasts?.children ?? []) {
      if (seen.has(p)) continue;
      seen.add(p);
      setTimeout(function gone() {
        if (p.matches(":hover, :focus-within")) setTimeout(gone, 2000); else p.remove();
      }, 10000);
    }
  }
  function toast(text) {
    if (!toasts || !text || toasts.lastElementChild?.textContent === text) return;
    const p = document.createElement("p");
    p.textContent = text;
    toasts.append(p);
  }
  if (toasts) {
    new MutationObserver(watchToasts).observe(toasts, { childList: true });
    // A live region speaks only of what arrives after it: put the flash in again.
    const first = [...toasts.children];
    if (first.length) { toasts.replaceChildren(); setTimeout(() => toasts.append(...first), 150); }
  }

  // Dialogs ------------------------------------------------------------------
  const modal = one("#modal"), sheet = one("#sheet");
  // A task that is served as an open dialog is a page by itself; put over another page it becomes modal.
  function openModal() {
    for (const dialog of [sheet, modal].map((place) => place && one("dialog:not(:modal)", place))) {
      if (!dialog) continue;
      dialog.removeAttribute("open");
      dialog.showModal();
      one(".errors, [role=alert][tabindex='-1']", dialog)?.focus();
    }
  }
  // What is typed and not saved; of those in `kept` the draft holds all of it.
  const dirty = new Set(), kept = new WeakSet();
  const unsaved = (from) => [...dirty].some((form) => form.isConnected && from.contains(form));
  on("click", (e) => {
    const close = e.target.closest?.("[data-close]"), dialog = close?.closest("dialog:modal");
    if (dialog) { e.preventDefault(); if (!unsaved(dialog) || confirm(words.leave)) dialog.close(); }
    const command = e.target.closest?.("[commandfor]");
    if (command && !("commandForElement" in HTMLButtonElement.prototype)) {
      const target = document.getElementById(command.getAttribute("commandfor"));
      if (command.getAttribute("command") === "show-modal") target?.showModal(); else target?.close();
    }
    if (e.target.closest?.("[data-print]")) print();
    if (e.target.closest?.("a[data-leave]")) dirty.forEach((form) => kept.has(form) && dirty.delete(form));
    const show = e.target.closest?.("[data-show]");
    if (show) {
      const input = one("input", show.parentElement), shown = input.type === "password";
      input.type = shown ? "text" : "password";
      show.setAttribute("aria-pressed", shown);
    }
  });
  document.addEventListener("cancel", (e) => {
    if (e.target.matches("[data-stay]") || (unsaved(e.target) && !confirm(words.leave))) e.preventDefault();
  }, true);
  document.addEventListener("close", (e) => {
    [sheet, modal].find((place) => place?.contains(e.target))?.replaceChildren();
  }, true);

  // Fields -------------------------------------------------------------------
  const months = Array.from({ length: 12 }, (_, m) =>
    ["long", "short"].map((month) => new Intl.DateTimeFormat(lang, { month, timeZone: "UTC" })
      .format(Date.UTC(2000, m, 1)).toLowerCase().replace(".", "")));
  function readDate(text) {
    const t = text.trim().toLowerCase();
    let p = t.match(/^(\d{4})-(\d{1,2})-(\d{1,2})$/), y, m, d;
    if (p) [, y, m, d] = p;
    else if ((p = t.match(/^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/))) [, d, m, y] = p;
    else if ((p = t.match(/^(\d{1,2})\.?[ -]([^\d\s.-]+)\.?[ -](\d{4})$/))) {
      [, d, m, y] = p;
      m = months.findIndex(([long, short]) => m === short || (m.length > 2 && long.startsWith(m))) + 1;
    } else return null;
    const date = new Date(Date.UTC(y, m - 1, d));
    return date.getUTCMonth() === m - 1 && date.getUTCDate() === +d ? date : null;
  }
  function dateWords(input) {
    const out = document.getElementById(`${input.id}-after`), date = readDate(input.value);
    if (!out) return;
    let text = date ? new Intl.DateTimeFormat(lang, { dateStyle: "full", timeZone: "UTC" }).format(date).replace(",", "") : "";
    if (date && input.dataset.date === "age") {
      const now = new Date();
      let n = (now.getFullYear() - date.getUTCFullYear()) * 12 + now.getMonth() - date.getUTCMonth();
      if (now.getDate() < date.getUTCDate()) n -= 1;
      const [count, unit] = n < 24 ? [n, "month"] : [Math.floor(n / 12), "year"];
      if (n >= 0) text += ", " + new Intl.NumberFormat(lang, { style: "unit", unit, unitDisplay: "long" }).format(count);
    }
    out.textContent = text || out.dataset.empty || "";
  }
  // A button that says what it will do with what is chosen.
  function says(form) {
    const button = form && [...form.elements].find((one) => one.matches("[data-said]"));
    const pick = button && [...form.elements].flatMap((one) => one.matches("select") ? [...one.selectedOptions] : one)
      .find((one) => one.dataset.says && (one.selected || one.checked));
    if (pick) button.textContent = pick.dataset.says;
  }
  on("change", (e) => says(e.target.form));
  function ready(from) {
    all("[data-said]", from).forEach((button) => says(button.form));
    all("[data-show][hidden]", from).forEach((button) => { button.hidden = false; });
    all("input[data-date]", from).forEach(dateWords);
    all("[data-print][hidden]", from).forEach((button) => { button.hidden = false; });
  }
  on("input", (e) => {
    const form = e.target.form;
    if (e.target.matches("input[data-date]")) dateWords(e.target);
    if (form?.matches("[data-guard]")) { dirty.add(form); kept.delete(form); }
  });
  on("submit", (e) => {
    if (e.defaultPrevented) return;
    if (e.target.matches("[data-theme-form]")) {
      e.preventDefault();
      const data = new URLSearchParams(new FormData(e.target, e.submitter));
      fetch(e.target.action, { method: "POST", body: data, redirect: "manual" }).catch(() => toast(words.offline));
      if (data.get("theme")) html.dataset.theme = data.get("theme"); else delete html.dataset.theme;
      all("[name=theme]", e.target).forEach((b) => b.setAttribute("aria-pressed", b === e.submitter));
    } else {
      // The browser is leaving with the form: the second click of a double click sends nothing.
      if (e.target.dataset.sent) { e.preventDefault(); return; }
      if (e.target.method === "post") e.target.dataset.sent = "1";
      e.submitter?.setAttribute("aria-busy", "true");
      if (e.target.matches("[data-guard]") && e.target !== sure && body.dataset.keep) {
        e.preventDefault();
        askFirst(e.target, e.submitter);
      } else dirty.delete(e.target);
    }
  });
  // What somebody typed leaves the page only when the house answers and the session is still there.
  let sure = null;
  function askFirst(form, submitter) {
    const back = () => { delete form.dataset.sent; submitter?.removeAttribute("aria-busy"); };
    keep().then((answer) => {
      back();
      if (answer.type === "opaqueredirect" || [401, 403].includes(answer.status)) { waiting = form; signInAgain(); return; }
      sure = form;
      form.requestSubmit(submitter?.isConnected ? submitter : null);
      sure = null;
    }).catch(() => { back(); toast(words.offline); });
  }
  on("pageshow", () => {
    all("[data-sent]").forEach((form) => { delete form.dataset.sent; });
    all(".btn[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  }, window);
  on("beforeunload", (e) => { if (unsaved(document)) e.preventDefault(); }, window);

  // What went wrong takes the focus when it appears, and never again while one types on.
  const told = new WeakSet();
  function tell() {
    const news = all(".errors, [role=alert][tabindex='-1']").filter((error) => !told.has(error));
    news.forEach((error) => told.add(error));
    (news.find((error) => error.closest("dialog:modal")) ?? news[0])?.focus();
  }

  // htmx ---------------------------------------------------------------------
  // What is sent beside a form while one types, such as its draft: not the form itself.
  const beside = (ctx) => ctx.sourceElement.matches("[data-aside]");
  let waiting = null;
  on("htmx:config:request", ({ detail: { ctx } }) => {
    if (beside(ctx)) all("[type=password], [type=file]", ctx.request.form).forEach((input) => ctx.request.body.delete(input.name));
    // Files have as long as the house waits for them: a minute, and what a poor line takes (8 KiB a second).
    const sizes = ctx.request.body instanceof FormData ? [...ctx.request.body.values()].map((value) => value.size ?? 0) : [];
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    if (bytes) ctx.request.timeout = 60000 + bytes / 8;
  });
  on("htmx:before:request", ({ detail: { ctx } }) => {
    ctx.request.submitter?.setAttribute("aria-busy", "true");
    if (ctx.sourceElement.matches("[data-draft]")) kept.add(ctx.request.form);
  });
  on("htmx:finally:request", (e) => e.detail.ctx.request.submitter?.removeAttribute("aria-busy"));
  on("htmx:after:request", ({ detail: { ctx } }) => {
    const { status } = ctx.response, form = ctx.request.form;
    if (form && status !== 200) kept.delete(form);
    if (status === 401) waiting = form;
    else if (form && !beside(ctx) && status < 400 && ctx.request.method !== "GET") dirty.delete(form);
    if (status !== 401 && !ctx.sourceElement.closest("[data-background]")) active();
  });
  // While somebody signs in, what another request hears about the session does not wipe what they type.
  on("htmx:before:swap", (e) => {
    const { ctx } = e.detail, asks = modal && one("dialog[data-stay][open]", modal);
    if (asks && ctx.response?.status === 401 && !asks.contains(ctx.sourceElement)) e.preventDefault();
    // Nothing moves under somebody's hand, and what a part of the page asks by itself fails by itself.
    const alone = ctx.sourceElement.closest("[data-background]");
    if (alone && (dragged || (ctx.response?.status >= 400 && ctx.response.status !== 401))) e.preventDefault();
  });
  on("htmx:after:swap", () => {
    ready(document);
    openModal();
    tell();
  });
  on("htmx:error", (e) => {
    if (e.detail?.ctx?.sourceElement?.closest("[data-background]")) return;
    toast(words.offline);
    dirty.forEach((form) => kept.delete(form));
  });
  // A form whose key was used up can be sent again once it has been said why it was not taken.
  on("fresh-key", (e) => {
    const form = e.target.form ?? e.target.closest("form"), key = form && one("input[name=key]", form);
    if (key) key.value = e.detail.key;
  });
  // The same person signed in again over an open page: its forms get tokens of the new session.
  on("signed-in", (e) => {
    const keys = [...(e.detail.keys ?? [])];
    const meta = one('meta[name="csrf"]');
    if (meta) meta.content = e.detail.csrf;
    all("input[name=csrf]").forEach((input) => { input.value = e.detail.csrf; });
    all("input[name=key]").forEach((input) => { if (keys.length) input.value = keys.shift(); });
    all("dialog[open]", modal).forEach((dialog) => dialog.close());
    active();
    if (waiting?.isConnected) one(".btn-primary", waiting)?.focus();
    waiting = null;
  });

  // The diary's grid ---------------------------------------------------------
  // Column and row of a slot; the second half of a column lies half a column further.
  let stood = null;
  const spot = (slot) => {
    const [, c, r] = /\bc(\d+) r(\d+)/.exec(slot.className);
    return [+c + (slot.matches(".half-2") ? 0.5 : 0), +r];
  };
  const gap = ([a, b], [c, r]) => Math.abs(a - c) * 1000 + Math.abs(b - r);
  function nearest(grid, far) {
    let best = null, least = Infinity;
    for (const slot of all("a.slot", grid)) {
      const now = far(spot(slot));
      if (now < least) [best, least] = [slot, now];
    }
    return best;
  }
  on("focusin", (e) => { const slot = e.target.closest?.("a.slot"); stood = slot && spot(slot); });
  function walk(e) {
    let [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key] ?? [0, 0];
    const grid = e.target.closest?.(".agenda");
    if (!grid || !(x || y) || e.shiftKey || e.altKey) return false;
    if (html.dir === "rtl") x = -x;
    const at = e.target.closest("a.slot"), now = one(".now", grid);
    const [c, r] = at ? spot(at) : [1, now ? +/\br(\d+)/.exec(now.className)[1] : 0];
    nearest(grid, ([a, b]) => {
      if (!at) return gap([a, b], [c, r]);
      if (x) return (a - c) * x > 0 ? gap([a, b], [c, r]) : NaN;
      return Math.floor(a) === Math.floor(c) && (b - r) * y > 0 ? gap([a, b], [c, r]) : NaN;
    })?.focus();
    e.preventDefault();
    return true;
  }

  // An appointment dragged onto a free time asks the page that moves it, as picking that time does.
  let dragged = null;
  const target = (e) => dragged && e.target.closest?.("a.slot--free");
  function dropped() {
    all(".is-dragging, .is-over").forEach((at) => at.classList.remove("is-dragging", "is-over"));
    dragged = null;
  }
  on("dragstart", (e) => {
    dragged = e.target.closest?.("a.slot[data-m]");
    if (!dragged) return;
    e.dataTransfer.effectAllowed = "move";
    dragged.closest(".agenda").classList.add("is-dragging");
  });
  on("dragover", (e) => {
    const free = target(e);
    all(".is-over").forEach((at) => at !== free && at.classList.remove("is-over"));
    if (!free) return;
    e.preventDefault();
    e.dataTransfer.dropEffect = "move";
    free.classList.add("is-over");
  });
  on("drop", (e) => {
    const free = target(e), id = free && new URL(dragged.dataset.m, location).searchParams.get("move");
    if (!free) return;
    e.preventDefault();
    dropped();
    location.assign(`/appointments/${id}/move${new URL(free.href).search}`);
  });
  on("dragend", dropped);

  // Conversations --------------------------------------------------------------
  // What was sent leaves the field when it is stored, and not what was typed meanwhile.
  let sending = null, wrote = 0;
  on("htmx:before:request", ({ detail: { ctx } }) => {
    if (ctx.sourceElement.matches("[data-writes]")) sending = one("textarea", ctx.sourceElement).value;
  });
  on("htmx:after:request", ({ detail: { ctx } }) => {
    const form = ctx.sourceElement, stored = ctx.response?.status < 400;
    if (!form.matches("[data-writes]") || sending === null) return;
    if (stored) {
      const words = one("textarea", form);
      if (words.value.startsWith(sending)) words.value = words.value.slice(sending.length);
      unattach(form);
      one(".messages")?.scrollTo(0, 0);
    }
  });
  on("htmx:finally:request", ({ detail: { ctx } }) => { if (ctx.sourceElement.matches("[data-writes]")) sending = null; });
  // The names of what is attached, and a way to take it off again.
  function chosen(form) {
    const names = one("[data-names]", form), files = [...one("[type=file]", form).files];
    names.hidden = !files.length;
    one("span", names).textContent = files.map((file) => file.name).join(", ");
  }
  function unattach(form) {
    one("[type=file]", form).value = "";
    chosen(form);
  }
  on("click", (e) => { if (e.target.matches?.("[data-unattach]")) unattach(e.target.form); });
  on("change", (e) => { if (e.target.matches("[data-writes] [type=file]")) chosen(e.target.form); });
  on("keydown", (e) => {
    // On a screen keyboard Enter is a new line: there is no Shift to hold.
    if (e.key !== "Enter" || e.shiftKey || e.ctrlKey || e.metaKey || e.isComposing || matchMedia("(pointer: coarse)").matches) return;
    const form = e.target.matches?.("[data-writes] textarea") && e.target.form;
    if (!form) return;
    e.preventDefault();
    if (sending === null) form.requestSubmit();
  });
  on("input", (e) => {
    const to = e.target.dataset?.typing;
    if (!to || Date.now() - wrote < 3000) return;
    wrote = Date.now();
    fetch(to, { method: "POST", body: new URLSearchParams({ csrf: csrf() }), redirect: "manual" })
      .then((answer) => { if (answer.ok) active(); })
      .catch(() => {});
  });

  // Keys ---------------------------------------------------------------------
  let went = 0;
  on("keydown", (e) => {
    const at = e.target, typing = at.matches?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
    if (e.ctrlKey || e.metaKey) {
      // Of what stands in a form and takes the focus without being a field of it, such as what went wrong, too.
      const form = at.form ?? at.closest?.("form");
      if (e.key === "Enter" && form) {
        e.preventDefault();
        // With Shift it is finished: what is signed, issued or sent, where a page has such a button beside saving.
        const save = (e.shiftKey && one("[data-finish]")) || one(".btn-primary:not([type=button])", form);
        form.requestSubmit(save?.form === form ? save : null);
      } else if (e.key.toLowerCase() === "k" && !e.shiftKey && !e.altKey) find(e);
      return;
    }
    if (walk(e)) return;
    if (html.dataset.keys === "off" || typing || e.altKey || e.isComposing || one("dialog:modal")) return;
    const key = went && Date.now() - went < 1500 ? `g ${e.key}` : e.key;
    went = 0;
    if (key === "g") went = Date.now();
    else if (key === "/") find(e);
    else if (key === "?") one("#keys")?.showModal();
    else if (key === "s") toStart(e);
    else if (key === "m" && at.dataset?.m) location.assign(at.dataset.m);
    else {
      const hit = one(`[data-key="${CSS.escape(key)}"]`);
      if (hit) { e.preventDefault(); hit.click(); }
    }
  });
  // From one who waits to the next, and round again; Enter starts.
  function toStart(e) {
    const starts = all("form[action$='/consultation'] button"), seen = () => starts.filter((one) => one.checkVisibility());
    if (!seen().length) starts[0]?.closest("[popover]")?.showPopover();
    const shown = seen();
    if (!shown.length) return;
    e.preventDefault();
    shown[(shown.indexOf(document.activeElement) + 1) % shown.length].focus();
  }
  function find(e) {
    const box = all("#find, [data-find]").find((input) => input.checkVisibility());
    if (box) { e.preventDefault(); box.focus(); box.select(); } else one("a[data-key='g p']")?.click();
  }

  // The end of a session -------------------------------------------------------
  // Said two minutes before, and in a short session not before half of it is over.
  const idle = +body.dataset.idle * 1000, soon = Math.min(120000, idle / 2);
  const dialog = one("#idle"), left = dialog && one("[data-left]", dialog);
  const tabs = idle && "BroadcastChannel" in window ? new BroadcastChannel("wardbook") : null;
  let end = Date.now() + idle, over = false;
  function active(told) {
    end = Date.now() + idle;
    over = false;
    if (dialog?.open) dialog.close();
    if (told !== true) tabs?.postMessage("active");
  }
  const keep = () => fetch(body.dataset.keep, { method: "POST", body: new URLSearchParams({ csrf: csrf() }), redirect: "manual" });
  function signInAgain() {
    if (window.htmx && modal && !one("dialog", modal)) htmx.ajax("GET", body.dataset.signIn, { target: "#modal", swap: "innerHTML" });
  }
  if (idle && dialog) {
    tabs?.addEventListener("message", () => active(true));
    setInterval(() => {
      const rest = end - Date.now();
      if (rest > soon || over || (modal && one("dialog[data-stay]", modal))) return;
      if (rest <= 0) {
        over = true;
        dialog.close();
        signInAgain();
        return;
      }
      if (!dialog.open) dialog.showModal();
      const s = Math.ceil(rest / 1000);
      left.textContent = `${Math.floor(s / 60)}:${String(s % 60).padStart(2, "0")}`;
    }, 1000);
    on("submit", (e) => {
      e.preventDefault();
      keep()
        .then((answer) => { if (answer.ok) active(); else end = 0; })
        .catch(() => toast(words.offline));
    }, dialog);
  }

  ready(document);
  // Where a screen keyboard would cover what was said, the field waits to be touched.
  if (matchMedia("(pointer: fine)").matches) one("[data-writes] textarea")?.focus();
  one(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  tell();
})();
