// Wiring: controls, keys, the sortable table, the permalink that the page was opened with.

const KEYS = {
  j: () => stepIssue(1), k: () => stepIssue(-1), n: () => stepDocument(1), p: () => stepDocument(-1),
  a: () => decide(current, "accepted"), d: () => decide(current, "dismissed"), c: toggleComparison,
  "/": () => byId("find").focus(), "?": () => byId("help").showModal(),
};

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("help").open) return;
  if (event.key === "Escape") return escape(event);
  if (!byId("single-keys").checked || event.target.matches("input:not([type=checkbox]), select, textarea")) return;
  const action = Object.hasOwn(KEYS, event.key) && KEYS[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

function escape(event) {
  if (event.target.id === "find" && event.target.value === "") event.target.blur();
  else if (!byId("reset").hidden) {
    resetFilters();
    draw();
  }
}

function sortTable(table, column, button) {
  const header = button.closest("th");
  const isNumber = header.classList.contains("number");
  const up = header.getAttribute("aria-sort") ? header.getAttribute("aria-sort") === "descending" : !isNumber || column === 1;
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", up ? "ascending" : "descending");
  const value = (row) => row.cells[column].textContent.trim();
  const rows = [...table.tBodies[0].rows].sort((one, other) => (up ? 1 : -1) * (isNumber
    ? value(one) - value(other) : value(one).localeCompare(value(other), undefined, { numeric: true })));
  table.tBodies[0].append(...rows);
}

function makeSortable(table) {
  for (const [column, header] of [...table.tHead.rows[0].cells].entries()) {
    if (!("t" in header.dataset)) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.dataset.t = header.textContent;
    button.textContent = header.textContent;
    delete header.dataset.t;
    header.replaceChildren(button);
    button.addEventListener("click", () => sortTable(table, column, button));
  }
}

function filtersChanged() {
  draw();
  // With the toolbar stuck to the top, a shorter list must not leave the reader below its end.
  if (sheet.getBoundingClientRect().top < 0) byId("text").scrollIntoView();
}

function listen() {
  for (const id of ["find", "most"]) byId(id).addEventListener("input", filtersChanged);
  for (const box of document.querySelectorAll("#code, #order, #scope, #only, [name=severity]")) {
    box.addEventListener("change", filtersChanged);
  }
  const clicks = {
    reset: () => { resetFilters(); draw(); }, copy: copyMarkdown, download: downloadJson, export: exportBaseline,
    keys: () => byId("help").showModal(), "close-help": () => byId("help").close(),
  };
  for (const [id, action] of Object.entries(clicks)) byId(id).addEventListener("click", action);
  for (const button of document.querySelectorAll("[data-language]")) {
    button.addEventListener("click", () => setLanguage(button.dataset.language));
  }
  document.addEventListener("click", followLink);
  document.addEventListener("keydown", pressed);
  document.addEventListener("toggle", compareToggled, true);
  document.addEventListener("mouseover", lightUp);
  window.addEventListener("hashchange", () => go(location.hash.slice(1)));
  window.addEventListener("beforeprint", () => drawMore(shown.length));
  window.addEventListener("beforeunload", warnBeforeLeaving);
  const nearEnd = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting) || drawn >= shown.length) return;
    drawMore(CHUNK);
    nearEnd.unobserve(byId("end")); // so that it is told again if the end is still near
    nearEnd.observe(byId("end"));
  }, { rootMargin: "1500px" });
  nearEnd.observe(byId("end"));
}

async function start() {
  if (!byId("find")) return; // a report of nothing
  if (!("DecompressionStream" in window)) {
    byId("trouble").hidden = false;
    return;
  }
  await load();
  if (byId("documents")) makeSortable(byId("documents"));
  for (const element of document.querySelectorAll(".live")) element.hidden = false;
  draw();
  setLanguage(navigator.language.startsWith("fr") ? "fr" : "en");
  listen();
  if (location.hash) go(location.hash.slice(1));
  document.documentElement.dataset.ready = Math.ceil(performance.now()); // in ms; scripts/measure_page.py reads it
  window.requestIdleCallback?.(() => prepareSearch());
}

start();
