// What the pane shows: filters, search, folding, and the ways to get to one comment.
const pane = { filter: { discussion: null, theme: null, author: null, thread: null, depth: null, rows: null }, open: new Set(), query: "" };

const SELECTS = ["discussion", "theme", "author", "thread", "depth"];

function initPane() {
  fillSelect("f-discussion", model.discussions.length > 1 ? model.discussions.map((_, at) => [at, discussionName(at)]) : []);
  fillSelect("f-theme", model.themes.map((one, at) => [at, one.name]), model.themes.length ? [[-1, say("no-theme")]] : []);
  fillSelect("f-author", topAuthors());
  fillSelect("f-thread", threads());
  fillSelect("f-depth", depths());
  for (const name of SELECTS) {
    $("f-" + name).addEventListener("change", (event) => {
      pane.filter[name] = event.target.value === "" ? null : Number(event.target.value);
      refresh();
    });
  }
  $("clear").addEventListener("click", clearFilters);
  $("search").addEventListener("input", () => { pane.query = $("search").value; refresh(); });
  refresh();
}

function fillSelect(id, options, more = []) {
  const select = $(id);
  for (const [value, text] of [...more, ...options]) select.append(el("option", { value }, text));
  if (!options.length) select.closest("label").hidden = true;
}

function topAuthors() {
  const counts = new Int32Array(model.authors.length);
  for (const at of model.c.author) if (at >= 0) counts[at]++;
  const order = [...counts.keys()].sort((a, b) => counts[b] - counts[a] || a - b).slice(0, 400);
  return order.map((at) => [at, `${model.authors[at]} (${shown(counts[at])})`]);
}

function threads() {
  const sizes = new Map();
  for (let row = 0; row < model.thread.length; row++) sizes.set(model.thread[row], (sizes.get(model.thread[row]) || 0) + 1);
  const several = [...sizes].filter(([, size]) => size > 1).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 300);
  return several.map(([root, size]) => [root, say("thread.option", { number: number(root), name: authorName(root), size })]);
}

function depths() {
  let deepest = 0;
  for (const depth of model.c.depth) if (depth > deepest) deepest = depth;
  return deepest ? Array.from({ length: Math.min(deepest, 60) + 1 }, (_, depth) => [depth, depth ? say("depth.option", { n: depth }) : say("depth.root")]) : [];
}

const filtering = () => Object.values(pane.filter).some((one) => one !== null);

// The rows that pass the filters and the search, in reading order.
function passing() {
  const hits = searchRows(pane.query);
  search.needle = hits ? pane.query : "";
  const { discussion, theme, author, thread, depth, rows } = pane.filter;
  const within = discussion === null ? null : model.discussions[discussion];
  const c = model.c, out = new Int32Array(c.parent.length);
  let count = 0, hiddenBelow = -1;
  const narrowed = hits !== null || filtering();
  for (const row of model.order) {
    if (!narrowed) {
      if (hiddenBelow >= 0 && c.depth[row] > hiddenBelow) continue;
      hiddenBelow = tree.folded[row] ? c.depth[row] : -1;
    } else if ((hits && !hits[row]) || (within && (row < within.first || row >= within.first + within.count)) || (author !== null && c.author[row] !== author) || (thread !== null && model.thread[row] !== thread)
      || (depth !== null && c.depth[row] !== depth) || (rows && !rows.has(row)) || (theme !== null && !hasTheme(row, theme))) continue;
    out[count++] = row;
  }
  return out.slice(0, count);
}

function hasTheme(row, theme) {
  const held = model.c.themes[row];
  return theme < 0 ? !held || !held.length : Boolean(held && held.includes(theme));
}

function refresh() {
  const rows = passing();
  setList(rows);
  tree.box.scrollTop = 0;
  drawTree();
  const narrowed = Boolean(search.needle) || filtering();
  const total = model.c.parent.length;
  $("count").textContent = narrowed ? say("count.some", { n: rows.length, total }) : say("count.all", { n: total });
  $("clear").hidden = !narrowed;
  for (const name of SELECTS) {
    const value = pane.filter[name];
    $("f-" + name).value = value === null ? "" : String(value);
  }
  $("nothing").hidden = rows.length > 0;
}

function clearFilters() {
  for (const name of Object.keys(pane.filter)) pane.filter[name] = null;
  pane.query = $("search").value = "";
  refresh();
  if (tree.active >= 0) scrollToRow(tree.active);
}

// A mark or a chip was chosen: narrow the pane to what it stands for.
function pick(what, value, within = null) {
  if (what === "row") { openRow(value); return; }
  for (const name of Object.keys(pane.filter)) pane.filter[name] = null;
  pane.filter.discussion = within;
  pane.filter[what] = what === "rows" ? new Set(value) : value;
  refresh();
  raiseSheet();
  if (tree.list.length) setActive(tree.list[0]);
  // The chip that was pressed may be gone: the keyboard goes on where the comments are.
  if (document.activeElement === document.body) tree.box.focus({ preventScroll: true });
}

// Show one comment, whatever was folded or filtered.
function openRow(row, { focus = true } = {}) {
  if (row < 0 || row >= model.c.parent.length) return;
  raiseSheet();
  if (tree.place[row] < 0) {
    for (let up = model.c.parent[row]; up >= 0; up = model.c.parent[up]) tree.folded[up] = 0;
    clearFilters();
    refresh();
  }
  setActive(row, { flash: true });
  if (focus) tree.box.focus({ preventScroll: true });
  const anchor = anchorOf(row);
  // A step back in the browser leads to the comment before.
  if (location.hash !== anchor) history.pushState(null, "", anchor);
}

function toggleWhy(row) {
  if (!pane.open.delete(row)) pane.open.add(row);
  redraw(row);
}

function foldRow(row, folded) {
  if (!tree.childCount[row]) return;
  tree.folded[row] = folded ? 1 : 0;
  const offset = tree.place[row] >= 0 ? tree.tops[tree.place[row]] - tree.box.scrollTop : 0;
  const held = tree.shown.has(row) && tree.shown.get(row).contains(document.activeElement);
  setList(passing());
  if (tree.place[row] >= 0) tree.box.scrollTop = tree.tops[tree.place[row]] - offset;
  drawTree();
  if (held) ((tree.shown.has(row) && tree.shown.get(row).querySelector(".fold")) || tree.box).focus({ preventScroll: true });
}

function fromHash() {
  const match = /^#c=(.+)$/.exec(location.hash);
  if (!match) return false;
  let name = match[1];
  try { name = decodeURIComponent(name); } catch (malformed) { /* take it as it stands */ }
  const row = rowOfId(name);
  if (row >= 0) openRow(row, { focus: false });
  return row >= 0;
}

function showArticle(from) {
  const box = $("article");
  if (!box) return;
  raiseSheet();
  box.open = true;
  let at = 0;
  for (const paragraph of box.querySelectorAll("p[data-start]")) {
    if (Number(paragraph.dataset.start) <= from) at = paragraph;
  }
  const target = at || box;
  target.scrollIntoView({ block: "center" });
  target.classList.remove("flash"); void target.offsetWidth; target.classList.add("flash");
}

// Below 900 px the pane is a sheet at the bottom edge.
const narrow = () => matchMedia("(max-width: 899px)").matches;
function raiseSheet() { if (narrow()) { html.classList.add("sheet-up"); $("sheet").setAttribute("aria-expanded", "true"); drawTree(); } }
function lowerSheet() { html.classList.remove("sheet-up"); $("sheet").setAttribute("aria-expanded", "false"); }
