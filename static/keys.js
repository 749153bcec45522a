// The list of keys: F1 or "?" opens it and Esc closes it, before any other script hears the key.
// And the keys of the booth: what a key does stands in the page, as data-key="F8" on a link, a
// button, a form, the summary of what unfolds, or a part of the page to go to.
"use strict";
{
  const list = document.querySelector("#keys");
  const openers = document.querySelectorAll(".keys-open");

  if (list && openers.length) {
    for (const opener of openers) {
      opener.hidden = false;
      opener.addEventListener("click", () => list.show());
    }
    list.querySelector("button").addEventListener("click", () => list.close());
    window.addEventListener("keydown", heard, true);
  }

  function heard(event) {
    if (list.open && event.key === "Escape") {
      swallow(event); // at the desk it would clear the sheet behind
      list.close();
    } else if (event.key === "F1" || (event.key === "?" && !isTyping(event.target))) {
      swallow(event);
      list.show();
    }
  }

  function isTyping(element) {
    return element.closest("input, textarea, select") !== null;
  }

  function swallow(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}

// Only where the page shows the booth's keys; elsewhere the browser keeps its own.
if (document.querySelector("[data-key]")) {
  const BOOTH = /^F([2-9]|10|12)$/; // F5 among them: a reload would ask to send again
  const SHIFTED = /^F[2346]$/; // how much the desk asks, and the receipt
  const written = new WeakSet(); // fields in which somebody typed: Ctrl+Z is theirs
  document.addEventListener("input", (event) => written.add(event.target));

  document.addEventListener("keydown", (event) => {
    const key = named(event);
    if (!key) return;
    const all = [...document.querySelectorAll(`main [data-key="${key}"]`)];
    const found = all.find((one) => !one.closest(".booth-keys")) ?? all[0]; // what stands here first
    if (found || document.body.classList.contains("desk")) event.preventDefault();
    if (found && !event.repeat) act(found);
  });

  function named(event) {
    if (event.altKey || event.metaKey) return "";
    if (event.shiftKey) return SHIFTED.test(event.key) ? `Shift+${event.key}` : "";
    if (event.ctrlKey) {
      return event.key.toLowerCase() === "z" && !written.has(event.target) ? "Ctrl+Z" : "";
    }
    return BOOTH.test(event.key) ? event.key : "";
  }

  function act(element) {
    if (element.matches("summary")) return unfold(element.parentElement);
    if (element.matches("form")) return element.requestSubmit(element.querySelector("button"));
    if (element.matches("a[href], button")) return element.click();
    element.scrollIntoView({ block: "center" });
    (element.querySelector("input:not([type=hidden]), select, button, a[href]") ?? element).focus();
  }
}

// Open what is folded, and begin at its first field, or at the questions that come before.
function unfold(details) {
  if (!details) return;
  details.open = true;
  details.querySelector(".gate-way, input:not([type=hidden])")?.focus();
}
