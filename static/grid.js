// The grid of attendance: arrows and Enter move from cell to cell, as on a sheet of paper.
"use strict";
{
  const marks = document.querySelector("table.marks");

  const cellOf = (row, place) => row?.cells[place]?.querySelector("input.mark");

  // The next cell that can be typed in, in this direction; none at the edge.
  const beyond = (cell, down, along) => {
    let row = cell.closest("tr");
    let place = cell.closest("td").cellIndex;
    for (;;) {
      if (down > 0) row = row.nextElementSibling;
      if (down < 0) row = row.previousElementSibling;
      place += along;
      if (!row || place < 1 || place >= row.cells.length) return null;
      const found = cellOf(row, place);
      if (found) return found;
    }
  };

  const moves = { ArrowDown: [1, 0], ArrowUp: [-1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  marks?.addEventListener("keydown", (event) => {
    if (!event.target.matches("input.mark")) return;
    let [down, along] = event.key === "Enter" ? [1, 0] : (moves[event.key] ?? [0, 0]);
    if (!down && !along) return;
    if (document.dir === "rtl") along = -along;
    event.preventDefault(); // Enter goes down; the form is saved by its button
    const next = beyond(event.target, down, along);
    next?.focus();
    next?.select();
  });
}
