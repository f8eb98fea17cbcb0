// Start: the debate first, then the library and the figures, then the words' index while nobody waits.
const DRAW_ALL_UP_TO = 20000, FIGURES_UP_TO = 150;

function initScheme() {
  const preferred = matchMedia("(prefers-color-scheme: dark)");
  const set = (dark) => { html.dataset.scheme = dark ? "dark" : "light"; $("scheme").setAttribute("aria-pressed", String(dark)); };
  set(preferred.matches);
  const changed = () => { if (model.c) { clearShown(); drawTree(); redrawPlots(); swatches(); } };
  preferred.addEventListener("change", () => { set(preferred.matches); changed(); });
  $("scheme").addEventListener("click", () => { set(!isDark()); changed(); });
  addEventListener("beforeprint", () => { html.dataset.was = html.dataset.scheme; set(false); if (model.c) swatches(); drawAllForPaper(); });
  addEventListener("afterprint", () => { set(html.dataset.was === "dark"); if (model.c) swatches(); drawAllForScreen(); });
}

function swatches() {
  for (const one of document.querySelectorAll(".swatch[data-theme]")) dressSwatch(one, +one.dataset.theme);
  for (const one of document.querySelectorAll(".swatch[data-role]")) one.style.background = model.roles[one.dataset.role][isDark() ? 1 : 0];
  for (const one of document.querySelectorAll(".theme[data-tint]")) one.style.setProperty("--tint", themeColour(+one.dataset.tint));
}

async function loadRows() {
  Object.assign(model, JSON.parse(await unpack("pack-rows")));
  model.darkOf = new Map(Object.values(model.roles));
  initTree();
  initPane();
  initTables();
  initKeys();
  swatches();
  $("sheet").addEventListener("click", () => (html.classList.contains("sheet-up") ? lowerSheet() : raiseSheet()));
}

async function loadText() {
  const packed = await unpack("pack-text");
  model.text = model.hasText ? JSON.parse(packed) : null;
  clearShown();
  drawTree();
  performance.mark("text");
  if (!fromHash() && pane.query) refresh();
}

async function loadFigures() {
  const [library, figures, tables] = await Promise.all([unpack("pack-plotly"), unpack("pack-figures"), unpack("pack-tables")]);
  model.figures = JSON.parse(figures);
  model.tables = JSON.parse(tables);
  fillOpenTables();
  if (!Object.keys(model.figures).length) return;
  const script = document.createElement("script");
  script.textContent = library;
  document.head.append(script);
  initPlots();
}

async function start() {
  html.classList.replace("nojs", "js");
  initScheme();
  await loadRows();
  await Promise.all([loadText(), loadFigures()]);
  html.dataset.ready = "";
  setTimeout(buildIndex, 300);
  const few = model.c.id.length <= DRAW_ALL_UP_TO && Object.keys(model.figures).length <= FIGURES_UP_TO;
  if (few) setTimeout(drawRest, 800);
}

start();
