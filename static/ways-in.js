// The ways in: a picture dropped, pasted, chosen or shot; lines typed.
// Readers: wedge.js; the camera: camera.js.
"use strict";

const KINDS = /^(image\/|application\/pdf$)/;

const form = document.querySelector("#picture-form");
const linesForm = document.querySelector("#lines-form");
if (form && linesForm) {
  const file = form.querySelector("#picture");
  const progress = form.querySelector("#progress");

  const send = (picture) => {
    const carrier = new DataTransfer();
    carrier.items.add(picture);
    file.files = carrier.files;
    form.requestSubmit();
  };
  form.addEventListener("submit", () => {
    progress.textContent = progress.dataset.reading;
  });
  file.addEventListener("change", () => file.files.length && form.requestSubmit());

  // Dropping and pasting work anywhere on the page.
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
  document.addEventListener("dragleave", () => form.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (event.dataTransfer.files.length) send(event.dataTransfer.files[0]);
  });
  document.addEventListener("paste", (event) => {
    const picture = [...event.clipboardData.files].find((one) => KINDS.test(one.type));
    if (!picture) return;
    event.preventDefault();
    send(picture);
  });

  camera(form, progress, send); // camera.js
  typing(linesForm.querySelector("#lines"));
}

// Typing anywhere on the desk goes to the lines.
function typing(lines) {
  document.addEventListener("keydown", (event) => {
    const nowhere = event.target === document.body || event.target.id === "main";
    if (nowhere && event.key.length === 1 && !event.ctrlKey && !event.metaKey) lines.focus();
  });
}
