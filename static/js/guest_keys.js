/* Keys of the guest table: only beside what works without them, never while somebody types, and they can be turned off. */

const STORED = "guest-keys";

export function enhance(place) {
  const rows = [...place.querySelectorAll("tbody tr")];
  const links = rows.map((row) => row.querySelector("th a"));
  const dialog = document.getElementById("keys");
  const offer = document.querySelector("[data-keys-offer]");
  const box = dialog.querySelector("[data-keys-switch]");
  box.checked = remembered() !== "off";
  box.addEventListener("change", () => remember(box.checked ? "on" : "off"));
  offer.hidden = false;
  offer.querySelector("button").addEventListener("click", () => dialog.showModal());
  sendTagsByEnter();

  const current = () => rows.findIndex((row) => row.contains(document.activeElement));
  const go = (by) => {
    const now = current();
    const next = now < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(now + by, 0), rows.length - 1);
    links[next]?.focus();
    rows[next]?.scrollIntoView({ block: "nearest" });
  };
  const deeds = {
    j: () => go(1),
    k: () => go(-1),
    x: () => rows[current()]?.querySelector("input[type=checkbox]")?.click(),
    "/": () => document.getElementById("q")?.focus(),
    "?": () => dialog.showModal(),
  };
  const arrows = { ArrowDown: () => go(1), ArrowUp: () => go(-1) };

  document.addEventListener("keydown", (event) => {
    if (!box.checked || dialog.open || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || types(event.target)) return;
    const deed = deeds[event.key] ?? (current() >= 0 ? arrows[event.key] : undefined);
    if (!deed) return;
    event.preventDefault();
    deed();
  });
}

/* Letters belong to whatever takes them: fields, lists, and summaries that open. */
function types(element) {
  if (element.isContentEditable) return true;
  return element.matches("input:not([type=checkbox], [type=radio]), textarea, select, [role=combobox], [role=listbox]");
}

/* Enter in the field of the tag means its own button, not the first of the form. */
function sendTagsByEnter() {
  const field = document.getElementById("tag-name");
  field?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    field.closest(".tagging").querySelector("button").click();
  });
}

function remembered() {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}

function remember(value) {
  try {
    localStorage.setItem(STORED, value);
  } catch { /* Nothing is kept where nothing may be kept: it holds for this page. */ }
}
