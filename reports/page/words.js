// A comment as elements: its head, its words with quotes set off, and why it stands where it stands.
function commentNode(row) {
  const c = model.c;
  const node = el("div", { class: "c", role: "treeitem", id: "row-" + row, "data-row": row });
  const theme = themeOf(row);
  node.style.setProperty("--depth", Math.min(c.depth[row], 9));
  node.style.setProperty("--tint", themeColour(theme));
  const card = el("div", { class: "card" + (isUncertain(row) ? " unsure" : "") + (c.depth[row] ? " reply" : "") });
  card.append(headOf(row), bodyOf(row), footOf(row));
  node.append(card);
  return node;
}

function isUncertain(row) {
  const basis = model.c.linkBasis[row];
  return basis === "undecided" || basis === "missing" || model.c.confidence[row] < 90;
}

function headOf(row) {
  const who = el("bdi", { class: "who" + (isInferred(row) ? " inferred" : "") + (model.c.author[row] < 0 ? " unsigned" : "") }, authorName(row));
  if (isInferred(row)) who.title = say("inferred.tip");
  if (model.c.author[row] < 0) who.title = say("unsigned.tip");
  const head = el("div", { class: "head" }, el("a", { class: "num", href: anchorOf(row) }, number(row)), who);
  if (isInferred(row)) head.append(el("span", { class: "note" }, say("inferred")));
  if (model.discussions.length > 1 && !model.c.depth[row]) head.append(el("bdi", { class: "note" }, shortened(discussionName(discussionAt(row)), 30)));
  const alias = model.c.alias && model.c.alias[row];
  if (alias) head.append(el("bdi", { class: "note" }, say("alias", { name: alias })));
  const when = dateOf(row);
  if (when) head.append(el("span", { class: "when" }, when));
  const score = model.c.score && model.c.score[row];
  if (score !== null && score !== undefined) head.append(el("span", { class: "note" }, say("score", { n: score })));
  for (const theme of model.c.themes[row] || []) head.append(themeChip(theme));
  return head;
}

function themeChip(theme) {
  const chip = el("button", { class: "chip", type: "button", on: { click: () => pick("theme", theme) } });
  const swatch = el("i", { class: "swatch", "aria-hidden": "true" });
  dressSwatch(swatch, theme);
  chip.append(swatch, el("bdi", {}, model.themes[theme].name));
  return chip;
}

function dressSwatch(swatch, theme) {
  const colour = themeColour(theme);
  // Beside a map whose marks are too small for shapes the key shows the marks that it draws.
  const { mark } = swatch.dataset;
  swatch.dataset.symbol = mark || (theme < 0 ? "circle-open" : model.themes[theme].symbol);
  // Without a theme a mark is hollow, here as in the figures.
  swatch.style.background = theme < 0 && !mark ? "none" : colour;
  swatch.style.borderColor = colour;
}

function bodyOf(row) {
  const body = el("div", { class: "words", dir: "auto" });
  if (model.c.deleted[row]) body.append(el("p", { class: "note" }, say("deleted")));
  if (!model.hasText) { body.append(el("p", { class: "note" }, say("no-text"))); return body; }
  if (!model.text) { body.append(el("p", { class: "note" }, say("loading"))); return body; }
  fillText(body, model.text[row], model.quotes[row] || []);
  return body;
}

// Text with its quotes: [start, end, kind, source row, source start].
function fillText(body, text, quotes) {
  const hits = hitSpans(text);
  let at = 0;
  for (const quote of quotes) {
    const [start, end] = quote;
    if (start < at || end > text.length || end <= start) continue;
    const block = startsLine(text, start) && endsLine(text, end);
    addRun(body, text, at, block ? withoutMark(text, at, start) : start, hits, block);
    body.append(quoteNode(text, quote, hits, block));
    at = end;
  }
  addRun(body, text, at, text.length, hits, at > 0 && endsLine(text, at));
}

// Mail's ">" before a quotation says what the indentation says already.
function withoutMark(text, from, to) {
  while (to > from && /[\s>|"“«„]/.test(text[to - 1])) to--;
  return to;
}

const startsLine = (text, at) => /(^|\n)[\s"'“”‘’«»„>|….]*$/.test(text.slice(Math.max(0, at - 40), at));
const endsLine = (text, at) => /^[\s"'“”‘’«».,…!?]*(\n|$)/.test(text.slice(at, at + 40));

function addRun(body, text, start, end, hits, trim) {
  let from = start, to = end;
  if (trim) { while (from < to && /\s/.test(text[from])) from++; while (to > from && /\s/.test(text[to - 1])) to--; }
  if (to > from) body.append(runNode(text, from, to, hits));
}

function runNode(text, from, to, hits) {
  const run = el("span", { class: "run" });
  let at = from;
  for (const [start, end] of hits) {
    if (end <= from || start >= to) continue;
    run.append(text.slice(at, Math.max(start, at)), el("mark", {}, text.slice(Math.max(start, at), Math.min(end, to))));
    at = Math.min(end, to);
  }
  run.append(text.slice(at, to));
  return run;
}

function quoteNode(text, [start, end, kind, source, from], hits, block) {
  const node = el(block ? "blockquote" : "q", { class: "quote" }, runNode(text, start, end, hits));
  const link = quoteLink(kind, source, from);
  if (link) node.append(link);
  return node;
}

function quoteLink(kind, source, from) {
  if (kind === "comment" && source >= 0) {
    return el("a", { class: "source", href: anchorOf(source) }, say("quote.of", { number: number(source) }));
  }
  if (kind === "article") {
    const link = el("a", { class: "source", href: "#article" }, say("quote.article"));
    link.addEventListener("click", (event) => { event.preventDefault(); showArticle(from); });
    return link;
  }
  return null;
}

function footOf(row) {
  const parent = model.c.parent[row];
  const why = el("button", { class: "why", type: "button", "aria-expanded": String(pane.open.has(row)) }, say("why"));
  why.addEventListener("click", () => toggleWhy(row));
  const foot = el("div", { class: "foot" });
  if (parent >= 0) foot.append(el("a", { href: anchorOf(parent), class: "up", "aria-label": say("answers", { number: number(parent), name: authorName(parent) }) }, `⤷ ${number(parent)} `, el("bdi", {}, authorName(parent))));
  else foot.append(el("span", { class: "up" }, rootWord(row)));
  foot.append(why);
  const replies = tree.childCount ? tree.childCount[row] : 0;
  if (replies) {
    const fold = el("button", { class: "fold", type: "button" }, (tree.folded[row] ? "+ " : "− ") + say("replies", { n: replies }));
    fold.addEventListener("click", () => foldRow(row, !tree.folded[row]));
    foot.append(fold);
  }
  foot.append(el("button", { class: "cite", type: "button", on: { click: () => copyCitation(row) } }, say("cite")));
  const box = el("div", { class: "footbox" }, foot);
  if (pane.open.has(row)) box.append(reasonNode(row));
  return box;
}

function rootWord(row) {
  const basis = model.c.linkBasis[row];
  if (basis === "undecided") return say("place.undecided");
  if (basis === "missing") return say("place.missing");
  return say("place.root");
}
