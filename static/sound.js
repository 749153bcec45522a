// One tone for each new sheet: rising for a proven document, low for one to look at. The
// mute button's word is kept in this browser.
"use strict";

{
  const MUTED = "borderpost-muted";
  const HEARD = "borderpost-heard";
  const panel = document.querySelector("#panel[data-tone]");
  const button = document.querySelector("#sound");
  const muted = () => localStorage.getItem(MUTED) === "yes";

  // A sheet that is shown again, after a correction for instance, says nothing more.
  if (panel && !muted() && sessionStorage.getItem(HEARD) !== window.location.pathname) {
    sessionStorage.setItem(HEARD, window.location.pathname);
    new Audio(`/static/sounds/${panel.dataset.tone}.wav`).play().catch(() => {}); // no speaker
  }

  const tell = () => {
    button.setAttribute("aria-pressed", String(!muted()));
    button.querySelector("span").textContent = muted() ? button.dataset.off : button.dataset.on;
  };
  if (button) {
    tell();
    button.hidden = false;
    button.addEventListener("click", () => {
      localStorage.setItem(MUTED, muted() ? "no" : "yes");
      tell();
    });
  }
}
