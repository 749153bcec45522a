// The list of keys: F1 or "?" opens it and Esc closes it, before any other script hears the key.
"use strict";
{
  const list = document.querySelector("#keys");
  const opener = document.querySelector("#keys-open");

  if (list && opener) {
    opener.hidden = false;
    opener.addEventListener("click", () => list.show());
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
