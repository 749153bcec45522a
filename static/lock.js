// The lock: after minutes without a key the page hides behind a PIN, and nothing typed is lost.
// The server is told, and locks by itself where no script runs.
"use strict";
(() => {
  const overlay = document.querySelector("#lock");
  if (!overlay) return;
  const form = overlay.querySelector("#lock-form");
  const words = overlay.querySelector("#lock-words");
  const limit = Number(overlay.dataset.minutes) * 60_000;
  const TELL_EVERY = 20_000; // ms between two words to the server that keys are pressed
  let told = Date.now();
  let last = Date.now();
  let before = null; // what had the focus

  for (const kind of ["keydown", "pointerdown", "wheel", "touchstart"]) {
    window.addEventListener(kind, heard, { capture: true, passive: true });
  }
  window.addEventListener("storage", (event) => {
    if (event.key === "borderpost-awake") last = Math.max(last, Number(event.newValue));
    if (event.key === "borderpost-lock") event.newValue === "open" ? open() : close();
  });
  document.addEventListener("locked", close); // what the server answers to a part of a page
  document.querySelector("#lock-now")?.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation();
    closeAll();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopPropagation(); // it may be sent again, unlike the forms of the page
    send();
  });
  setInterval(() => {
    if (!isClosed() && Date.now() - last >= limit) closeAll();
  }, 1000);

  function isClosed() {
    return document.body.classList.contains("locked");
  }

  function heard(event) {
    if (isClosed()) return event.stopImmediatePropagation(); // the page's keys are dead
    const now = Date.now();
    if (now - last >= limit) return; // asleep with the machine: the timer locks
    if (now - last > 1000) localStorage.setItem("borderpost-awake", String(now));
    last = now;
    if (now - told < TELL_EVERY) return;
    told = now;
    fetch("/lock/awake").then((answer) => answer.status === 423 && close(), () => {});
  }

  function closeAll() {
    close();
    localStorage.setItem("borderpost-lock", `locked ${Date.now()}`);
    ask("/lock/").catch(() => {}); // without a network the server's own clock locks
  }

  function close() {
    if (isClosed()) return;
    before = document.activeElement;
    document.body.classList.add("locked");
    for (const part of document.body.children) part.inert = part !== overlay;
    words.textContent = "";
    form.elements.pin.value = "";
    overlay.hidden = false;
    form.elements.pin.focus();
  }

  function open() {
    if (!isClosed()) return;
    for (const part of document.body.children) part.inert = false;
    overlay.hidden = true;
    document.body.classList.remove("locked");
    last = told = Date.now();
    before?.focus();
  }

  async function send() {
    try {
      const answer = await ask("/lock/open");
      if (answer.status === 204) {
        open();
        localStorage.setItem("borderpost-lock", "open");
        localStorage.removeItem("borderpost-lock");
      } else if (answer.status === 403) {
        words.textContent = (await answer.json()).words;
        form.elements.pin.select();
      } else {
        window.location.assign("/sign-in");
      }
    } catch {
      words.textContent = overlay.dataset.offline;
    }
  }

  function ask(address) {
    const body = new FormData(form);
    body.set("form_key", key());
    return fetch(address, { method: "POST", body, headers: { "X-Requested-With": "lock" } });
  }

  // A fresh key for each try; crypto.randomUUID is missing where the page is not served by https.
  function key() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
})();
