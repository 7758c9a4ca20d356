"use strict";
// Language of the interface. The page is written in English; french.json translates it text by text, and what it does
// not hold (messages of rules, notes of engines) stays English and says so to screen readers.

const byId = (id) => document.getElementById(id);
const french = new Map(Object.entries(JSON.parse(byId("french").content.textContent)));
let language = "en";
let shownIn = "en"; // the language that the page is in already

function inLanguage(text) {
  return (language === "fr" && french.get(text)) || text;
}

function translate(root) {
  for (const element of root.querySelectorAll("[data-t]")) {
    const text = (element.dataset.t ||= element.textContent.trim());
    element.textContent = inLanguage(text);
    element.lang = language === "fr" && french.has(text) ? "fr" : "en";
  }
  for (const element of root.querySelectorAll("[data-t-label]")) {
    const text = (element.dataset.tLabel ||= element.getAttribute("aria-label"));
    element.setAttribute("aria-label", inLanguage(text));
  }
}

function setLanguage(wanted) {
  language = wanted;
  document.documentElement.lang = wanted;
  for (const button of document.querySelectorAll("[data-language]")) {
    button.setAttribute("aria-pressed", String(button.dataset.language === wanted));
  }
  if (wanted !== shownIn) translate(document);
  shownIn = wanted;
  const chart = document.querySelector(".chart");
  const label = (chart.dataset.english ||= chart.getAttribute("aria-label"));
  chart.setAttribute("aria-label", language === "en" ? label
    : label.replace(/from/g, "de").replace(/ to /g, " à ").replace("no sentences", "aucune phrase"));
  for (const item of items) item.language = item.node?.isConnected ? wanted : item.language;
  showTally();
}

function say(text) {
  byId("said").textContent = visible(text);
}
