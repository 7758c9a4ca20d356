// The wires between linked words of a comparison, drawn when it is opened.

const SVG = "http://www.w3.org/2000/svg";

function drawWires(lines) {
  lines.querySelector("svg")?.remove();
  const frame = lines.getBoundingClientRect();
  const wires = document.createElementNS(SVG, "svg");
  wires.setAttribute("aria-hidden", "true");
  wires.setAttribute("class", "wires");
  const [french, other] = lines.querySelectorAll(".line");
  for (const word of french.querySelectorAll("[data-link]")) {
    const end = other.querySelector(`[data-link="${word.dataset.link}"]`);
    if (!end) continue;
    const [above, below] = [word.getBoundingClientRect(), end.getBoundingClientRect()];
    const wire = document.createElementNS(SVG, "line");
    wire.dataset.link = word.dataset.link;
    wire.setAttribute("x1", above.left + above.width / 2 - frame.left);
    wire.setAttribute("y1", above.bottom - frame.top);
    wire.setAttribute("x2", below.left + below.width / 2 - frame.left);
    wire.setAttribute("y2", below.top - frame.top);
    wires.append(wire);
  }
  lines.prepend(wires);
}

const resized = new ResizeObserver((entries) => {
  for (const entry of entries) if (entry.target.isConnected) drawWires(entry.target);
});

function compareToggled(event) {
  const lines = event.target.matches?.(".compare") && event.target.querySelector(".linked");
  if (!lines) return;
  if (event.target.open) resized.observe(lines); // draws at once, and again at every width
  else resized.unobserve(lines);
}

function lightUp(event) {
  const word = event.target.closest?.("[data-link]");
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  if (!word) return;
  for (const end of word.closest(".lines").querySelectorAll(`[data-link="${word.dataset.link}"]`)) end.classList.add("lit");
}

function toggleComparison() {
  const details = itemAt(current)?.node?.querySelector(".compare");
  if (!details) return say(inLanguage("There is nothing to compare this sentence with."));
  details.open = !details.open;
  if (details.open) details.scrollIntoView({ block: "nearest" });
}
