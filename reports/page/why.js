// Why a comment stands under its parent: the evidence and the confidence, in plain words.
// Weights are probabilities that one piece of evidence alone would give: from here on it speaks for the link.
const FOR = 53;

function reasonNode(row) {
  const box = el("div", { class: "reason" });
  for (const line of reasons(row)) box.append(el("p", {}, line));
  return box;
}

function reasons(row) {
  const c = model.c, basis = c.linkBasis[row], parent = c.parent[row];
  const lines = [];
  lines.push(say("basis." + basis, { number: parent >= 0 ? number(parent) : "", stated: (model.stated[row] || "") }));
  for (const held of (model.evidence[row] || []).filter((one) => one[3] >= FOR).slice(0, 5)) lines.push(evidenceLine(...held));
  // A layout learned from the text alone was never seen elsewhere: nothing says how often its links are right.
  const kind = model.discussions[discussionAt(row)].scored ? ".score" : "";
  lines.push(say((parent >= 0 ? "sure.parent" : "sure.root") + kind, { how: confidenceWord(c.confidence[row]), percent: c.confidence[row] }));
  const others = (model.alternatives[row] || []).filter(([other, chance]) => other !== parent && chance >= 1);
  if (others.length) {
    const listed = others.slice(0, 4).map(([other, chance]) => say((other < 0 ? "alternative.root" : "alternative") + kind, { number: other < 0 ? "" : number(other), percent: chance }));
    lines.push(say("alternatives", { list: listed.join(", ") }));
  }
  if (isInferred(row)) lines.push(say("inferred.tip"));
  return lines;
}

function evidenceLine(kind, row, ref, weight) {
  const about = row >= 0 ? number(row) : ref || "";
  const key = model.ui["evidence." + kind + ".root"] && !about ? `evidence.${kind}.root` : "evidence." + kind;
  const text = model.ui[key] ? say(key, { ref: about }) : say("evidence.other", { kind: kind.replace(/[-_]/g, " "), ref: about });
  return weight ? `${text} ${say("evidence.weight." + (weight >= 85 ? "strong" : weight >= 65 ? "fair" : "weak"))}` : text;
}

function confidenceWord(percent) {
  for (const [floor, key] of [[99, "certain"], [90, "very-likely"], [70, "likely"], [50, "rather"]]) if (percent >= floor) return say("sure." + key);
  return say("sure.unsure");
}

function citation(row) {
  const one = model.discussions[discussionAt(row)];
  const who = authorName(row) + (isInferred(row) ? ` (${say("inferred")})` : "");
  const parts = [who, say("cite.on", { number: model.c.number[row], title: one.title || say("untitled") })];
  if (one.site) parts.push(one.site);
  const when = dateOf(row);
  if (when) parts.push(when);
  const where = model.permalinks[row] || one.url;
  if (where) parts.push(where);
  return parts.join(", ") + ".";
}

async function copyCitation(row) {
  const text = citation(row);
  let done = false;
  try { await navigator.clipboard.writeText(text); done = true; } catch (refused) { done = copyBySelection(text); }
  announce(done ? say("cite.done", { text }) : text);
}

// Where the clipboard is closed to pages from a file, a selection still copies.
function copyBySelection(text) {
  const area = el("textarea", { class: "offscreen", "aria-hidden": "true" });
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

function announce(text) {
  const toast = $("toast");
  toast.textContent = text;
  toast.classList.add("up");
  clearTimeout(announce.timer);
  announce.timer = setTimeout(() => toast.classList.remove("up"), 4000);
}
