// The keypad: says what was tapped, and gives "undo" the tap that it takes back.
"use strict";
{
  const undo = document.querySelector("#undo");
  const last = document.querySelector("#last-tap");
  const taps = []; // keys of this page's taps that stand, oldest first

  document.addEventListener("borderpost:queued", (event) => {
    const { key, words } = event.detail;
    if (event.target === undo) {
      taps.pop();
      last.textContent = last.dataset.takenBack;
    } else {
      taps.push(key);
      last.textContent = words;
      navigator.vibrate?.(30);
    }
    undo.elements.undoes.value = taps.at(-1) ?? "";
  });
}
