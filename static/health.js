// A refusal for the lack of a health certificate: its reason ticked, what was seen carried along.
"use strict";

const forIt = document.querySelector("#refuse-health");
if (forIt) {
  forIt.hidden = false;
  forIt.addEventListener("click", () => {
    for (const name of ["health_outcome", "health_certificate", "health_valid_until"]) {
      const taken = document.getElementById(`refused_${name}`); // not there while a gate is open
      if (taken) taken.value = document.getElementById(name).value;
    }
    const refusal = document.querySelector("#refuse");
    refusal.open = true;
    const reason = refusal.querySelector(`input[name=reasons][value="${forIt.dataset.reason}"]`);
    if (reason) reason.checked = true;
    (reason ?? refusal.querySelector(".gate-way, input:not([type=hidden])"))?.focus();
  });
}
