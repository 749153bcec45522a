// The ways in: a picture dropped, pasted, chosen or shot; lines typed. Readers: wedge.js.
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

  camera(form, progress, send);
  typing(linesForm.querySelector("#lines"));
}

// The browser's camera, where the page may use it (https or localhost).
function camera(form, progress, send) {
  if (!navigator.mediaDevices?.getUserMedia) return;
  const open = form.querySelector("#open-camera");
  const shoot = form.querySelector("#shoot");
  const video = form.querySelector("#camera");
  const opens = open.querySelector("span").textContent;
  let stream = null;

  const close = () => {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
    video.hidden = shoot.hidden = true;
    open.querySelector("span").textContent = opens;
  };
  const start = async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: "environment", width: { ideal: 1920 }, height: { ideal: 1080 } },
      });
    } catch {
      progress.textContent = progress.dataset.refused;
      return;
    }
    video.srcObject = stream;
    await video.play();
    video.hidden = shoot.hidden = false;
    open.querySelector("span").textContent = open.dataset.close;
    shoot.focus();
  };
  open.hidden = false;
  if (location.hash === "#camera") start(); // from a sheet whose picture showed nothing
  open.addEventListener("click", () => (stream ? close() : start()));
  shoot.addEventListener("click", () => {
    const canvas = document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext("2d").drawImage(video, 0, 0);
    canvas.toBlob(
      (blob) => {
        close();
        send(new File([blob], "camera.jpg", { type: "image/jpeg" }));
      },
      "image/jpeg",
      0.92,
    );
  });
}

// Typing anywhere on the desk goes to the lines.
function typing(lines) {
  document.addEventListener("keydown", (event) => {
    const nowhere = event.target === document.body || event.target.id === "main";
    if (nowhere && event.key.length === 1 && !event.ctrlKey && !event.metaKey) lines.focus();
  });
}
