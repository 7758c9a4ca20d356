// Accepting and dismissing issues, and the baseline file that holds both for `mtqa gate --baseline`.

const decisions = new Map(); // by the anchor of the issue: "accepted" or "dismissed"
const DECISIONS = [["accepted", "Accept"], ["dismissed", "Dismiss"]];
let unsaved = false; // whether a decision was taken since the last export

function addDecisions(item) {
  for (const note of item.node.querySelectorAll(".note")) {
    const choices = document.createElement("p");
    choices.className = "choices";
    for (const [decision, name] of DECISIONS) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.t = name;
      button.dataset.decision = decision;
      button.textContent = name;
      button.setAttribute("aria-pressed", "false");
      button.addEventListener("click", () => decide(current = note.id, decision));
      choices.append(button);
    }
    note.append(choices);
  }
}

// Takes a decision, or takes it back where it was taken already.
function decide(anchor, decision) {
  const note = byId(anchor);
  if (!note?.matches(".note")) return;
  const taken = decisions.get(anchor) !== decision;
  unsaved = true;
  if (taken) decisions.set(anchor, decision);
  else decisions.delete(anchor);
  for (const button of note.querySelectorAll("[data-decision]")) {
    button.setAttribute("aria-pressed", String(taken && button.dataset.decision === decision));
  }
  for (const element of [note, ...itemAt(anchor).node.querySelectorAll(`.text a[href="#${anchor}"]`)]) {
    element.classList.toggle("decided", taken);
  }
  byId("decided").textContent = decisions.size;
  byId("export").disabled = !decisions.size;
  say(inLanguage(taken ? decision : "decision taken back"));
}

async function exportBaseline() {
  save("mtqa-baseline.json", await baselineText());
  unsaved = false;
}

// The file as mtqa writes it: an entry a line, sorted.
async function baselineText() {
  const issues = new Map();
  for (const [anchor, decision] of decisions) {
    const item = itemAt(anchor);
    const { fingerprint, code, text } = item.row.issues[/\d+$/.exec(anchor)[0] - 1];
    const entry = issues.get(fingerprint) ?? { fingerprint, code, text, documents: [], decision };
    entry.documents.push(report.documents[item.document].name);
    issues.set(fingerprint, entry);
  }
  const sentences = [];
  for (const item of settledSentences()) {
    sentences.push({ digest: await digestOf(item.row.text), documents: [report.documents[item.document].name] });
  }
  const head = { kind: "mtqa-baseline", format_version: 1, signature: report.signature };
  const lines = Object.entries(head).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)},`);
  const rows = (entries) => entries.map((entry) => JSON.stringify(entry)).sort().join(",\n");
  return `{\n${lines.join("\n")}\n"issues": [\n${rows([...issues.values()])}\n],\n"sentences": [\n${rows(sentences)}\n]\n}\n`;
}

// Sentences whose every issue was decided: the gate's limits on scores let those pass too.
function settledSentences() {
  const touched = new Set([...decisions.keys()].map(itemAt));
  return [...touched].filter((item) => item.row.issues.every((_, index) => decisions.has(`${item.anchor}i${index + 1}`)));
}

// As mtqa.gating.baseline has it: SHA-256 of the words joined by one space, the first 16 hexadecimal digits.
async function digestOf(text) {
  const words = text.split(/\s+/u).filter(Boolean).join(" ");
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(words));
  return [...new Uint8Array(hash).slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function warnBeforeLeaving(event) {
  if (unsaved) event.preventDefault();
}
