// A manifest at work: documents follow one another, and each answer changes only a part of the
// page. Enter admits where the page says so, whatever has the focus but a field.
"use strict";
{
  const form = document.querySelector("#lines-form");
  const lines = document.querySelector("#lines");
  const picture = document.querySelector("#picture");
  let sent = "";

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target !== document.body && event.target.id !== "main") return;
    event.preventDefault();
    document.querySelector("#admit-button[data-enter]")?.click();
  });

  // The field is free for the next document as soon as this one is on its way.
  form?.addEventListener("htmx:beforeSend", (event) => {
    if (event.target !== form) return;
    sent = lines.value;
    lines.value = picture.value = "";
    form.elements.source.value = "paste";
  });

  // A refusal is shown as any answer, and gives back what was sent.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status !== 422) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
    if (event.target === form && !lines.value) lines.value = sent;
  });
  document.addEventListener("htmx:sendError", () => {
    if (!lines.value) lines.value = sent;
  });

  // After a decision the next document is waited for.
  document.addEventListener("htmx:afterSettle", () => {
    if (!document.querySelector("#work [autofocus]")) lines.focus();
  });
}
