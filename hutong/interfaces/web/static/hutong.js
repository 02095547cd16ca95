// What a page does beyond its links and forms. Everything works without it, only with more keys.

const root = document.documentElement;
root.classList.add("js");

const main = () => document.getElementById("main");
const typing = () => document.activeElement?.matches("input, textarea, select, [contenteditable]");

// --- the screen cover ---------------------------------------------------------------------------

const title = document.title;

function cover() {
  document.title = document.body.dataset.name;
  document.getElementById("cover").showModal();
}

document.addEventListener("click", event => {
  if (!event.target.closest("[data-cover]")) return;
  event.preventDefault();
  cover();
});
document.getElementById("cover")?.addEventListener("close", () => { document.title = title; });

// --- keys: / finds, g t goes to today, arrows walk a list ------------------------------------------

let led = 0; // when a "g" was pressed

function walk(step) {
  const lines = [...main().querySelectorAll(".due, .rows tbody tr, .found li")].filter(line => line.querySelector("a"));
  const at = lines.findIndex(line => line.contains(document.activeElement));
  const next = at < 0 ? (step > 0 ? lines[0] : lines.at(-1)) : lines[at + step];
  next?.querySelector("a").focus();
  return Boolean(next);
}

document.addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") closeMenus();
  if (typing()) return;
  if (event.key === "/") {
    const find = document.querySelector("[data-find]");
    if (find?.offsetParent) { event.preventDefault(); find.focus(); find.select(); }
  } else if (event.key === "t" && event.timeStamp - led < 1500) {
    location.assign(document.body.dataset.today);
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!document.activeElement.closest(".menu") && walk(event.key === "ArrowDown" ? 1 : -1)) event.preventDefault();
  }
  led = event.key === "g" ? event.timeStamp : 0;
});

// --- sheets that open over the page: one at a time, closed by a click elsewhere --------------------

const menus = () => document.querySelectorAll("details[data-menu][open]");

function closeMenus(except) {
  for (const menu of menus()) {
    if (menu === except || menu.contains(except)) continue;
    const inside = menu.contains(document.activeElement);
    menu.open = false;
    if (inside) menu.querySelector("summary").focus();
  }
}

document.addEventListener("click", event => closeMenus(event.target));

// --- a link into a part that is folded opens it ------------------------------------------------------

function unfold() {
  const part = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!part?.matches("details")) return;
  part.open = true;
  part.scrollIntoView();
}
addEventListener("hashchange", unfold);
unfold();

// --- as known on ------------------------------------------------------------------------------------

const DAY = 86_400_000;
const iso = milliseconds => new Date(milliseconds).toISOString().slice(0, 10);

function slide(form) {
  const range = form.querySelector("input[type=range]");
  const day = form.querySelector("input[type=date]");
  const shown = form.querySelector("output");
  const first = Date.parse(range.dataset.first);
  const last = Date.parse(range.dataset.last);
  const say = () => {
    const chosen = iso(first + range.value * DAY);
    day.value = chosen;
    shown.textContent = chosen === range.dataset.last ? `${chosen} ${shown.dataset.today}` : chosen;
    range.setAttribute("aria-valuetext", shown.textContent);
  };
  range.max = Math.round((last - first) / DAY);
  range.value = Math.round((Date.parse(day.value) - first) / DAY);
  say();
  range.addEventListener("input", say);
  range.addEventListener("change", () => form.requestSubmit());
}

const prepare = within => within.querySelectorAll("[data-asof]").forEach(slide);
prepare(document);
document.addEventListener("htmx:load", event => { if (event.target !== document.body) prepare(event.target); });

// --- work that takes seconds: the button says so, and is not pressed twice --------------------------

document.addEventListener("submit", event => {
  const form = event.target.closest("[data-busy]");
  if (!form || event.defaultPrevented) return;
  if (form.ariaBusy === "true") { event.preventDefault(); return; }
  form.ariaBusy = "true";
});
// A page that comes back from the browser's memory is ready again.
addEventListener("pageshow", () => { for (const form of document.querySelectorAll("[data-busy]")) form.ariaBusy = "false"; });

// --- htmx: a fresh token on every request, and a word when the line is cut --------------------------

document.addEventListener("htmx:configRequest", event => {
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  if (!token || event.detail.verb === "get") return;
  event.detail.headers["X-CSRFToken"] = token;
  event.detail.parameters.delete?.("csrfmiddlewaretoken");
});

function tell(what) {
  const told = document.getElementById("told");
  told.textContent = told.dataset[what];
  told.hidden = false;
}

document.addEventListener("htmx:sendError", () => tell("offline"));
document.addEventListener("htmx:responseError", event => tell(event.detail.xhr.status === 401 ? "expired" : "failed"));
document.addEventListener("htmx:afterRequest", event => { if (event.detail.successful) document.getElementById("told").hidden = true; });
