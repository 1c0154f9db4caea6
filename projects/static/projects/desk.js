// Shows under a box of the desk what the server understands of its text, while it is typed.
"use strict";

(() => {
  const WAIT = 300;  // milliseconds after the last key
  const BESIDE = ["basis", "indicator", "unit", "currency", "capacity_unit"];  // other boxes that say the unit
  const asked = new WeakMap();  // box → its timer, its request and the question last answered

  // Boxes of one row of a form share what their names begin with: figures-0-value, figures-0-basis.
  const start = (box) => box.name.slice(0, box.name.lastIndexOf("-") + 1);

  const address = (box, text = box.value) => {
    const [path, fixed] = box.dataset.understood.split("?");
    const query = new URLSearchParams(fixed);
    query.set("field", box.name);
    query.set("text", text);
    for (const name of BESIDE) {
      const other = box.form && box.form.elements.namedItem(start(box) + name);
      if (other && other.value) query.set(name, other.value);
    }
    return `${path}?${query}`;
  };

  const show = async (box, state) => {
    state.question = address(box);
    state.request = new AbortController();
    try {
      const answer = await fetch(state.question, { signal: state.request.signal, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      const shown = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".understood");
      const place = document.getElementById(`id_${box.name}_understood`);
      if (shown && place) place.replaceChildren(...shown.childNodes);
    } catch (error) {
      if (error.name !== "AbortError") state.question = null;  // the form asks when it is saved
    }
  };

  const ask = (box) => {
    const state = asked.get(box) || { question: address(box, box.defaultValue) };
    asked.set(box, state);
    clearTimeout(state.timer);
    if (address(box) === state.question) return;
    if (state.request) state.request.abort();
    state.timer = setTimeout(show, WAIT, box, state);
  };

  const notice = (event) => {
    const box = event.target;
    if (box instanceof HTMLInputElement && box.dataset.understood) ask(box);
    else if (event.type === "change" && box.form && BESIDE.some((name) => box.name === start(box) + name)) {
      for (const other of box.form.querySelectorAll("input[data-understood]")) {
        if (other.value && start(other) === start(box)) ask(other);
      }
    }
  };

  for (const name of ["input", "change", "focusin", "focusout"]) document.addEventListener(name, notice);
})();
