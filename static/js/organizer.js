/* What scripts add to the organizers' pages alone; every one of them works without. */

for (const part of document.querySelectorAll("[data-refresh]")) refresh(part);
for (const code of document.querySelectorAll("[data-insert]")) offerInsert(code);
const guests = document.querySelector("[data-guest-keys]");
if (guests) import(guests.dataset.guestKeys).then((keys) => keys.enhance(guests)).catch(() => {});

/* Work under way: that part of the page is read again every few seconds, and the whole page once it has come to its end. */
function refresh(part) {
  setTimeout(async () => {
    const answer = await fetch(part.dataset.refresh).catch(() => null);
    const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    const now = page?.querySelector("[data-refresh]");
    if (page && !now) return location.reload();
    if (now) part.replaceChildren(...now.childNodes);
    refresh(part);
  }, 4000);
}

/* A placeholder becomes a button that writes it where the cursor was last, else into the first text that is open. */
function offerInsert(code) {
  const form = code.closest("form");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = code.dataset.insert;
  code.replaceChildren(button);
  form.addEventListener("focusin", ({ target }) => { if (target.matches("textarea, input[type=text]")) form.writtenLast = target; });
  button.addEventListener("click", () => {
    const field = form.writtenLast ?? form.querySelector("details[open] textarea");
    if (!field) return;
    field.setRangeText(code.dataset.insert, field.selectionStart, field.selectionEnd, "end");
    field.focus();
  });
}
