// Search: all comments' words in one lowered string, so that one scan finds every hit.
const search = { all: "", starts: null, needle: "" };

function buildIndex() {
  if (search.starts || !model.text) return;
  const lowered = new Array(model.text.length);
  const starts = new Float64Array(model.text.length + 1);
  let at = 0;
  for (let row = 0; row < model.text.length; row++) {
    const who = model.c.author[row] < 0 ? "" : model.authors[model.c.author[row]];
    lowered[row] = fold(model.text[row]) + "\u0001" + fold(who) + "\u0000";
    starts[row] = at;
    at += lowered[row].length;
  }
  starts[model.text.length] = at;
  search.all = lowered.join("");
  search.starts = starts;
}

const fold = (text) => text.toLowerCase().replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"');

// The row that holds a place of the joined string.
function rowAt(place, from) {
  let low = from, high = search.starts.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (search.starts[middle] <= place) low = middle; else high = middle;
  }
  return low;
}

// A Uint8Array with 1 for every row that holds all the words looked for; null when nothing is looked for.
function searchRows(query) {
  const wanted = terms(query);
  if (!wanted.length) return null;
  buildIndex();
  let found = null;
  for (const term of wanted) {
    const here = rowsWith(term);
    if (found) for (let row = 0; row < here.length; row++) here[row] &= found[row];
    found = here;
  }
  return found;
}

function terms(query) {
  const out = [];
  for (const [, phrase, word] of fold(query).matchAll(/"([^"]+)"|(\S+)/g)) {
    const term = (phrase || word).trim().replace(/^"|"$/g, "");
    if (term) out.push(term);
  }
  return out;
}

function rowsWith(term) {
  const found = new Uint8Array(model.text.length);
  let row = 0;
  for (let place = search.all.indexOf(term); place >= 0; place = search.all.indexOf(term, search.starts[row + 1])) {
    row = rowAt(place, row);
    found[row] = 1;
    if (row + 1 >= search.starts.length - 1) break;
  }
  return found;
}

// Spans of a text that hold one of the words looked for, in order, none overlapping.
function hitSpans(text) {
  const wanted = terms(search.needle);
  if (!wanted.length) return [];
  const lowered = fold(text);
  if (lowered.length !== text.length) return [];
  const spans = [];
  for (const term of wanted) {
    for (let at = lowered.indexOf(term); at >= 0; at = lowered.indexOf(term, at + term.length)) spans.push([at, at + term.length]);
  }
  spans.sort((a, b) => a[0] - b[0]);
  return spans.filter((span, at) => at === 0 || span[0] >= spans[at - 1][1]);
}
