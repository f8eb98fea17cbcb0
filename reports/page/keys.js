// The keyboard: j/k and arrows walk, / searches, Enter explains, Escape goes back.
function initKeys() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onLink);
  addEventListener("hashchange", fromHash);
  $("search").addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); raiseSheet(); if (tree.list.length) { step(event.shiftKey ? -1 : 1); } }
  });
}

function onLink(event) {
  const link = event.target.closest && event.target.closest('a[href^="#c="]');
  if (link) {
    event.preventDefault();
    let name = link.getAttribute("href").slice(3);
    try { name = decodeURIComponent(name); } catch (malformed) { /* as it stands */ }
    openRow(rowOfId(name));
    return;
  }
  const node = event.target.closest && event.target.closest("#tree .c");
  if (node && !event.target.closest("a, button")) setActive(+node.dataset.row, { scroll: false });
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") { escape(event); return; }
  const typing = event.target.matches && event.target.matches("input, select, textarea");
  if (typing) return;
  if (event.target === tree.box) onTreeKey(event);
  // Speech input types letters by accident: they can be switched off under methods.
  if (event.defaultPrevented || ($("letters") && !$("letters").checked)) return;
  if (event.key === "/") { event.preventDefault(); $("search").focus(); $("search").select(); return; }
  if (event.key === "j") { event.preventDefault(); step(1); return; }
  if (event.key === "k") { event.preventDefault(); step(-1); }
}

function onTreeKey(event) {
  const row = tree.active;
  const act = {
    ArrowDown: () => step(1), ArrowUp: () => step(-1),
    Home: () => setActive(tree.list[0]), End: () => setActive(tree.list[tree.list.length - 1]),
    ArrowRight: () => { if (row >= 0 && tree.folded[row]) foldRow(row, false); else if (row >= 0 && tree.childCount[row]) step(1); },
    ArrowLeft: () => { if (row < 0) return; if (tree.childCount[row] && !tree.folded[row]) foldRow(row, true); else if (model.c.parent[row] >= 0) openRow(model.c.parent[row]); },
    Enter: () => { if (row >= 0) toggleWhy(row); }, c: () => { if (row >= 0) copyCitation(row); },
  }[event.key];
  if (!act || !tree.list.length) return;
  event.preventDefault();
  act();
}

function step(by) {
  if (!tree.list.length) return;
  raiseSheet();
  const at = tree.active >= 0 && tree.place[tree.active] >= 0 ? tree.place[tree.active] + by : indexAt(tree.box.scrollTop);
  setActive(tree.list[Math.max(0, Math.min(tree.list.length - 1, at))]);
  if (document.activeElement !== $("search")) tree.box.focus({ preventScroll: true });
}

// Escape undoes one thing: the hint, the search, the filters, the sheet.
function escape(event) {
  if (!$("tip").hidden) { hideTip(); return; }
  if (pane.query || filtering()) { event.preventDefault(); clearFilters(); if (document.activeElement === $("search")) tree.box.focus(); return; }
  if (html.classList.contains("sheet-up")) { lowerSheet(); $("sheet").focus(); return; }
  if (document.activeElement && document.activeElement !== document.body) document.activeElement.blur();
}
