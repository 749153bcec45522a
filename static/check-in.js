// The code that the picture on the wall brings behind the # of its address: into the field, and
// out of the address, so that nobody passes it on with a link.
"use strict";
{
  const { code, personal } = document.querySelector("#check-in").elements;
  const brought = window.location.hash.slice(1);
  if (brought) {
    code.value = brought;
    window.history.replaceState(null, "", window.location.pathname);
  }
  const first = code.value ? personal : code;
  first?.focus();
}
