// One issue at a time: opening it, stepping to the next, and the permalink.

let current = ""; // the anchor of the open issue or sentence
let flagged = null; // anchors of the issues shown, in order; null where they must be listed again

function flaggedAnchors() {
  const filters = readFilters();
  flagged ??= shown.flatMap((item) => (item.row?.issues ?? []).flatMap((issue, index) =>
    issueFits(issue, filters) ? [`${item.anchor}i${index + 1}`] : []));
  return flagged;
}

// Goes to a sentence, issue, document or block; says whether there is one.
function go(anchor) {
  const item = itemAt(anchor);
  if (!item) return false;
  reveal(item);
  for (const element of document.querySelectorAll(".current")) element.classList.remove("current");
  current = anchor;
  const isIssue = anchor !== item.anchor;
  nodeOf(item).classList.add("current");
  if (isIssue || item.row?.issues.length) openIssue(isIssue ? anchor : `${anchor}i1`, item);
  const target = isIssue && item.node.querySelector(`.text a[href="#${anchor}"], .note[id="${anchor}"]`) || item.node;
  if (!target.matches("a")) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  (item.row ? target : item.node).scrollIntoView({ block: item.row ? "center" : "start" });
  history.replaceState(null, "", `#${anchor}`);
  return true;
}

function openIssue(anchor, item) {
  const note = byId(anchor);
  if (!note) return;
  note.classList.add("current");
  const issue = item.row.issues[/\d+$/.exec(anchor)[0] - 1];
  explain(note, issue.code);
  say(`${inLanguage(issue.severity)}: ${issue.message}`);
}

// The catalogue's explanation of the rule, copied from the table at the foot of the page.
function explain(note, code) {
  const entry = byId(`code-${code}`);
  if (!entry || note.querySelector(".why")) return;
  const why = document.createElement("div");
  why.className = "why";
  for (const cell of [...entry.cells].slice(1)) {
    const part = document.createElement("p");
    part.lang = cell.lang;
    part.append(...[...cell.cloneNode(true).childNodes]);
    if ("t" in cell.dataset) part.dataset.t = cell.dataset.t;
    why.append(part);
  }
  note.querySelector(".choices").before(why);
}

function stepIssue(by) {
  const anchors = flaggedAnchors();
  if (!anchors.length) return say(inLanguage("No issue is shown."));
  let from = anchors.indexOf(current);
  if (from < 0) from = positionBefore(anchors) + (by < 0 ? 1 : 0);
  go(anchors[Math.min(Math.max(from + by, 0), anchors.length - 1)]);
}

// The last issue that stands before the current sentence, -1 where there is none.
function positionBefore(anchors) {
  const item = itemAt(current);
  if (!item) return -1;
  const place = shown.indexOf(item);
  return anchors.findLastIndex((anchor) => shown.indexOf(itemAt(anchor)) < place);
}

function stepDocument(by) {
  const from = itemAt(current)?.document ?? (by > 0 ? -1 : 1);
  const wanted = Math.min(Math.max(from + by, 0), report.documents.length - 1);
  go(`d${wanted + 1}`);
}

function followLink(event) {
  const link = event.target.closest('a[href^="#"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const anchor = link.getAttribute("href").slice(1);
  if (anchor.startsWith("code-")) byId("codes").open = true;
  else if (go(anchor)) event.preventDefault();
}
