// Lines of a form that one adds: data-rows="figures" holds them, and a <template> with the boxes of an empty one.
"use strict";

(() => {
  const add = (list, hasFocus) => {
    const total = document.getElementById(`id_${list.dataset.rows}-TOTAL_FORMS`);
    const number = Number(total.value);
    if (number >= Number(list.dataset.most || 50)) return;
    const template = document.getElementById(`${list.dataset.rows}-row`);
    const made = document.createElement("template");
    made.innerHTML = template.innerHTML.replaceAll("__prefix__", String(number)).replaceAll("__number__", String(number + 1));
    const row = made.content.firstElementChild;
    list.append(row);
    total.value = String(number + 1);
    for (const box of row.querySelectorAll("[data-like-last]")) {  // starts with what the row above says
      const above = box.form.elements.namedItem(box.name.replace(`-${number}-`, `-${number - 1}-`));
      if (above && above.value) box.value = above.value;
    }
    if (window.htmx) window.htmx.process(row);
    total.dispatchEvent(new Event("change", { bubbles: true }));
    const first = row.querySelector("[data-first]") || row.querySelector("input, select, textarea");
    if (hasFocus && first) first.focus();
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-adds]");
    if (!button) return;
    const list = document.querySelector(`[data-rows="${CSS.escape(button.dataset.adds)}"]`);
    if (!list) return;
    event.preventDefault();
    add(list, true);
  });
  // A "desk:add-row" at the list, from desk_drafts.js, makes an empty row.
  document.addEventListener("desk:add-row", (event) => add(event.target, false), true);
})();
