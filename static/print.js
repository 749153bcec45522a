// The print button of papers.
"use strict";
document.querySelector("#print")?.addEventListener("click", () => window.print());
