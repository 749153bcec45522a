// A long form (data-long) that was changed warns before it is left; its own links do not ask.
"use strict";
{
  let changed = document.querySelector("form[data-long] .is-invalid") !== null;
  const isLong = (target) => target.closest("form[data-long]") !== null;

  addEventListener("input", (event) => { changed ||= isLong(event.target); });
  addEventListener("submit", (event) => { if (isLong(event.target)) changed = false; });
  addEventListener("click", (event) => {
    if (event.target.closest("form[data-long] a")) changed = false;
  });
  addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}
