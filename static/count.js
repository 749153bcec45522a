// The keypad: says what was tapped, and gives "undo" the tap that it takes back.
"use strict";
{
  const undo = document.querySelector("#undo");
  const last = document.querySelector("#last-tap");
  const people = document.querySelector("#people");
  const rough = document.querySelector("#is_rough");
  let many = "1"; // of the tap on its way to the queue; the next digit waits for a group
  const taps = []; // keys of this page's taps that stand, oldest first

  document.addEventListener("borderpost:queued", (event) => {
    const { key, words } = event.detail;
    if (event.target === undo) {
      taps.pop();
      last.textContent = last.dataset.takenBack;
    } else {
      taps.push(key);
      const tapped = words.replace(/\s+\d$/, ""); // without the digit that stands on the key
      last.textContent = many === "1" ? tapped : `${tapped} · ${many}`;
      people.value = "1"; // a group is tapped once
      rough.checked = false;
      navigator.vibrate?.(30);
    }
    many = "1";
    undo.elements.undoes.value = taps.at(-1) ?? "";
  });
  document.addEventListener("submit", (event) => {
    if (event.target !== undo) many = people.value;
  });

  // A digit taps its key, Delete takes the last tap back; in a field they are the field's.
  document.addEventListener("keydown", (event) => {
    const isPlain = !(event.ctrlKey || event.altKey || event.metaKey || event.repeat);
    if (!isPlain || many !== "1" || event.target.closest("input[type=number], select")) return;
    const key = event.key === "Delete" ? undo.querySelector("button")
      : document.querySelector(`[data-digit="${CSS.escape(event.key)}"]`);
    if (!key) return;
    event.preventDefault();
    key.click();
  });
  for (const field of document.querySelectorAll("#people, #nationality, #transport")) {
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault(); // which key would it tap? The field is done: now a digit does it
      field.blur();
    });
  }
}
