// A swipe reader is a keyboard that types faster than any hand. Its lines are heard before
// anything else hears them: where the page has a field for them they go there, whatever had
// the focus; elsewhere they do nothing at all. The Enter between two lines decides nobody.
"use strict";

{
  const FAST = 40; // ms between two keys; no hand keeps that up
  const SURE = 6; // fast keys in a row that tell a reader from a hand
  const PAUSE = 300; // ms that a reader may rest, between its lines for instance
  const STILL = 200; // ms without a key: the reader is done
  const ZONES = [72, 88, 90]; // characters of a whole zone: 2 x 36, 2 x 44, 3 x 30
  // A whole slip or pass of ours, and one behind a French keyboard: mark, number, post or days,
  // signature.
  const SLIP = /^BPP?1:[^:]+:[^:]+:[^:]{103}$|^BPP?&M[^M]+M[^M]+M[^M]{103}$/i;
  const lines = document.querySelector("#lines");
  let run = ""; // what came in one breath
  let last = 0; // when its latest key came
  let before = {}; // the element that had the focus when it began, and its value
  let timer = 0;

  window.addEventListener(
    "keydown",
    (event) => {
      const letter = written(event);
      if (!letter) return;
      const rest = event.timeStamp - last;
      last = event.timeStamp;
      // A zone begins with a letter: Tab, Enter and Space alone are a hand that hurries.
      if (!run.trim() || rest > (run.length < SURE ? FAST : PAUSE)) begin(event.target);
      run += letter;
      if (run.length < SURE) return;
      window.clearTimeout(timer);
      timer = window.setTimeout(done, STILL);
      if (run.length === SURE || event.target !== lines) take(event);
      else if (event.key === "Tab") put(event, "\n");
    },
    true,
  );

  // What a key writes: one character, a new line for the keys that end one, else nothing.
  function written(event) {
    if (event.repeat || event.metaKey || event.ctrlKey !== event.altKey) return "";
    if (event.key === "Enter" || event.key === "Tab") return "\n";
    return event.key.length === 1 ? event.key : "";
  }

  function begin(element) {
    run = "";
    before = { element, value: element.value };
  }

  // The first keys went where the focus was: that is put back, and the lines have their field.
  function take(event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    const { element, value } = before;
    if (element && element !== lines && element.value !== value) element.value = value;
    if (!lines) return;
    lines.focus();
    lines.value = run;
    lines.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function put(event, text) {
    event.preventDefault();
    lines.setRangeText(text, lines.selectionStart, lines.selectionEnd, "end");
    lines.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function done() {
    const early = document.querySelector("#swiped-early");
    const text = lines?.value.replace(/\s/g, "") ?? "";
    if (early && !/^V/i.test(text)) {
      early.hidden = false; // on a sheet only a visa is waited for, beside the document
      if (lines) lines.value = "";
      return;
    }
    const source = lines?.form.querySelector("[name=source]"); // only the desk sends by itself
    if (!source || !(ZONES.includes(text.length) || SLIP.test(text))) return;
    source.value = "wedge";
    run = ""; // whole: the next key is a hand's, however soon the answer is there
    lines.form.requestSubmit();
  }
}
