// The sentences: which are shown, in what order, and drawing them as they are scrolled to.

const CHUNK = 30; // items drawn at a time
const AT_ONCE = 500; // no more than this are drawn without waiting for the scroll
const sheet = byId("sheet");
const items = []; // {anchor, document, row, node or html} in the order of the text; row is null but for sentences
const itemOf = new Map(); // by anchor
let report = null;
let shown = []; // the items that fit the filters, in the order asked for
let drawn = 0; // how many of them are in the sheet

// The data of a <template>: base64, gzip, JSON.
async function unpack(template) {
  const text = template.content.textContent.trim();
  const bytes = Uint8Array.fromBase64?.(text) ?? Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

async function load() {
  const packed = byId("packed-rows");
  let rows;
  [report, rows] = await Promise.all([unpack(byId("packed-report")), packed && unpack(packed)]);
  if (rows) {
    for (const [document, parts] of rows.entries()) {
      for (const [anchor, html] of parts) addItem({ anchor, document, html });
    }
  } else {
    for (const node of sheet.children) addItem({ anchor: node.id, document: parseInt(node.id.slice(1), 10) - 1, node });
  }
}

function addItem(item) {
  const sentence = /s(\d+)$/.exec(item.anchor);
  item.row = sentence ? report.documents[item.document].sentences[sentence[1] - 1] : null;
  items.push(item);
  itemOf.set(item.anchor, item);
}

// The item that an anchor of a sentence, of one of its issues, of a document or of a block belongs to.
function itemAt(anchor) {
  return itemOf.get(anchor.replace(/i\d+$/, ""));
}

function nodeOf(item) {
  if (!item.node) {
    // Our own escaped markup: the very rows that a smaller page holds (and no script runs that the policy has not).
    const template = document.createElement("template");
    template.innerHTML = item.html;
    item.node = template.content.firstElementChild;
  }
  if (!item.prepared) {
    item.prepared = true;
    addDecisions(item);
  }
  if ((item.language ?? "en") !== language) {
    item.language = language;
    translate(item.node);
  }
  return item.node;
}

function readFilters() {
  const most = byId("most").value;
  return {
    words: byId("find").value.trim().toLowerCase(),
    severities: [...document.querySelectorAll("[name=severity]:checked")].map((box) => box.value),
    code: byId("code").value,
    most: most === "" ? null : Number(most),
    only: byId("only").checked,
    scope: byId("scope")?.value || "",
    order: byId("order").value,
  };
}

function issueFits(issue, filters) {
  return (!filters.code || issue.code === filters.code)
    && (!filters.severities.length || filters.severities.includes(issue.severity));
}

function fits(item, filters) {
  const row = item.row;
  if (filters.most !== null && row.score_0_100 > filters.most) return false;
  const wantsIssue = filters.only || filters.code || filters.severities.length;
  if (wantsIssue && !row.issues.some((issue) => issueFits(issue, filters))) return false;
  return !filters.words || wordsOf(item).includes(filters.words);
}

// What the search looks through: the sentence, what it is compared with, and what is said of it.
function wordsOf(item) {
  const row = item.row;
  item.words ??= [row.text, row.source, row.back_translation, ...row.issues.map((issue) => issue.message)]
    .join("\n").toLowerCase();
  return item.words;
}

// Makes the search ready while nobody waits for it.
function prepareSearch(from = 0) {
  for (const item of items.slice(from, from + 500)) if (item.row) wordsOf(item);
  if (from + 500 < items.length) requestIdleCallback(() => prepareSearch(from + 500));
}

function isFiltered(filters) {
  return Boolean(filters.words || filters.severities.length || filters.code || filters.most !== null || filters.only);
}

function choose(filters) {
  const inScope = filters.scope === "" ? items : items.filter((item) => item.document === Number(filters.scope));
  const rows = new Set(inScope.filter((item) => item.row && fits(item, filters)));
  if (filters.order === "worst") return [...rows].sort((one, other) => one.row.score_0_100 - other.row.score_0_100);
  if (filters.order === "issues") return [...rows].sort((one, other) => other.row.issues.length - one.row.issues.length);
  if (!isFiltered(filters)) return inScope;
  const withRows = new Set([...rows].map((item) => item.document));
  return inScope.filter((item) => rows.has(item) || (/^d\d+$/.test(item.anchor) && withRows.has(item.document)));
}

function draw() {
  const filters = readFilters();
  shown = choose(filters);
  flagged = null;
  drawn = 0;
  sheet.classList.toggle("by-score", filters.order !== "reading" && report.documents.length > 1);
  sheet.replaceChildren();
  drawMore(shown.length <= AT_ONCE ? shown.length : CHUNK);
  showTally();
}

function drawMore(count) {
  const until = Math.min(drawn + count, shown.length);
  const nodes = shown.slice(drawn, until).map(nodeOf);
  if (sheet.classList.contains("by-score")) {
    for (const item of shown.slice(drawn, until)) {
      item.node.querySelector(".text").dataset.document = visible(report.documents[item.document].name);
    }
  }
  sheet.append(...nodes);
  drawn = until;
}

function showTally() {
  const count = shown.filter((item) => item.row).length;
  byId("count").textContent = `${count} / ${report.summary.sentences} ${inLanguage("sentences")}`;
  byId("reset").hidden = !isFiltered(readFilters()) && !byId("scope")?.value && byId("order").value === "reading";
}

function resetFilters() {
  for (const id of ["find", "code", "most", "scope"]) if (byId(id)) byId(id).value = "";
  for (const box of document.querySelectorAll("[name=severity]:checked, #only:checked")) box.checked = false;
  byId("order").value = "reading";
}

// Draws until the item is in the sheet; filters that hide it are let go.
function reveal(item) {
  if (!shown.includes(item)) {
    resetFilters();
    if (items.length > AT_ONCE && byId("scope")) byId("scope").value = String(item.document);
    draw();
  }
  const position = shown.indexOf(item);
  if (position - drawn > AT_ONCE && byId("scope")) {
    byId("scope").value = String(item.document);
    draw();
  }
  drawMore(Math.max(shown.indexOf(item) + CHUNK - drawn, 0));
}

// Direction marks, controls and lone surrogates as escapes, white space as a space: as visible.py has it.
function visible(text) {
  return text.replace(/[\t\n\r\v\f]/g, " ")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, (char) => (/[\u200c\u200d]/.test(char) ? char : escaped(char)));
}

function escaped(char) {
  const code = char.codePointAt(0);
  const [letter, digits] = code <= 0xff ? ["x", 2] : code <= 0xffff ? ["u", 4] : ["U", 8];
  return `\\${letter}${code.toString(16).padStart(digits, "0")}`;
}
