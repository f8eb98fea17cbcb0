// Figures: drawn when they come near the window, recoloured for the dark, every mark a way to the words.
const plots = { drawn: new Map(), marks: new WeakMap(), cursor: new WeakMap(), small: new WeakMap(), paper: false };
const CONFIG = { displayModeBar: false, responsive: true, showTips: false, doubleClick: "reset" };

function initPlots() {
  const watcher = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) { watcher.unobserve(entry.target); drawPlot(entry.target); }
  }, { rootMargin: "400px" });
  for (const holder of document.querySelectorAll(".plot[data-figure]")) {
    if (model.figures[holder.dataset.figure]) watcher.observe(holder);
  }
}

// Whatever has not been scrolled to is drawn while nobody waits, so that a print has every figure.
function drawRest() {
  const left = [...document.querySelectorAll(".plot[data-figure]")].find((one) => model.figures[one.dataset.figure] && !plots.drawn.has(one));
  if (left) drawPlot(left).then(() => (window.requestIdleCallback || setTimeout)(drawRest));
}

// Paper has a width of its own, whatever the window's: A4 and Letter with their margins hold this many pixels.
const PAPER = 660;

function drawAllForPaper() {
  plots.paper = true;
  for (const holder of document.querySelectorAll(".plot[data-figure]")) if (model.figures && model.figures[holder.dataset.figure]) drawPlot(holder);
}

function drawAllForScreen() {
  plots.paper = false;
  redrawPlots();
}

// Exchange the light colours for the dark ones, wherever a value is exactly a colour of a role. Names pass through
// here too, and somebody may be called "constructor": what is looked up by words is a Map.
function recolour(value) {
  if (typeof value === "string") return (isDark() && model.darkOf.get(value)) || value;
  if (Array.isArray(value)) return value.map(recolour);
  if (value && typeof value === "object") {
    if (value.bdata) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, recolour(one)]));
  }
  return value;
}

const isSmall = (holder) => !plots.paper && holder.clientWidth < 520;

function figureFor(holder) {
  const figure = recolour(model.figures[holder.dataset.figure]);
  const small = isSmall(holder);
  delete figure.layout.title;
  for (const trace of figure.data) {
    if (trace.meta && trace.meta.pick) { trace.hoverinfo = "none"; delete trace.hovertemplate; }
  }
  figure.layout.dragmode = matchMedia("(pointer: coarse)").matches ? false : figure.layout.dragmode;
  if (small) forSmall(figure);
  figure.layout.autosize = !plots.paper;
  if (plots.paper) figure.layout.width = PAPER;
  return figure;
}

// A narrow screen gets shorter names and notes, never fewer data.
function forSmall(figure) {
  for (const one of [...figure.data, figure.layout]) {
    for (const [path, value] of Object.entries((one.meta && one.meta.small) || {})) {
      const [whole, part] = path.split(".");
      one[whole] = part ? Object.assign({}, one[whole], { [part]: value }) : value;
    }
  }
}

async function drawPlot(holder) {
  const figure = figureFor(holder);
  const gd = holder;
  await Plotly.react(gd, figure.data, figure.layout, CONFIG);
  plots.small.set(holder, isSmall(holder));
  if (!plots.drawn.has(holder)) {
    plots.drawn.set(holder, gd);
    listen(gd);
    performance.mark("figure");
  }
  plots.marks.delete(gd);
  if (tree.active >= 0) ring(gd, tree.active);
}

// A phone that is turned gets the other form of a figure.
addEventListener("resize", () => { for (const holder of plots.drawn.keys()) if (plots.small.get(holder) !== isSmall(holder)) drawPlot(holder); });

function listen(gd) {
  gd.on("plotly_hover", ({ points, event }) => { const mark = markOf(gd, points[0]); if (mark) showTip(mark, event.clientX, event.clientY); });
  gd.on("plotly_unhover", hideTip);
  gd.on("plotly_click", ({ points }) => { const mark = markOf(gd, points[0]); if (mark) { hideTip(); pick(mark.pick, mark.key, mark.within); } });
  gd.on("plotly_relayout", () => { if (tree.active >= 0) ring(gd, tree.active); });
  gd.addEventListener("keydown", (event) => stepMarks(gd, event));
  gd.addEventListener("blur", hideTip);
}

// What a mark stands for, or null: a negative key is no mark, except that of the comments without a theme.
function meant(gd, meta, key) {
  if (!meta || !meta.pick || key === null || key === undefined || (key < 0 && meta.pick !== "theme")) return null;
  const within = model.discussions.length > 1 && gd.dataset.discussion ? Number(gd.dataset.discussion) : null;
  return { pick: meta.pick, key: meta.pick === "rows" ? meta.rows[key] : key, within };
}

function markOf(gd, point) {
  const mark = meant(gd, point.data.meta, point.customdata);
  return mark && Object.assign(mark, { x: point.x, y: point.y, note: noteOf(point.data.meta, point.pointNumber) });
}

// What is said of a mark besides its name: its size, and how sure that is.
const noteOf = (meta, at) => (meta.notes && meta.notes[at]) || "";

// Every mark of a figure that leads somewhere, in reading order.
function marksOf(gd) {
  if (plots.marks.has(gd)) return plots.marks.get(gd);
  const marks = [];
  for (const trace of gd._fullData) {
    const meta = trace.meta;
    if (!meta || !meta.pick || trace.visible !== true || !trace.customdata) continue;
    if (trace.type === "heatmap") {
      trace.customdata.forEach((line, yAt) => Array.from(line).forEach((key, xAt) => addMark(marks, meant(gd, meta, key), trace.x[xAt], trace.y[yAt], trace)));
    } else {
      for (let at = 0; at < trace.customdata.length; at++) addMark(marks, meant(gd, meta, trace.customdata[at]), trace.x[at], trace.y[at], trace, noteOf(meta, at));
    }
  }
  plots.marks.set(gd, marks);
  return marks;
}

function addMark(marks, mark, x, y, trace, note = "") {
  if (!mark) return;
  // A bar is marked at its middle, where its ring hides no number.
  if (trace.type === "bar" && trace.orientation === "h") x /= 2;
  else if (trace.type === "bar") y /= 2;
  marks.push(Object.assign(mark, { x, y, note, xaxis: trace.xaxis, yaxis: trace.yaxis }));
}

function placeOf(gd, mark) {
  const full = gd._fullLayout;
  const axis = (name, letter) => full[letter + "axis" + (name || letter).slice(1)];
  const xa = axis(mark.xaxis, "x"), ya = axis(mark.yaxis, "y");
  if (!xa || !ya) return null;
  const x = xa._offset + xa.d2p(mark.x), y = ya._offset + ya.d2p(mark.y);
  const inside = x >= xa._offset - 2 && x <= xa._offset + xa._length + 2 && y >= ya._offset - 2 && y <= ya._offset + ya._length + 2;
  return Number.isFinite(x + y) && inside ? { x, y } : null;
}

function standsFor(mark, row) {
  const c = model.c;
  if (mark.within !== null && discussionAt(row) !== mark.within) return false;
  switch (mark.pick) {
    case "row": return mark.key === row;
    case "author": return c.author[row] === mark.key;
    case "theme": return themeOf(row) === mark.key;
    case "thread": return model.thread[row] === mark.key;
    case "depth": return c.depth[row] === mark.key;
    case "discussion": return discussionAt(row) === mark.key;
    case "rows": return mark.key.includes(row);
    default: return false;
  }
}

function ring(gd, row) {
  let ringed = gd.querySelector(":scope > .ring");
  const mark = marksOf(gd).find((one) => standsFor(one, row));
  const place = mark && placeOf(gd, mark);
  if (!place) { if (ringed) ringed.hidden = true; return; }
  if (!ringed) { ringed = el("i", { class: "ring", "aria-hidden": "true" }); gd.append(ringed); }
  ringed.hidden = false;
  ringed.style.left = place.x + "px";
  ringed.style.top = place.y + "px";
}

function highlightMarks(row) { for (const gd of plots.drawn.values()) ring(gd, row); }

// Arrow keys walk over the marks of a figure, Enter leads to the words.
function stepMarks(gd, event) {
  const marks = marksOf(gd);
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (!marks.length || (!step && event.key !== "Enter")) return;
  event.preventDefault();
  event.stopPropagation();
  let at = plots.cursor.has(gd) ? plots.cursor.get(gd) : -1;
  if (step) at = Math.max(0, Math.min(marks.length - 1, at + step));
  if (at < 0) at = 0;
  plots.cursor.set(gd, at);
  const mark = marks[at];
  if (event.key === "Enter") { hideTip(); pick(mark.pick, mark.key, mark.within); return; }
  const place = placeOf(gd, mark), box = gd.getBoundingClientRect();
  if (place) showTip(mark, box.left + place.x, box.top + place.y);
  $("live").textContent = mark.note ? `${tipText(mark)}: ${mark.note}` : tipText(mark);
}

function tipText(mark) {
  if (mark.pick === "row") return `${number(mark.key)} ${authorName(mark.key)}`;
  if (mark.pick === "author") return mark.key < 0 ? say("unsigned") : model.authors[mark.key];
  if (mark.pick === "theme") return mark.key < 0 ? say("no-theme") : model.themes[mark.key].name;
  if (mark.pick === "discussion") return discussionName(mark.key);
  if (mark.pick === "thread") return say("thread.tip", { number: number(mark.key), name: authorName(mark.key) });
  if (mark.pick === "depth") return mark.key ? say("depth.option", { n: mark.key }) : say("depth.root");
  return say("rows.tip", { n: mark.key.length });
}

function showTip(mark, x, y) {
  const tip = $("tip");
  tip.textContent = "";
  if (mark.pick === "row") fillRowTip(tip, mark.key);
  else tip.append(el("b", {}, tipText(mark)), mark.note ? el("span", {}, mark.note) : "", el("span", { class: "hint" }, say("tip.filter")));
  tip.hidden = false;
  const box = tip.getBoundingClientRect();
  tip.style.left = Math.max(8, Math.min(x + 14, innerWidth - box.width - 8)) + "px";
  tip.style.top = (y + 18 + box.height > innerHeight ? Math.max(8, y - box.height - 12) : y + 18) + "px";
}

function fillRowTip(tip, row) {
  const theme = themeOf(row);
  const who = el("bdi", { class: isInferred(row) ? "inferred" : null }, authorName(row));
  tip.append(el("b", {}, number(row), " ", who), isInferred(row) ? el("span", { class: "note" }, say("inferred")) : "");
  if (model.themes.length) tip.append(el("span", { class: "hint" }, theme < 0 ? say("no-theme") : model.themes[theme].name));
  const text = model.text ? model.text[row] : "";
  if (text) tip.append(el("p", { dir: "auto" }, text.length > 150 ? text.slice(0, 150).replace(/\s+\S*$/, "") + " …" : text));
}

function hideTip() { $("tip").hidden = true; }

function redrawPlots() { for (const holder of plots.drawn.keys()) drawPlot(holder); }

async function downloadFigure(name, format) {
  const figure = recolour(model.figures[name]);
  const keyed = withKey(figure.data);
  const room = keyed.length ? 60 + 22 * Math.ceil(keyed.length / 4) : 0;
  const margin = Object.assign({}, figure.layout.margin, { t: 70, b: ((figure.layout.margin || {}).b || 0) + room });
  const layout = Object.assign({}, figure.layout, { width: 1200, autosize: false, margin, showlegend: keyed.length > 0 });
  layout.legend = { orientation: "h", traceorder: "normal", x: 0, y: 0, yref: "container", yanchor: "bottom", font: { color: model.roles.ink[isDark() ? 1 : 0] } };
  layout.paper_bgcolor = layout.plot_bgcolor = model.roles.paper[isDark() ? 1 : 0];
  layout.height = (layout.height || 420) + 60 + room;
  const address = await Plotly.toImage({ data: figure.data, layout }, { format, width: layout.width, height: layout.height, scale: format === "png" ? 2 : 1 });
  saveAddress(address, `${name}.${format}`);
}

// Outside the page nothing names the colours: traces that have a name of their own get a key.
function withKey(traces) {
  for (const trace of traces) trace.showlegend = Boolean(trace.name);
  return traces.filter((trace) => trace.name);
}
