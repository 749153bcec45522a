// Papers without a zone. On the empty desk a digit alone opens the form of a paper; in the form
// Enter goes on to the next field, and from the last one inspects.
"use strict";
{
  const ALONE = 250; // ms; a reader, or somebody who types lines, has pressed another key by then
  const lines = document.querySelector("#lines");
  const form = document.querySelector("#paper");
  let waiting = 0;

  if (lines) document.addEventListener("keydown", (event) => {
    window.clearTimeout(waiting);
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const digit = event.code.replace(/^(Digit|Numpad)/, ""); // whatever the layout writes there
    const way = document.querySelector(`[data-digit="${CSS.escape(digit)}"]`);
    if (!way || lines.value || !isNowhere(event.target)) return;
    waiting = window.setTimeout(() => {
      if (lines.value.length > 1) return;
      lines.value = "";
      way.click();
    }, ALONE);
  });

  function isNowhere(element) {
    return element === lines || element === document.body || element.id === "main";
  }

  if (form) {
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing || event.target.matches("button, a")) return;
      const fields = [...form.querySelectorAll("input:not([type=hidden]), select")];
      const next = fields[fields.indexOf(event.target) + 1];
      if (!next) return; // the last one sends the form
      event.preventDefault();
      next.focus();
    });
    // What is filled in already is typed over, or kept by Enter.
    form.addEventListener("focusin", (event) => event.target.matches("input") && event.target.select());
    document.activeElement.matches?.("#paper input") && document.activeElement.select();
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") document.querySelector("#leave-paper").click();
    });
  }
}
