// A stocktake on a phone: the form is queued by queue.js; here the field is made ready for the
// next label, and the page says what was scanned last and how many there were.
"use strict";
{
  const form = document.querySelector("#scan");
  const { code } = form.elements;
  const last = document.querySelector("#last-scan");
  const number = document.querySelector("#scanned");
  let count = 0;
  let sent = "";

  // The label of a place is no thing to be counted: it says where one stands from here on.
  form.addEventListener("submit", (event) => {
    const [, place] = code.value.trim().toUpperCase().match(/^BP1:L:(.+)$/) ?? [];
    const option = [...form.elements.location_id.options].find((one) => place && one.dataset.code === place);
    if (!option) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    option.selected = true;
    last.textContent = option.textContent;
    code.value = "";
    navigator.vibrate?.(30);
  });

  // After queue.js has read the form: the next label replaces this one, and a form that could not
  // be queued is still sent with what stands in it.
  document.addEventListener("submit", (event) => {
    if (event.target !== form) return;
    sent = code.value.trim();
    code.select();
  });
  document.addEventListener("borderpost:queued", () => {
    last.textContent = sent;
    if (code.value.trim() === sent) code.value = "";
    number.textContent = `${number.dataset.words} ${(count += 1)}`;
    navigator.vibrate?.(30);
  });
}
