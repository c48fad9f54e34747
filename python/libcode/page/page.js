// Pages and filters the quotes. What a respondent or a codebook says is only ever set as text.
"use strict";
(() => {
  const data = JSON.parse(document.getElementById("quote-data").textContent);
  const place = document.getElementById("all-quotes");
  const PER_PAGE = 50, CHARS = 400, PLAIN = "affirmed current self certain";

  const el = (name, options = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(options)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };
  const bdi = (...children) => el("bdi", {}, ...children);
  const code = (text) => el("code", {}, bdi(text));

  // One item for each quote and theme, with all codings of that theme in it.
  const items = [], byKey = new Map();
  for (const [quote, theme, start, end, status, counts, rule, met, cues] of data.codings) {
    const key = quote * data.codes.length + theme;
    let item = byKey.get(key);
    if (!item) {
      item = { quote: data.quotes[quote], theme, codings: [] };
      byKey.set(key, item);
      items.push(item);
    }
    item.codings.push({ start, end, status: data.statuses[status], counts: counts === 1, rule, met, cues });
  }
  const folded = (text) => text.normalize("NFKC").toLowerCase();
  let searchable = null;

  // Which codings each choice of status keeps.
  const STATUSES = [
    ["counts", "All that count", (coding) => coding.counts],
    ["plain", "Affirmed, current, self, certain", (coding) => coding.counts && coding.status === PLAIN],
    ...["negated", "past", "other", "uncertain"].map((word) => [word, word[0].toUpperCase() + word.slice(1), (coding) => coding.status.split(" ").includes(word)]),
    ["not-counted", "Found but not counted", (coding) => !coding.counts],
    ["all", "Everything found", () => true],
  ];

  const select = (id, label, choices) => {
    const made = el("select", { id });
    for (const [value, text] of choices) made.append(el("option", { value, dir: "auto" }, text));
    return [made, el("label", { for: id }, el("span", {}, bdi(label)), made)];
  };
  const depth = (theme) => (data.codes[theme][1] < 0 ? 0 : 1 + depth(data.codes[theme][1]));
  const themes = data.codes.map(([name], at) => [String(at), "\u2003".repeat(depth(at)) + name]);
  const [theme, themeLabel] = select("filter-theme", "Theme", [["", "All themes"], ...themes]);
  const [status, statusLabel] = select("filter-status", "Status", STATUSES.map(([value, text]) => [value, text]));
  const [question, questionLabel] = select("filter-question", "Question", [["", "All questions"], ...data.questions.map((name, at) => [String(at), name])]);
  const groups = data.groups.map(([name, labels], at) =>
    select(`filter-group-${at}`, name || "Group", [["", "All"], ...labels.map((label, place) => [String(place), label])]));
  const search = el("input", { id: "filter-text", type: "search", autocomplete: "off" });
  const searchLabel = el("label", { for: "filter-text", class: "wide" }, "Words in the quote", search);
  const reset = el("button", { type: "button" }, "Show all");
  const form = el("div", { id: "filters", role: "search", "aria-label": "Filter the quotes" }, themeLabel, statusLabel);
  if (data.questions.length > 1) form.append(questionLabel);
  form.append(...groups.map(([, label]) => label), searchLabel, reset);

  const said = el("p", { id: "shown", role: "status", tabindex: "-1" });
  const list = el("ul", { class: "quotes" });
  const pager = (where) => {
    const back = el("button", { type: "button" }, "Previous"), next = el("button", { type: "button" }, "Next"), at = el("span");
    back.addEventListener("click", () => turn(-1));
    next.addEventListener("click", () => turn(1));
    return { back, next, at, row: el("div", { class: "pager", role: "group", "aria-label": `Pages, ${where}` }, back, at, next) };
  };
  const pagers = [pager("top"), pager("bottom")];
  place.append(form, said, pagers[0].row, list, pagers[1].row);

  let found = [], page = 0;

  const under = (wanted) => {
    const kept = new Set([wanted]);
    data.codes.forEach(([, parent], at) => { if (kept.has(parent)) kept.add(at); });
    return kept;
  };

  const filter = () => {
    const keeps = STATUSES.find(([value]) => value === status.value)[2];
    const wanted = theme.value === "" ? null : under(Number(theme.value));
    const asked = question.value === "" ? null : Number(question.value);
    const chosen = groups.map(([made]) => (made.value === "" ? null : Number(made.value)));
    const words = folded(search.value.trim());
    if (words && !searchable) searchable = new Map(data.quotes.map((quote) => [quote, folded(quote[0])]));
    found = [];
    for (const item of items) {
      const quote = item.quote;
      if (wanted && !wanted.has(item.theme)) continue;
      if (asked !== null && quote[3] !== asked) continue;
      if (chosen.some((group, at) => group !== null && quote[4][at] !== group)) continue;
      if (words && !searchable.get(quote).includes(words)) continue;
      const codings = item.codings.filter(keeps);
      if (codings.length) found.push({ ...item, codings });
    }
    page = 0;
    const filtered = Boolean(wanted || asked !== null || words || status.value !== "counts" || chosen.some((group) => group !== null));
    document.documentElement.classList.toggle("filtered", filtered);
    reset.disabled = !filtered;
    show();
  };

  const show = (whole = false) => {
    const first = whole ? 0 : page * PER_PAGE, last = whole ? found.length : Math.min(found.length, first + PER_PAGE);
    const number = (value) => value.toLocaleString("en");
    said.textContent = found.length ? `${number(found.length)} ${found.length === 1 ? "quote" : "quotes"}` : "No quotes: choose fewer filters.";
    for (const { back, next, at, row } of pagers) {
      row.hidden = found.length <= PER_PAGE;
      at.textContent = `${number(first + 1)}–${number(last)} of ${number(found.length)}`;
      back.disabled = page === 0;
      next.disabled = last === found.length;
    }
    list.replaceChildren(...found.slice(first, last).map(built));
  };

  const turn = (by) => {
    page += by;
    show();
    said.focus({ preventScroll: true });
    place.scrollIntoView();
  };

  const built = (item) => {
    const [, row, who, asked, labels] = item.quote;
    const where = [[data.codes[item.theme][0], "theme"]];
    if (row !== null) where.push([`row ${row}`]);
    if (who !== null) where.push([who]);
    if (data.questions.length > 1) where.push([data.questions[asked]]);
    labels.forEach((label, at) => { if (label >= 0) where.push([`${data.groups[at][0]}: ${data.groups[at][1][label]}`]); });
    const about = el("div", { class: "small" });
    where.forEach(([text, kind], at) => about.append(at ? " · " : "", kind ? el("span", { class: kind }, bdi(text)) : bdi(text)));
    for (const each of new Set(item.codings.map((coding) => coding.status))) if (each !== PLAIN) about.append(" ", el("span", { class: "status" }, each));
    if (item.codings.every((coding) => !coding.counts)) about.append(" ", el("span", { class: "status" }, "not counted"));
    const said = el("div", { class: "said" }, marked(item, CHARS));
    const why = el("details", {}, el("summary", {}, "Why"));
    why.addEventListener("toggle", () => {
      if (!why.open || why.childElementCount > 1) return;
      said.replaceChildren(marked(item, Infinity));
      why.append(...item.codings.map(reasons));
    });
    return el("li", { class: `t${item.theme}` }, said, about, why);
  };

  // The quote with its matches marked; a long one is cut around the first, but never inside a character.
  const marked = (item, chars) => {
    const whole = item.quote[0], [{ start, end }] = item.codings;
    const whole_at = (at) => (at > 0 && at < whole.length && whole.codePointAt(at - 1) > 0xffff ? at - 1 : at);
    const first = whole.length > chars ? whole_at(Math.max(0, start - chars / 2)) : 0;
    const last = whole.length > chars ? whole_at(Math.min(whole.length, Math.max(end, first + chars))) : whole.length;
    const made = bdi(first ? "…" : "");
    let at = first;
    for (const coding of [...item.codings].sort((a, b) => a.start - b.start || a.end - b.end)) {
      if (coding.start < at || coding.start >= last) continue;
      const stop = Math.min(coding.end, last);
      made.append(whole.slice(at, coding.start), el("mark", coding.counts ? {} : { class: "aside" }, whole.slice(coding.start, stop)));
      at = stop;
    }
    made.append(whole.slice(at, last), last < whole.length ? "…" : "");
    return made;
  };

  const reasons = (coding) => {
    const [line, rule] = data.rules[coding.rule], lines = [];
    lines.push([`Rule, line ${line}: `, code(rule)]);
    for (const [part, words, through, note] of coding.met) {
      const met = [code(part)];
      words.forEach((each, at) => met.push(at ? ", “" : ": “", bdi(each), "”"));
      if (through) met.push(", by ", code(through));
      if (note) met.push(` (${note})`);
      lines.push(met);
    }
    lines.push([`Status: ${coding.status}${coding.counts ? "" : ", does not count"}`]);
    for (const [at, words] of coding.cues) {
      const [by, away, place] = data.cues[at];
      lines.push([`${by} by “`, bdi(words), `”, ${away}; a cue of ${place}`]);
    }
    return el("ul", { class: "why" }, ...lines.map((parts) => el("li", {}, ...parts)));
  };

  for (const each of [theme, status, question, ...groups.map(([made]) => made)]) each.addEventListener("change", filter);
  search.addEventListener("input", filter);
  reset.addEventListener("click", () => {
    for (const each of [theme, question, search, ...groups.map(([made]) => made)]) each.value = "";
    status.value = "counts";
    filter();
  });
  for (const link of document.querySelectorAll("a[data-code]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      theme.value = link.dataset.code;
      filter();
      said.focus({ preventScroll: true });
      document.getElementById("quotes").scrollIntoView();
    });
  }
  addEventListener("beforeprint", () => { if (document.documentElement.classList.contains("filtered")) show(true); });
  addEventListener("afterprint", () => show());

  place.hidden = false;
  document.documentElement.classList.add("js");
  filter();
})();
