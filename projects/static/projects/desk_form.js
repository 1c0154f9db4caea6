// A form of the desk: where it begins, and where it is wrong, the focus is; a figure that is clicked goes into its box.
"use strict";

(() => {
  let lastFigure = null;  // the box for a value that was used last

  document.addEventListener("focusin", (event) => {
    if (event.target.matches("input[data-first]")) lastFigure = event.target;
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-put]");
    if (!button) return;
    const boxes = [...button.form.querySelectorAll("input[data-first]")];
    const box = lastFigure && lastFigure.isConnected ? lastFigure : boxes.find((other) => !other.value) || boxes[0];
    if (!box) return;
    box.value = button.dataset.put;
    for (const name of ["input", "change"]) box.dispatchEvent(new Event(name, { bubbles: true }));
    box.focus();
  });

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("form.desk-form");
    if (!form) return;
    const wrong = form.querySelector(".conflicts input[type=radio], [aria-invalid=true], .field-error input");
    if (wrong) {
      const folded = wrong.closest("details");
      if (folded) folded.open = true;
      wrong.focus();
      return;
    }
    const first = [...form.querySelectorAll("fieldset input:not([type=hidden])")].find((box) => !box.value);
    if (first && !location.hash) first.focus();
  });
})();
