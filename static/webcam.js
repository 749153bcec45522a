// A webcam for a form that takes photos: what it shows goes into the form's own field for files.
// Where the page may use no camera (neither https nor localhost) the field stays alone.
"use strict";

{
  const AGAIN = "#webcam"; // in the address of a page that lights its webcam at once

  for (const box of document.querySelectorAll("[data-webcam]")) {
    if (navigator.mediaDevices?.getUserMedia) webcam(box, document.getElementById(box.dataset.webcam));
  }

  function webcam(box, field) {
    const [open, shoot] = box.querySelectorAll("button");
    const video = box.querySelector("video");
    const words = box.querySelector("[role=status]");
    const opens = open.lastElementChild.textContent;
    let stream = null;

    function close(said = "") {
      stream?.getTracks().forEach((track) => track.stop());
      video.srcObject = stream = null;
      video.hidden = shoot.hidden = true;
      open.lastElementChild.textContent = opens;
      words.textContent = said;
    }
    async function light() {
      try {
        const size = { width: { ideal: 1920 }, height: { ideal: 1080 } };
        stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", ...size } });
      } catch (trouble) {
        return void (words.textContent = words.dataset[WHY[trouble.name] ?? "refused"]);
      }
      stream.getVideoTracks()[0].addEventListener("ended", () => close(words.dataset.lost));
      video.srcObject = stream;
      await video.play();
      video.hidden = shoot.hidden = false;
      open.lastElementChild.textContent = open.dataset.close;
      shoot.focus();
    }
    async function take() {
      const photo = await pictureOf(video);
      close();
      const files = new DataTransfer();
      if (field.multiple) [...field.files].forEach((one) => files.items.add(one));
      files.items.add(new File([photo], "webcam.jpg", { type: "image/jpeg" }));
      field.files = files.files;
      field.form.action = new URL(AGAIN, field.form.action).href; // one label after the other
      field.form.requestSubmit();
    }

    open.hidden = false;
    open.addEventListener("click", () => (stream ? close() : light()));
    shoot.addEventListener("click", take);
    window.addEventListener("pagehide", () => stream && close());
    if (window.location.hash === AGAIN) {
      box.closest("details")?.setAttribute("open", "");
      light();
    }
  }
}
