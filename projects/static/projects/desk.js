// Shows under a box of the desk what the server understands of its text, while it is typed.
"use strict";

(() => {
  const WAIT = 300;  // milliseconds after the last key
  const asked = new WeakMap();  // box → its timer, its request and the text last shown

  const address = (box) => {
    const query = new URLSearchParams({ field: box.name, text: box.value });
    for (const name of ["basis", "indicator", "currency", "capacity_unit"]) {
      const other = box.form && box.form.elements.namedItem(name);
      if (other && other.value) query.set(name, other.value);
    }
    return `${box.dataset.understood}?${query}`;
  };

  const show = async (box, state) => {
    state.text = box.value;
    state.request = new AbortController();
    try {
      const answer = await fetch(address(box), { signal: state.request.signal, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      const shown = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".understood");
      const place = document.getElementById(`id_${box.name}_understood`);
      if (shown && place) place.replaceChildren(...shown.childNodes);
    } catch (error) {
      if (error.name !== "AbortError") state.text = null;  // the form asks when it is saved
    }
  };

  const ask = (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || !box.dataset.understood) return;
    const state = asked.get(box) || { text: box.defaultValue };
    asked.set(box, state);
    clearTimeout(state.timer);
    if (box.value === state.text) return;
    if (state.request) state.request.abort();
    state.timer = setTimeout(show, WAIT, box, state);
  };

  for (const name of ["input", "change", "focusin", "focusout"]) document.addEventListener(name, ask);
})();
