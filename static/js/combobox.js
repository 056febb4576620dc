/* Turns a long list of choices into a search box that knows aliases, in any of the six scripts. The list stays in the
   form and carries the answer; if anything here fails, it is still a plain list. */

const AT_MOST = 12;

export async function enhanceAll(library) {
  await import(library);
  for (const select of document.querySelectorAll("select[data-combobox]")) enhance(select);
}

function enhance(select) {
  const words = JSON.parse(select.dataset.combobox);
  const choices = [...select.options].filter((option) => option.value).map(choiceFrom);
  const id = select.id;
  const described = select.getAttribute("aria-describedby");
  const element = document.createElement("div");
  select.before(element);
  select.id = `${id}-list`;
  select.hidden = true;

  self.accessibleAutocomplete({
    element,
    id,
    name: "",
    autoselect: true,
    minLength: 1,
    defaultValue: select.value ? select.selectedOptions[0].text : "",
    source: (query, show) => show(found(choices, query)),
    templates: { inputValue: (choice) => choice?.name ?? "", suggestion: (choice) => suggestion(choice) },
    onConfirm: (choice) => keep(select, choices, id, choice),
    tAssistiveHint: () => words.assistiveHint,
    tNoResults: () => words.noResults,
    tStatusNoResults: () => words.noResults,
    tStatusQueryTooShort: () => words.tooShort,
    tStatusResults: (count) => words.results.replace("{count}", count),
    tStatusSelectedOption: (option, count, index) =>
      words.selected.replace("{option}", option).replace("{position}", index + 1).replace("{count}", count),
  });
  describe(document.getElementById(id), described, select.getAttribute("aria-invalid"));
}

function choiceFrom(option) {
  const aliases = (option.dataset.aliases ?? "").split("|").filter(Boolean);
  return { value: option.value, name: option.text, key: key(option.text), folded: folded(option.text), aliases: aliases.map((name) => ({ name, key: key(name) })) };
}

/* Without case, accents and apostrophes, so that "cote divoire" finds "Côte d’Ivoire". */
function folded(text) {
  return text.normalize("NFKD").toLowerCase().replace(/[\p{M}'’ʼ`ـ]/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/* Without the Arabic article too: some write it and some do not. */
function key(text) {
  return folded(text).replace(/(^| )ال(?=\p{L})/gu, "$1").trim();
}

function found(choices, query) {
  const wanted = key(query);
  if (!wanted) return [];
  return choices
    .map((choice) => ({ ...choice, ...best(choice, wanted, folded(query)) }))
    .filter((choice) => choice.rank < 9)
    .sort((one, other) => one.rank - other.rank)
    .slice(0, AT_MOST);
}

/* The lower the better. An alias is shown beside the name when it is what was found. */
function best(choice, wanted, written) {
  const own = { rank: Math.min(rank(choice.key, wanted), rank(choice.folded, written)), alias: "" };
  return choice.aliases.reduce((least, alias) => {
    const its = rank(alias.key, wanted) + 0.5;
    return its < least.rank ? { rank: its, alias: alias.name } : least;
  }, own);
}

function rank(text, wanted) {
  if (text === wanted) return 0;
  if (text.startsWith(wanted)) return 1;
  if (` ${text}`.includes(` ${wanted}`)) return 2;
  return wanted.length > 2 && text.includes(wanted) ? 3 : 9;
}

function suggestion(choice) {
  if (typeof choice === "string") return escaped(choice);
  return escaped(choice.name) + (choice.alias ? ` <span class="autocomplete__alias">${escaped(choice.alias)}</span>` : "");
}

function escaped(text) {
  const holder = document.createElement("bdi");
  holder.textContent = text;
  return holder.outerHTML;
}

/* The library confirms "nothing" whenever the box is left; what is written in it then decides. */
function keep(select, choices, id, choice) {
  const written = key(document.getElementById(id).value);
  const chosen = choice ?? choices.find((one) => one.key === written || one.aliases.some((alias) => alias.key === written));
  select.value = chosen?.value ?? "";
  select.dispatchEvent(new Event("change", { bubbles: true }));
}

/* The library sets aria-describedby for its own hint; the field's hint and error stay beside it. */
function describe(input, described, invalid) {
  input.dir = "auto";
  if (invalid) input.setAttribute("aria-invalid", invalid);
  if (!described) return;
  const add = () => {
    const now = input.getAttribute("aria-describedby") ?? "";
    if (!now.startsWith(described)) input.setAttribute("aria-describedby", `${described} ${now}`.trim());
  };
  add();
  new MutationObserver(add).observe(input, { attributes: true, attributeFilter: ["aria-describedby"] });
}
