// A document from the lane's reader opens by itself while the desk is idle. While the officer
// is at something else, such as a sheet, it waits with a button, and takes nothing away.
"use strict";

{
  const place = document.querySelector("#reader");
  const lines = document.querySelector("#lines");
  const picture = document.querySelector("#picture");

  // Behind the lock, and in a window that nobody looks at, nothing is asked.
  place.addEventListener("htmx:beforeRequest", (event) => {
    if (document.hidden || document.body.classList.contains("locked")) event.preventDefault();
  });
  place.addEventListener("htmx:afterRequest", () => {
    const form = place.querySelector("form");
    const isDesk = place.dataset.at === "desk";
    if (form && isDesk && isIdle() && !form.dataset.sent) form.requestSubmit();
  });

  function isIdle() {
    const leaving = document.querySelector("form[aria-busy]");
    return !leaving && !lines?.value.trim() && !picture?.files.length;
  }
}
