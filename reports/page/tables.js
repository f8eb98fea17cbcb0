// The table behind every figure, and what can be taken away from the page.
const TABLE_ROWS = 200;

function initTables() {
  for (const holder of document.querySelectorAll("details.data[data-table]")) {
    holder.addEventListener("toggle", () => { if (holder.open) fillTable(holder); });
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-take]");
    if (button) take(button.dataset.take, button.dataset.name);
  });
}

// Tables that stood open before their numbers were there.
function fillOpenTables() { for (const holder of document.querySelectorAll("details.data[open]")) fillTable(holder); }

function fillTable(holder) {
  const body = holder.querySelector(".scroll");
  if (!model.tables || body.querySelector("table")) return;
  const { columns, titles, rows, words } = model.tables[holder.dataset.table];
  const table = el("table", {}, el("thead", {}, el("tr", {}, ...titles.map((one) => el("th", { scope: "col" }, one)))));
  const lines = el("tbody");
  for (const row of rows.slice(0, TABLE_ROWS)) lines.append(el("tr", {}, ...row.map((cell, at) => cellNode(columns[at], inWords(words, columns[at], cell)))));
  table.append(lines);
  body.append(table);
  if (rows.length > TABLE_ROWS) body.append(el("p", { class: "note" }, say("table.more", { n: TABLE_ROWS, total: rows.length })));
}

const inWords = (words, column, cell) => (words[column] && Object.hasOwn(words[column], cell) ? words[column][cell] : cell);

function cellNode(column, cell) {
  if (column === "row") return el("td", { class: "n" }, cell === null ? "" : el("a", { href: anchorOf(cell) }, number(cell)));
  if (typeof cell === "number") return el("td", { class: "n" }, real(cell));
  return el("td", { dir: "auto" }, cell === null ? "" : String(cell));
}

// Decimals after the mark of the page's language.
function real(value) {
  const [whole, part] = String(value).split(".");
  return grouped(whole) + (part ? (document.documentElement.lang === "en" ? "." : ",") + part : "");
}

function take(what, name) {
  if (what === "png" || what === "svg") { downloadFigure(name, what); return; }
  const table = name === "comments" ? commentTable() : withIds(model.tables[name]);
  // Without the mark of its encoding a spreadsheet shows wrong letters.
  if (what === "csv") saveText("\ufeff" + csv(table), name + ".csv", "text/csv");
  else saveText(JSON.stringify(table.rows.map((row) => Object.fromEntries(row.map((cell, at) => [table.columns[at], cell]))), null, 1), name + ".json", "application/json");
}

// Row numbers mean nothing outside this file: they become the comments' ids, beside the numbers that the page shows.
function withIds({ columns, rows }) {
  const at = columns.indexOf("row");
  if (at < 0) return { columns, rows };
  const both = (row) => (row === null ? [null, null] : [model.c.id[row], model.c.number[row]]);
  return {
    columns: columns.flatMap((one) => (one === "row" ? ["comment_id", "number"] : [one])),
    rows: rows.map((row) => row.flatMap((cell, i) => (i === at ? both(cell) : [cell]))),
  };
}

function isoOf(row) {
  const stamp = model.c.created ? model.c.created[row] : null;
  return stamp === null || stamp === undefined ? null : new Date(stamp * 1000).toISOString();
}

function commentTable() {
  const c = model.c;
  const columns = ["discussion", "comment_id", "number", "parent_id", "depth", "author", "author_basis", "created", "score", "themes", "link_basis", "link_confidence", "text"];
  const rows = [];
  model.discussions.forEach((one) => {
    for (let row = one.first; row < one.first + one.count; row++) {
      rows.push([one.id, c.id[row], c.number[row], c.parent[row] < 0 ? null : c.id[c.parent[row]], c.depth[row],
        c.author[row] < 0 ? null : model.authors[c.author[row]], c.authorBasis[row], isoOf(row), c.score ? c.score[row] : null,
        (c.themes[row] || []).map((theme) => model.themes[theme].name).join("; "), c.linkBasis[row], c.confidence[row] / 100, model.text ? model.text[row] : null]);
    }
  });
  return { columns, rows };
}

// Cells that a spreadsheet would take for a formula are given as text.
function csv({ columns, rows }) {
  const cell = (value) => {
    if (value === null || value === undefined) return "";
    let text = String(value);
    if (typeof value === "string" && /^[=+\-@\t\r']/.test(text)) text = "'" + text;
    return /[",\n\r]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  };
  return [columns, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

function saveText(text, name, kind) {
  const address = URL.createObjectURL(new Blob([text], { type: kind + ";charset=utf-8" }));
  saveAddress(address, name);
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

function saveAddress(address, name) {
  const link = el("a", { href: address, download: name, class: "offscreen" });
  document.body.append(link);
  link.click();
  link.remove();
}
