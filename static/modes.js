// Says the mode of the desk aloud when it changed since the last page of this tab: a live region
// is only spoken when its words come after the page.
"use strict";
{
  const spoken = document.querySelector("#mode-spoken");
  const before = sessionStorage.getItem("desk mode") ?? "full";
  if (spoken) {
    if (spoken.dataset.mode !== before) {
      setTimeout(() => (spoken.textContent = spoken.dataset.say), 300); // ms
    }
    sessionStorage.setItem("desk mode", spoken.dataset.mode);
  }
}
