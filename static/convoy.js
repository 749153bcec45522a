// A convoy at work: typing finds rows, Enter ticks the only one that is found, and the field is
// free for the next name. Without this script the search is a form and each tick a button.
"use strict";
{
  const field = document.querySelector("#q");
  const none = document.querySelector("#none-found");
  let byKeys = false;

  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
  const rows = () => [...document.querySelectorAll("#members .member")];

  function find() {
    const words = folded(field.value).split(/\s+/);
    for (const row of rows()) row.hidden = !words.every((word) => row.dataset.text.includes(word));
    none.hidden = rows().some((row) => !row.hidden);
  }

  field?.addEventListener("input", find);
  field?.form.addEventListener("submit", (event) => {
    event.preventDefault();
    const ticks = rows().filter((row) => !row.hidden).map((row) => row.querySelector(".tick")).filter(Boolean);
    if (!ticks.length) return;
    if (ticks.length > 1 || !field.value.trim()) return ticks[0].focus();
    byKeys = true;
    ticks[0].click();
  });

  // The whole list comes back; what is typed in the field chooses from it here.
  document.addEventListener("htmx:configRequest", (event) => event.detail.parameters.delete?.("q"));
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id !== "work" || !field) return;
    field.value = "";
    find();
    if (byKeys) field.focus();
    byKeys = false;
  });
}
