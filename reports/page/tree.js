// The virtual list behind the reading pane: only what is near the window is in the document.
const tree = { box: null, inner: null, list: new Int32Array(0), place: null, tops: new Float64Array(1), height: null,
  shown: new Map(), active: -1, folded: null, childCount: null, width: 0, setSize: null, setPlace: null };
const OVERSCAN = 700;

function initTree() {
  const n = model.c.parent.length;
  Object.assign(tree, { box: $("tree"), inner: $("tree-inner"), height: new Float32Array(n), folded: new Uint8Array(n),
    place: new Int32Array(n).fill(-1), childCount: new Int32Array(n) });
  for (let row = 0; row < n; row++) if (model.c.parent[row] >= 0) tree.childCount[model.c.parent[row]]++;
  numberSiblings(n);
  tree.box.addEventListener("scroll", () => drawTree(), { passive: true });
  new ResizeObserver(() => { if (!tree.box.clientWidth) return; if (tree.box.clientWidth !== tree.width) remeasure(); else drawTree(); }).observe(tree.box);
}

function numberSiblings(n) {
  tree.setSize = new Int32Array(n);
  tree.setPlace = new Int32Array(n);
  let roots = 0;
  const seen = new Int32Array(n);
  for (const row of model.order) {
    const parent = model.c.parent[row];
    tree.setPlace[row] = parent < 0 ? ++roots : ++seen[parent];
  }
  for (let row = 0; row < n; row++) tree.setSize[row] = model.c.parent[row] < 0 ? roots : tree.childCount[model.c.parent[row]];
}

function estimate(row) {
  const chars = model.c.length[row];
  const perLine = Math.max(18, (tree.width - 60 - 14 * Math.min(model.c.depth[row], 9)) / 8.2);
  return 84 + 25 * Math.max(1, Math.ceil(chars / perLine));
}

function setList(rows) {
  tree.list = rows;
  tree.place.fill(-1);
  for (let at = 0; at < rows.length; at++) tree.place[rows[at]] = at;
  clearShown();
  retop();
}

function clearShown() {
  for (const node of tree.shown.values()) node.remove();
  tree.shown.clear();
}

function remeasure() {
  const keep = firstVisible();
  tree.width = tree.box.clientWidth;
  tree.height.fill(0);
  clearShown();
  retop();
  if (keep.row >= 0) tree.box.scrollTop = tree.tops[tree.place[keep.row]] - keep.offset;
  drawTree();
}

function retop() {
  const { list, height } = tree;
  const tops = tree.tops.length === list.length + 1 ? tree.tops : new Float64Array(list.length + 1);
  let at = 0;
  for (let i = 0; i < list.length; i++) {
    tops[i] = at;
    at += height[list[i]] || estimate(list[i]);
  }
  tops[list.length] = at;
  tree.tops = tops;
  tree.inner.style.height = at + "px";
}

function indexAt(y) {
  let low = 0, high = tree.list.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (tree.tops[middle] <= y) low = middle; else high = middle;
  }
  return low;
}

function firstVisible() {
  if (!tree.list.length) return { row: -1, offset: 0 };
  const at = indexAt(tree.box.scrollTop);
  return { row: tree.list[at], offset: tree.tops[at] - tree.box.scrollTop };
}

// Draw what the window shows; heights that turn out otherwise than estimated move nothing that is being read.
function drawTree() {
  if (!tree.box || !tree.box.clientHeight) return;
  if (!tree.width) tree.width = tree.box.clientWidth;
  for (let round = 0; round < 4; round++) if (!drawOnce()) break;
}

function drawOnce() {
  const from = indexAt(Math.max(0, tree.box.scrollTop - OVERSCAN));
  const to = Math.min(tree.list.length - 1, indexAt(tree.box.scrollTop + tree.box.clientHeight + OVERSCAN));
  dropFar(from, to);
  const fresh = [];
  for (let at = from; at <= to && at < tree.list.length; at++) {
    const row = tree.list[at];
    if (tree.shown.has(row)) continue;
    const node = commentNode(row);
    dress(node, row);
    tree.shown.set(row, node);
    fresh.push([row, node]);
  }
  for (const [row, node] of fresh) putInOrder(row, node);
  const changed = measure();
  for (const [row, node] of tree.shown) node.style.transform = `translateY(${tree.tops[tree.place[row]]}px)`;
  return changed;
}

function dropFar(from, to) {
  for (const [row, node] of tree.shown) {
    const at = tree.place[row];
    if ((at < from || at > to) && row !== tree.active) { node.remove(); tree.shown.delete(row); }
  }
}

// Elements stand in reading order, so that a screen reader and the tab key meet them in it.
function putInOrder(row, node) {
  const at = tree.place[row];
  let next = tree.inner.lastElementChild, before = null;
  while (next && tree.place[+next.dataset.row] > at) { before = next; next = next.previousElementSibling; }
  tree.inner.insertBefore(node, before);
}

function measure() {
  const keep = firstVisible();
  let changed = false;
  for (const [row, node] of tree.shown) {
    const height = node.offsetHeight;
    if (height && Math.abs(height - tree.height[row]) > 0.5) { tree.height[row] = height; changed = true; }
  }
  if (changed) {
    retop();
    const wanted = tree.tops[tree.place[keep.row]] - keep.offset;
    if (Math.abs(wanted - tree.box.scrollTop) > 1) tree.box.scrollTop = wanted;
  }
  return changed;
}

function dress(node, row) {
  node.setAttribute("aria-level", model.c.depth[row] + 1);
  node.setAttribute("aria-setsize", tree.setSize[row]);
  node.setAttribute("aria-posinset", tree.setPlace[row]);
  if (tree.childCount[row]) node.setAttribute("aria-expanded", String(!tree.folded[row]));
  select(node, row === tree.active);
}

// The tab key goes through the links and buttons of the chosen comment, and passes over those of the others.
function select(node, chosen) {
  node.setAttribute("aria-selected", String(chosen));
  for (const one of node.querySelectorAll("a, button")) one.tabIndex = chosen ? 0 : -1;
}

function redraw(row) {
  const old = tree.shown.get(row);
  if (!old) return;
  const node = commentNode(row);
  dress(node, row);
  const held = old.contains(document.activeElement) && document.activeElement.className;
  old.replaceWith(node);
  tree.shown.set(row, node);
  drawTree();
  // A button that was pressed stays where the keyboard is.
  if (held) (node.querySelector("button." + held) || tree.box).focus({ preventScroll: true });
}

function setActive(row, { scroll = true, flash = false } = {}) {
  const before = tree.active;
  tree.active = row;
  if (before >= 0 && tree.shown.has(before)) select(tree.shown.get(before), false);
  if (scroll) scrollToRow(row);
  drawTree();
  const node = tree.shown.get(row);
  if (!node) return;
  select(node, true);
  tree.box.setAttribute("aria-activedescendant", node.id);
  if (flash) { node.classList.remove("flash"); void node.offsetWidth; node.classList.add("flash"); }
  highlightMarks(row);
}

function scrollToRow(row) {
  const at = tree.place[row];
  if (at < 0) return;
  for (let round = 0; round < 3; round++) {
    const top = tree.tops[at], bottom = tree.tops[at + 1], view = tree.box.clientHeight;
    if (top >= tree.box.scrollTop + 8 && bottom <= tree.box.scrollTop + view - 8) break;
    tree.box.scrollTop = Math.max(0, top - 12);
    drawTree();
  }
}
