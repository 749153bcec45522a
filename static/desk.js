// The booth's keyboard beside the keys that the page names itself (keys.js): Enter admits where
// the page says so, Esc folds and then clears.
"use strict";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Escape") {
    event.preventDefault();
    if (!fold()) document.querySelector("#leave")?.requestSubmit();
  } else if (event.key === "Enter" && isNowhere(event.target)) {
    event.preventDefault();
    document.querySelector("#admit-button[data-enter]")?.click(); // proven, and by the rule
  } else if (event.key === "Enter" && event.target.matches("#admit select")) {
    event.preventDefault(); // in a line of text the browser does it, in a list it does not
    document.querySelector("#admit-button").click();
  }
});

// A second click does not send a form again, and the button says that it was heard.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  form.setAttribute("aria-busy", "true");
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Where the own referrals stand is not asked behind the lock, nor while nobody looks.
document.querySelector("#referrals")?.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden || document.body.classList.contains("locked")) event.preventDefault();
});

// On the way to another page, or while a paper is put onto the sheet, what was typed here waits
// in this tab, and is put back, and forgotten, when the sheet opens again.
const journey = document.querySelector("#admit");
const kept = `sheet ${journey?.getAttribute("action")}`;
for (const way of document.querySelectorAll(".gate-way, .leaves-journey")) {
  way.addEventListener("click", keepJourney);
}
document.addEventListener("submit", (event) => {
  if (journey && event.target.matches(".keeps-journey")) keepJourney();
});

function keepJourney() {
  const fields = [...journey.querySelectorAll("select, input:not([type=hidden], [type=checkbox])")];
  const typed = fields.map((field) => [field.id, field.value]);
  sessionStorage.setItem(kept, JSON.stringify(typed));
}

for (const [id, value] of JSON.parse(sessionStorage.getItem(kept) ?? "[]")) {
  for (const field of [id, `refused_${id}`].map((name) => document.getElementById(name))) {
    if (field) field.value = value;
  }
}
sessionStorage.removeItem(kept);

// Coming back from somewhere else: what the address names stands open.
const opened = new URLSearchParams(location.search).get("open");
if (["refer", "refuse"].includes(opened)) unfold(document.querySelector(`#${opened}`));

function isNowhere(element) {
  return element === document.body || element.id === "main";
}

function fold() {
  const open = [...document.querySelectorAll(".other-decisions details[open]")];
  for (const details of open) details.open = false;
  if (open.length) document.querySelector("#admit-button")?.focus();
  return open.length > 0;
}
