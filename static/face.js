// The traveller's photo by the browser's camera, where the page may use it; else by a file.
"use strict";

{
  const CAMERA = "borderpost-face-camera"; // the camera chosen on this device, by its id
  let stream = null;
  let isOpening = false;

  const part = (id) => document.getElementById(id);

  function putOut() {
    stream?.getTracks().forEach((track) => track.stop());
    stream = null;
  }

  // Buttons as they stand: with a lit camera, or without.
  function offer() {
    if (!part("face")) return;
    if (!navigator.mediaDevices?.getUserMedia) return void (part("face-file").open = true);
    part("take-face").hidden = Boolean(stream);
    part("face-camera").hidden = part("shoot-face").hidden = !stream;
    if (!stream) part("other-camera").hidden = true;
    part("face").classList.toggle("face-lit", Boolean(stream));
  }

  async function lightUp() {
    if (isOpening || stream) return;
    isOpening = true;
    await light();
    isOpening = false;
  }

  async function light() {
    const chosen = localStorage.getItem(CAMERA);
    const wanted = chosen ? { deviceId: { ideal: chosen } } : { facingMode: "environment" };
    try {
      const video = { ...wanted, width: { ideal: 1280 }, height: { ideal: 720 } };
      stream = await navigator.mediaDevices.getUserMedia({ video });
    } catch {
      part("face-progress").textContent = part("face-progress").dataset.refused;
      return byFile();
    }
    const shown = part("face-camera");
    shown.srcObject = stream;
    await shown.play();
    offer();
    part("face").scrollIntoView({ block: "center" }); // not behind the decision
    part("other-camera").hidden = (await cameras()).length < 2;
    part("shoot-face").focus();
  }

  function byFile() {
    part("face-file").open = true;
    part("photo").focus();
  }

  async function cameras() {
    const devices = await navigator.mediaDevices.enumerateDevices();
    return devices.filter((one) => one.kind === "videoinput").map((one) => one.deviceId);
  }

  async function next() {
    const all = await cameras();
    const present = all.indexOf(stream.getVideoTracks()[0].getSettings().deviceId);
    localStorage.setItem(CAMERA, all[(present + 1) % all.length]);
    putOut();
    await lightUp();
  }

  async function shoot() {
    const blob = await pictureOf(part("face-camera"));
    putOut();
    const carrier = new DataTransfer();
    carrier.items.add(new File([blob], "face.jpg", { type: "image/jpeg" }));
    part("photo").files = carrier.files;
    part("face-form").requestSubmit();
  }

  // What is left to do after the photo: the first of these that waits for an answer.
  function goOn() {
    const waiting = [part("health_outcome"), part("purpose")].find(
      (one) => one && ["", "not_checked"].includes(one.value),
    );
    (waiting ?? part("admit-button"))?.focus();
  }

  const CLICKS = { "take-face": lightUp, "shoot-face": shoot, "other-camera": next };
  document.addEventListener("click", (event) => CLICKS[event.target.closest("button")?.id]?.());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F6" || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!part("face")) return; // nobody asks for a photo: the key is the booth's
    event.preventDefault();
    event.stopImmediatePropagation();
    if (stream) shoot();
    else if (navigator.mediaDevices?.getUserMedia) lightUp();
    else byFile();
  }, true);

  // A refusal comes with its sentence and is shown like any other answer.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 422) event.detail.shouldSwap = true;
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    delete event.target.dataset?.sent; // a form that could not be sent may be sent again
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!part("face")?.contains(event.target) && event.target.id !== "face") return;
    putOut();
    offer();
    if (part("face").querySelector(".face-picture")) goOn();
  });
  window.addEventListener("pagehide", putOut);
  offer();
}
