// The booth's keyboard: every key has a visible button with the same effect.
"use strict";

const KEYS = {
  F2: () => go("/desk/"),
  F3: () => go("/register/"),
  F4: () => press("#correct"),
  F8: () => unfold("#refer"),
  F9: () => unfold("#refuse"),
  F10: () => press(".gate-way"),
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

// Coming back from somewhere else: what the address names stands open.
if (/^#(refer|refuse)$/.test(location.hash)) unfold(location.hash);

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
  document.querySelector(selector)?.requestSubmit();
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
