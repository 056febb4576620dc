/* What a script adds to pages that work without one. Every behaviour is asked for by a data attribute. */

const script = document.getElementById("site-script");
const language = document.documentElement.lang;
const all = (selector) => document.querySelectorAll(selector);

document.querySelector("[data-error-summary]")?.focus();
for (const form of all("form[data-once]")) sendOnce(form);
for (const place of all("[data-local]")) showLocalTime(place);
for (const item of all("[data-copy]")) offerCopy(item);
for (const item of all("[data-share]")) offerShare(item);
for (const link of all("[data-dialog]")) openInPlace(link);
for (const button of all("[data-print]")) offerPrint(button);
for (const box of all("[data-select-all]")) offerSelectAll(box);
for (const part of all("[data-when]")) askWhen(part);
if (document.querySelector("select[data-combobox]")) {
  import(script.dataset.combobox).then((combobox) => combobox.enhanceAll(script.dataset.autocomplete)).catch(() => {});
}

/* A second click while the first is on its way is ignored. Coming back with the Back button starts afresh. */
function sendOnce(form) {
  let sent = false;
  const mark = (is) => {
    sent = is;
    for (const button of form.querySelectorAll("[type=submit]")) {
      if (is) button.setAttribute("aria-disabled", "true");
      else button.removeAttribute("aria-disabled");
    }
  };
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    else mark(true);
  });
  addEventListener("pageshow", () => mark(false));
}

/* "14:00–16:00 in your time zone (Stockholm)", unless the clocks there show the same. */
function showLocalTime(place) {
  const { starts, ends, zone, words } = place.dataset;
  const here = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const start = new Date(starts);
  if (!here || Number.isNaN(start.getTime()) || written(start, here) === written(start, zone)) return;
  const format = new Intl.DateTimeFormat(language, { ...timeStyle(start, here, zone), timeZone: here });
  const time = (ends ? format.formatRange(start, new Date(ends)) : format.format(start)).replace(/[\s\u2009]*–[\s\u2009]*/, "–");
  place.textContent = words.replace("{time}", time).replace("{place}", isolated(zoneName(start, here)));
  place.hidden = false;
}

function written(at, zone) {
  return at.toLocaleString("en", { timeZone: zone });
}

function timeStyle(at, here, there) {
  const day = (zone) => at.toLocaleDateString("en", { timeZone: zone });
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", numberingSystem: "latn" };
  return day(here) === day(there) ? time : { ...time, weekday: "long", day: "numeric", month: "long" };
}

/* Zones carry English city names; readers of other scripts get the zone's name in their language. */
function zoneName(at, zone) {
  if (["en", "es", "fr"].includes(language)) return zone.split("/").at(-1).replaceAll("_", " ");
  const parts = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: "longGeneric" }).formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName").value;
}

function isolated(text) {
  return `\u2068${text}\u2069`;
}

function offerCopy(item) {
  if (!navigator.clipboard) return;
  const button = item.querySelector("button");
  const words = button.textContent;
  item.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(item.dataset.copy);
    button.textContent = item.dataset.copied;
    item.querySelector("[role=status]").textContent = item.dataset.copied;
    setTimeout(() => { button.textContent = words; item.querySelector("[role=status]").textContent = ""; }, 4000);
  });
}

function offerShare(item) {
  if (!navigator.share) return;
  item.hidden = false;
  item.querySelector("button").addEventListener("click", () => {
    navigator.share({ url: item.dataset.share, title: item.dataset.title }).catch(() => {});
  });
}

function openInPlace(link) {
  const dialog = document.getElementById(link.dataset.dialog);
  if (!dialog?.showModal) return;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    dialog.showModal();
  });
}

function offerPrint(button) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

/* One box for all boxes of a name in its form: ticked when all are, half when some are. */
function offerSelectAll(box) {
  const boxes = [...box.form.elements].filter((one) => one.name === box.dataset.selectAll && one.type === "checkbox");
  const follow = () => {
    const ticked = boxes.filter((one) => one.checked).length;
    box.checked = ticked === boxes.length;
    box.indeterminate = ticked > 0 && !box.checked;
  };
  box.parentElement.hidden = boxes.length < 2;
  box.addEventListener("change", () => { for (const one of boxes) one.checked = box.checked; });
  box.form.addEventListener("change", follow);
  addEventListener("pageshow", follow);
}

/* What depends on another answer is there while that is the answer, and its control is; nothing typed is lost. */
function askWhen(part) {
  const { when, is } = part.dataset;
  const answers = is.split(" ");
  const root = part.closest("form") ?? document;
  const follow = () => {
    const controls = [...root.querySelectorAll(`[name="${when}"]`)];
    part.hidden = !controls.some((one) => answers.includes(one.value) && one.checked && !one.closest("[data-when][hidden]"));
  };
  part.querySelector(".when-words")?.setAttribute("hidden", "");
  root.addEventListener("change", follow);
  addEventListener("pageshow", follow);
  follow();
}
