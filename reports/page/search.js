// Search: all comments' words in one lowered string, so that one scan finds every hit.
const search = { all: "", starts: null, needle: "" };

function buildIndex() {
  // Words that are still to come are waited for; where a report holds none, names alone are found.
  if (search.starts || (!model.text && model.hasText)) return;
  const count = model.c.author.length;
  const lowered = new Array(count);
  const starts = new Float64Array(count + 1);
  let at = 0;
  for (let row = 0; row < count; row++) {
    const who = model.c.author[row] < 0 ? "" : model.authors[model.c.author[row]];
    lowered[row] = fold(model.text ? model.text[row] : "") + "\u0001" + fold(who) + "\u0000";
    starts[row] = at;
    at += lowered[row].length;
  }
  starts[count] = at;
  search.all = lowered.join("");
  search.starts = starts;
}

// Letters as they are compared: small, composed, with straight quotes, and without what is not seen.
const UNSEEN = /[\u00ad\u200b\u2060\ufeff]/g;

function fold(text) {
  const small = text.toLowerCase();
  if (/^[\x00-\x7f]*$/.test(small)) return small;
  return small.replace(UNSEEN, "").normalize("NFC").replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"').replace(/\u03c2/g, "\u03c3");
}

// A text folded, and for each of its letters the place where it stands in the text.
function folded(text) {
  const whole = fold(text);
  if (whole.length === text.length) return { whole, from: null };
  let out = "";
  const from = [];
  for (const letter of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    const small = fold(letter[0]);
    for (let at = 0; at < small.length; at++) from.push(letter.index);
    out += small;
  }
  return { whole: out, from: [...from, text.length] };
}

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
  if (!search.starts) return null;
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
  const found = new Uint8Array(model.c.author.length);
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
  const { whole, from } = folded(text);
  const place = (at) => (from ? from[at] : at);
  const spans = [];
  for (const term of wanted) {
    for (let at = whole.indexOf(term); at >= 0; at = whole.indexOf(term, at + term.length)) spans.push([place(at), place(at + term.length)]);
  }
  spans.sort((a, b) => a[0] - b[0]);
  return spans.filter((span, at) => at === 0 || span[0] >= spans[at - 1][1]);
}
