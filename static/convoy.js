// A convoy at work: typing finds rows, Enter ticks the only one that is found, and the field is
// free for the next name at once: a quick hand waits for no answer. Without this script the search
// is a form and each tick a button.
"use strict";
{
  const field = document.querySelector("#q");
  const none = document.querySelector("#none-found");
  const waiting = []; // names entered while an earlier tick was under way
  let busy = false;
  let byKeys = false;

  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const rows = () => [...document.querySelectorAll("#members .member")];

  function fits(row, text) {
    return folded(text).split(/\s+/).every((word) => row.dataset.text.includes(word));
  }

  function find() {
    for (const row of rows()) row.hidden = !fits(row, field.value);
    none.hidden = rows().some((row) => !row.hidden);
  }

  // Tick the only one of that name; of several, or of nobody, the name stands in the field again.
  function enter(name) {
    const ticks = rows().filter((row) => fits(row, name)).map((row) => row.querySelector(".tick")).filter(Boolean);
    if (ticks.length === 1) {
      byKeys = true;
      return ticks[0].click();
    }
    field.value = name;
    find();
    ticks[0]?.focus();
  }

  field?.addEventListener("input", find);
  field?.form.addEventListener("submit", (event) => {
    event.preventDefault();
    const name = field.value;
    if (!name.trim()) return;
    field.value = "";
    if (busy) waiting.push(name);
    else enter(name);
  });

  // The whole list comes back; what is typed in the field chooses from it here.
  document.addEventListener("htmx:configRequest", (event) => event.detail.parameters.delete?.("q"));
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target?.id !== "work" || !field) return;
    busy = true;
    if (!byKeys) field.value = "";
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.target?.id === "work") busy = false;
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "work" || !field) return;
    find();
    if (byKeys) field.focus();
    byKeys = false;
    if (waiting.length) enter(waiting.shift());
  });
}
