// What leaves the page: Markdown for the clipboard, files to save.

function save(name, text) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function downloadJson() {
  save("mtqa-report.json", `${JSON.stringify(report, null, 2)}\n`);
}

async function copyMarkdown() {
  const text = markdown();
  try {
    await navigator.clipboard.writeText(text);
  } catch { // a browser that keeps the clipboard from pages on disk
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  const button = byId("copy");
  button.textContent = inLanguage("Copied");
  say(inLanguage("Copied"));
  setTimeout(() => { button.textContent = inLanguage("Copy as Markdown"); }, 1500);
}

// The sentences shown, the flagged words in bold, the issues below.
function markdown() {
  let document = -1;
  const lines = [];
  for (const item of shown) {
    if (!item.row) continue;
    if (item.document !== document) lines.push(`## ${plain(report.documents[document = item.document].name)}`, "");
    lines.push(`- ${item.row.score_0_100.toFixed(0)}: ${marked(item.row)}`, ...item.row.issues.map(issueLine));
  }
  return `${lines.join("\n")}\n`;
}

function plain(text) {
  return visible(text).replace(/[\\`*_{}[\]<>()#|~!&]/g, "\\$&");
}

function marked(row) {
  const chars = [...row.text]; // offsets are code points
  const isMarked = chars.map((_, index) => row.issues.some(({ start, end }) => start <= row.start + index && row.start + index < end));
  let text = "";
  for (let from = 0; from < chars.length;) {
    let to = from + 1;
    while (to < chars.length && isMarked[to] === isMarked[from]) to += 1;
    const run = plain(chars.slice(from, to).join(""));
    text += isMarked[from] && run.trim() ? run.replace(/^(\s*)(.*?)(\s*)$/s, "$1**$2**$3") : run;
    from = to;
  }
  return text;
}

function issueLine(issue) {
  const fix = issue.suggestion === null ? "" : ` → ${plain(issue.suggestion) || inLanguage("remove it")}`;
  return `  - ${inLanguage(issue.severity)} ${issue.code} ${issue.name}: “${plain(issue.text)}”${fix}. ${plain(issue.message)}`;
}
