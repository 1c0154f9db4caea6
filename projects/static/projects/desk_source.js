// The box for a source: what was found at its address fills what is still empty; a recorded source needs no more boxes.
"use strict";

(() => {
  const proposed = new WeakMap();  // box → the text that was proposed for it
  const box = (form, part, name) => form.elements.namedItem(`${part}-${name}`);

  const fold = (group) => {
    const choice = group.querySelector("select[data-recorded]");
    const rest = group.querySelector("[data-new-source]");
    if (choice && rest) rest.hidden = Boolean(choice.value);
  };

  const choose = (select, id, label) => {
    if (id && ![...select.options].some((option) => option.value === id)) select.add(new Option(label, id));
    if (select.value === id) return;
    select.value = id;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const fill = (answer) => {
    const group = answer.closest("[data-source]");
    const form = group.closest("form");
    const { recorded, label, proposals } = JSON.parse(answer.querySelector("[data-answer]").dataset.answer);
    const part = group.dataset.source;
    const select = box(form, part, "recorded");
    if (recorded || (select.value && proposed.get(select) === select.value)) choose(select, recorded, label);
    proposed.set(select, recorded);
    for (const [name, text] of Object.entries(proposals)) {
      const place = box(form, part, name);
      if (!place || (place.value && place.value !== proposed.get(place))) continue;
      proposed.set(place, text);
      if (place.value === text) continue;
      place.value = text;
      for (const event of ["input", "change"]) place.dispatchEvent(new Event(event, { bubbles: true }));
    }
    fold(group);
  };

  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.matches("[data-source-answer]") && event.target.querySelector("[data-answer]")) fill(event.target);
  });
  document.addEventListener("change", (event) => {
    const group = event.target.closest("[data-source]");
    if (group && event.target.matches("select[data-recorded]")) fold(group);
  });
  // Enter in the box of the address looks it up; it does not send the form.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input[data-source-address]")) return;
    event.preventDefault();
    const next = event.target.closest("[data-source]").querySelector("select[data-recorded]");
    if (next) next.focus();
  });
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-source]").forEach(fold));
})();
