// The protection questions by keys: 1 is yes, 2 is no, whatever the keyboard's layout; each
// answers the first question that is open and moves on.
"use strict";
{
  const form = document.querySelector("#questions");
  const questions = [...form.querySelectorAll(".question")];
  const open = () => questions.find((one) => !one.querySelector("input:checked"));

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("select")) return;
    const place = ["1", "2"].indexOf(event.code.replace(/^(Digit|Numpad)/, ""));
    const question = open();
    if (place < 0 || !question) return;
    event.preventDefault();
    question.querySelectorAll("input")[place].checked = true;
    (open()?.querySelector("input") ?? form.querySelector("#seal")).focus();
  });
  open()?.querySelector("input").focus();
}
