// The data of the report: unpacked once, never changed afterwards.
const html = document.documentElement;
const $ = (id) => document.getElementById(id);
const model = { ui: {}, c: null, text: null, figures: null, tables: null };

async function unpack(id) {
  const holder = $(id);
  const packed = holder.textContent.trim();
  holder.remove();
  const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(packed) : fromBase64(packed);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

function fromBase64(packed) {
  const binary = atob(packed);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at);
  return bytes;
}

// One message of the interface, with its {places} filled.
function say(key, values) {
  const one = values && values.n === 1 && model.ui[key + ".one"];
  const text = one || model.ui[key] || key;
  return values ? text.replace(/\{(\w+)\}/g, (_, name) => (name in values ? shown(values[name]) : "")) : text;
}

// Words that run from right to left keep their order to themselves.
const LEFTWARDS = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;

function shown(value) {
  if (typeof value === "number") return grouped(String(value));
  const text = String(value);
  return LEFTWARDS.test(text) ? "\u2068" + text + "\u2069" : text;
}

function grouped(digits) { return digits.replace(/\B(?=(\d{3})+(?!\d))/g, "\u202f"); }

// An element with properties and children; words enter by textContent only.
function el(tag, props, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "class") node.className = value;
    else if (name === "on") for (const [event, act] of Object.entries(value)) node.addEventListener(event, act);
    else node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children) if (child !== null && child !== undefined) node.append(child);
  return node;
}

const isDark = () => html.dataset.scheme === "dark";

const number = (row) => "#" + model.c.number[row];

function authorName(row) {
  const at = model.c.author[row];
  return at < 0 ? say("unsigned") : model.authors[at];
}

const isInferred = (row) => model.c.authorBasis[row] === "inferred";

function themeOf(row) {
  const held = model.c.themes[row];
  return held && held.length ? held[0] : -1;
}

function themeColour(theme) {
  const role = theme < 0 ? "none" : model.themes[theme].role;
  return model.roles[role][isDark() ? 1 : 0];
}

function dateOf(row) {
  const stamp = model.c.created && model.c.created[row];
  if (stamp !== null && stamp !== undefined) {
    const date = new Date(stamp * 1000);
    // Bare days are shown without a time that nobody wrote.
    const style = model.discussions[discussionAt(row)].dayed ? { dateStyle: "medium" } : { dateStyle: "medium", timeStyle: "short" };
    const written = new Intl.DateTimeFormat(model.lang, { ...style, timeZone: "UTC" });
    return Number.isNaN(date.getTime()) ? "" : written.format(date);
  }
  return (model.c.createdText && model.c.createdText[row]) || "";
}

// Where a comment is looked up by its id; with several discussions the id may need its discussion before it.
function rowOfId(name) {
  if (!model.rowById) {
    model.rowById = new Map();
    model.c.id.forEach((id, row) => { if (!model.rowById.has(id)) model.rowById.set(id, row); });
    model.discussions.forEach((one, at) => {
      if (at > 0) for (let row = one.first; row < one.first + one.count; row++) model.rowById.set(`${at + 1}:${model.c.id[row]}`, row);
    });
  }
  return model.rowById.has(name) ? model.rowById.get(name) : -1;
}

const shortened = (text, length) => (text.length > length ? text.slice(0, length - 1).trimEnd() + "…" : text);

const discussionAt = (row) => model.discussions.findIndex((one) => row >= one.first && row < one.first + one.count);
const discussionName = (at) => `${at + 1} ${model.discussions[at].title || model.discussions[at].site || say("untitled")}`;

function anchorOf(row) {
  const id = model.c.id[row];
  if (rowOfId(id) === row) return "#c=" + encodeURIComponent(id);
  const at = discussionAt(row);
  return "#c=" + encodeURIComponent(`${at + 1}:${id}`);
}
