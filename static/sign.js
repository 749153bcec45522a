// Signatures drawn with a finger, a pen or a mouse; each becomes a PNG in its hidden field.
"use strict";
{
  const form = document.querySelector("#sign-form");
  const pads = form ? [...form.querySelectorAll("canvas.signature")] : [];

  for (const pad of pads) {
    const pen = pad.getContext("2d");
    const clear = form.querySelector(`[data-clear="${pad.dataset.for}"]`);
    const kept = form.querySelector(`#${pad.dataset.for}`).value; // the other one had not signed
    let before = null;
    pen.lineWidth = 3;
    pen.lineCap = pen.lineJoin = "round";
    clear.hidden = false;
    if (kept.startsWith("data:image/png;base64,")) {
      const image = new Image();
      image.addEventListener("load", () => pen.drawImage(image, 0, 0));
      image.src = kept;
      pad.dataset.drawn = "yes";
    }

    const at = (event) => {
      const box = pad.getBoundingClientRect();
      return [((event.clientX - box.left) * pad.width) / box.width, ((event.clientY - box.top) * pad.height) / box.height];
    };
    pad.addEventListener("pointerdown", (event) => {
      pad.setPointerCapture(event.pointerId);
      before = at(event);
      event.preventDefault();
    });
    pad.addEventListener("pointermove", (event) => {
      if (!before) return;
      const now = at(event);
      pen.beginPath();
      pen.moveTo(...before);
      pen.lineTo(...now);
      pen.stroke();
      before = now;
      pad.dataset.drawn = "yes";
    });
    for (const name of ["pointerup", "pointercancel"]) pad.addEventListener(name, () => (before = null));
    clear.addEventListener("click", () => {
      pen.clearRect(0, 0, pad.width, pad.height);
      delete pad.dataset.drawn;
    });
  }

  form?.addEventListener("submit", () => {
    for (const pad of pads) {
      form.querySelector(`#${pad.dataset.for}`).value = pad.dataset.drawn ? pad.toDataURL("image/png") : "";
    }
  });
}
