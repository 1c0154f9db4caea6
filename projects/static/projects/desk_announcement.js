// The page of an announcement: a line is removed by emptying it, so that the numbers of the others stay.
"use strict";

(() => {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-removes]");
    if (!button) return;
    const line = document.getElementById(button.dataset.removes);
    if (!line) return;
    event.preventDefault();
    for (const box of line.querySelectorAll("input, select, textarea")) {
      if (box.type === "checkbox" || box.type === "radio") box.checked = false;
      else box.value = "";
    }
    line.hidden = true;
    const lines = [...document.querySelectorAll("fieldset.line:not([hidden])")];
    const next = lines.find((other) => line.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
    const place = next || lines.at(-1);
    const box = place ? place.querySelector("[data-first]") : document.querySelector("button[data-adds]");
    if (box) box.focus();
    button.form.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
