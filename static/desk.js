// The booth's keyboard: every key has a visible button with the same effect.
"use strict";

const KEYS = {
  F2: () => submit("#again") || go("/desk/"),
  F3: () => go("/register/"),
  F4: () => press("#correct"),
  F7: () => submit("#open-next") || press("[data-key=F7]"),
  F8: () => unfold("#refer"),
  F9: () => unfold("#refuse"),
  F10: () => press(".gate-way"),
  F12: () => press("[data-key=F12]"),
  Escape: () => fold() || submit("#leave"),
};

document.addEventListener("keydown", (event) => {
  if (event.key === "F5" && document.body.classList.contains("desk")) {
    return event.preventDefault(); // a reload would ask to send again
  }
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const act = KEYS[event.key];
  if (act) {
    event.preventDefault();
    act();
  } else if (event.key === "Enter" && isNowhere(event.target)) {
    event.preventDefault();
    press("#admit-button[data-enter]"); // only a proven document is admitted by one key
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

// On the way to another subject's questions what was typed here waits in this tab, and is put
// back, and forgotten, when the sheet opens again.
const journey = document.querySelector("#admit");
const kept = `sheet ${journey?.getAttribute("action")}`;
for (const way of document.querySelectorAll(".gate-way, .minors-way")) {
  way.addEventListener("click", () => {
    const fields = [...journey.querySelectorAll("select, input:not([type=hidden], [type=checkbox])")];
    const typed = fields.map((field) => [field.id, field.value]);
    sessionStorage.setItem(kept, JSON.stringify(typed));
  });
}
for (const [id, value] of JSON.parse(sessionStorage.getItem(kept) ?? "[]")) {
  for (const field of [id, `refused_${id}`].map((name) => document.getElementById(name))) {
    if (field) field.value = value;
  }
}
sessionStorage.removeItem(kept);

// Coming back from somewhere else: what the address names stands open.
const opened = new URLSearchParams(location.search).get("open");
if (["refer", "refuse"].includes(opened)) unfold(`#${opened}`);

function isNowhere(element) {
  return element === document.body || element.id === "main";
}

function go(address) {
  window.location.assign(address);
}

function press(selector) {
  document.querySelector(selector)?.click();
}

function submit(selector) {
  const form = document.querySelector(selector);
  form?.requestSubmit();
  return form !== null;
}

function unfold(selector) {
  const details = document.querySelector(selector);
  if (!details) return;
  details.open = true;
  details.querySelector(".gate-way, input:not([type=hidden])")?.focus();
}

function fold() {
  const open = [...document.querySelectorAll(".other-decisions details[open]")];
  for (const details of open) details.open = false;
  if (open.length) document.querySelector("#admit-button")?.focus();
  return open.length > 0;
}
