// The reading desk by keyboard: from figure to figure, accept, mend, drop, choose, undo.
"use strict";

(() => {
  const OFF = "desk-reading-keys-off";
  // Keys by their place on the keyboard, so that they work on a Russian or Kazakh layout too.
  const CODES = {
    KeyJ: "j", KeyK: "k", KeyA: "a", KeyE: "e", KeyD: "d", KeyU: "u", KeyN: "n", KeyS: "s",
    Digit1: "1", Digit2: "2", Digit3: "3", Digit4: "4", Digit5: "5",
  };
  const undoable = [];  // numbers of the figures decided on this page, the last at the end
  let current = null;  // the number of the figure that one is at
  let moveOn = false;  // whether the next figure is wanted once the answer is there
  let reading = null;

  const cards = () => [...reading.querySelectorAll("[data-card]")].filter((card) => !folded(card));
  const folded = (card) => { const part = card.closest("details"); return part && !part.open; };
  const cardOf = (number) => reading.querySelector(`[data-card="${number}"]`);
  const isOpen = (card) => card.dataset.state === "open" && !card.hasAttribute("data-locked");

  // Takes a figure for the one that one is at.
  const mind = (card) => {
    current = card.dataset.card;
    for (const other of reading.querySelectorAll("[aria-current]")) other.removeAttribute("aria-current");
    card.setAttribute("aria-current", "true");
    for (const place of reading.querySelectorAll(`mark[data-mark="${current}"]`)) place.setAttribute("aria-current", "true");
  };

  const show = (card) => {
    if (!card) return;
    const part = card.closest("details");
    if (part) part.open = true;
    mind(card);
    card.focus({ preventScroll: true });
    const row = card.closest(".reading-row");
    const place = row.getBoundingClientRect();
    (place.height < innerHeight * 0.9 ? row : card).scrollIntoView({ block: place.height < innerHeight * 0.9 ? "nearest" : "center" });
  };

  const here = () => {
    const at = document.activeElement.closest("[data-card]");
    return at || (current && cardOf(current)) || null;
  };

  const step = (by) => {
    const all = cards();
    const at = all.indexOf(here());
    show(all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]);
  };

  const next = (card) => {
    const all = cards();
    const after = all.slice(all.indexOf(card) + 1).concat(all);
    const open = after.find((other) => isOpen(other) && other !== card);
    if (open) show(open);
    else goTo("enter");
  };

  const goTo = (id) => {
    const place = document.getElementById(id);
    place.focus({ preventScroll: true });
    place.scrollIntoView();
  };

  const press = (card, key) => {
    const button = card && card.querySelector(`[data-key="${key}"]`);
    if (button) button.click();
    return Boolean(button);
  };

  const undo = () => {
    const card = here();
    if (card && press(card, "u")) return;
    const last = undoable.pop();
    const decided = last && cardOf(last);
    if (!decided) return;
    show(decided);
    press(decided, "u");
  };

  const accept = (card) => {
    const two = card.querySelector("[data-readings]");
    if (two && !two.querySelector("input:checked")) two.querySelector("input").focus();
    else press(card, "a");
  };

  const choose = (card, number) => {
    const choice = card && card.querySelector(`input[data-choice="${number}"]`);
    if (choice) choice.checked = true;
  };

  const takeSelection = () => {
    const selection = getSelection();
    const words = String(selection).trim();
    const form = document.querySelector("[data-passage]");
    const text = selection.anchorNode && selection.anchorNode.parentElement.closest(".reading-text");
    if (!words || !text) return form.elements.namedItem("passage").focus();
    const before = document.createRange();
    before.setStart(reading, 0);
    before.setEnd(selection.getRangeAt(0).startContainer, selection.getRangeAt(0).startOffset);
    form.elements.namedItem("near").value = String(text.dataset.start || 0);
    form.elements.namedItem("passage").value = words.slice(0, 300);
    form.requestSubmit();
  };

  const act = {
    j: () => step(1),
    k: () => step(-1),
    a: () => { const card = here(); if (card) accept(card); },
    e: () => press(here(), "e"),
    d: () => press(here(), "d"),
    u: undo,
    n: takeSelection,
    s: () => goTo("enter"),
    "?": () => document.getElementById("reading-keys").showModal(),
  };
  for (const number of "12345") act[number] = () => choose(here(), number);

  const isTyping = (place) => place.closest("textarea, select, [contenteditable]") ||
    (place instanceof HTMLInputElement && !["radio", "checkbox", "submit", "button"].includes(place.type));

  const isOff = () => { try { return localStorage.getItem(OFF) === "1"; } catch { return false; } };
  const turn = (on) => { try { localStorage.setItem(OFF, on ? "0" : "1"); } catch { /* kept until the page is left */ } };

  const onKey = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
    const card = event.target.closest("[data-card]");
    if (event.key === "Escape" && card && press(card, "Escape")) return;
    if (isTyping(event.target) || !document.querySelector("[data-keys-on]").checked) return;
    const key = event.key === "?" ? "?" : CODES[event.code] || event.key;
    if (!Object.hasOwn(act, key) || (event.shiftKey && key !== "?")) return;
    event.preventDefault();
    act[key]();
  };

  // What is underlined shows what was decided on it.
  const mark = (card) => {
    for (const place of reading.querySelectorAll(`mark[data-mark="${card.dataset.card}"]`)) {
      place.dataset.state = card.dataset.state;
    }
  };

  // Only the boxes of a promise, or of a report, are there.
  const fold = (card) => {
    const what = card.querySelector("[data-mend] select[name$=-what]");
    if (!what) return;
    for (const part of card.querySelectorAll("[data-only]")) part.hidden = part.dataset.only !== what.value;
  };

  // The box of a form that is wrong, else what it cannot do without.
  const boxOf = (form) => {
    const wrong = form.querySelector("[aria-invalid=true], .field-error");
    if (wrong) return wrong.matches("input, select") ? wrong : wrong.closest(".field").querySelector("input, select");
    const box = (name) => form.querySelector(`[name$="-${name}"]`);
    const needed = ["what", "indicator", "value", "end", ...(box("what").value === "outcomes" ? ["start"] : [])];
    return needed.map(box).find((other) => !other.value) || box("value");
  };

  const onSwap = (event) => {
    const card = event.target.closest && event.target.closest("[data-card]");
    if (!card || !reading.contains(card)) return;
    mark(card);
    fold(card);
    const form = card.querySelector("[data-mend]");
    if (form) {
      show(card);
      boxOf(form).focus();
    } else if (moveOn && card.dataset.state !== "open") {
      undoable.push(card.dataset.card);
      next(card);
    } else show(card);
    moveOn = false;
  };

  // What was refused or never arrived is said on the card; a session that was lost says so itself.
  const onFailure = (event) => {
    const card = event.detail.elt && event.detail.elt.closest("[data-card]");
    if (!card) return;
    const told = card.querySelector("[data-not-saved]") || document.createElement("p");
    told.className = "notice";
    told.dataset.notSaved = "";
    told.setAttribute("role", "alert");
    const answer = event.detail.xhr;
    told.textContent = answer && answer.status === 401 ? answer.responseText : reading.dataset.failure;
    card.prepend(told);
    moveOn = false;
  };

  const begin = () => {
    reading = document.querySelector("[data-reading]");
    if (!reading) return;
    const line = document.querySelector("[data-keys-line]");
    const on = line.querySelector("[data-keys-on]");
    line.hidden = false;
    reading.classList.add("has-script");
    on.checked = !isOff();
    on.addEventListener("change", () => turn(on.checked));
    line.querySelector("[data-keys-help]").addEventListener("click", act["?"]);
    document.addEventListener("keydown", onKey);
    document.addEventListener("focusin", (event) => {
      const card = event.target.closest("[data-card]");
      if (card && card.dataset.card !== current) mind(card);
    });
    document.addEventListener("change", (event) => {
      const card = event.target.closest("[data-card]");
      if (card && event.target.matches("select[name$=-what]")) fold(card);
    });
    document.addEventListener("click", (event) => {
      const card = event.target.closest("[data-card]");
      if (card && card.dataset.card !== current) mind(card);
      const button = event.target.closest("[data-card] button[name=act]");
      if (button) moveOn = button.value !== "undo";
    });
    document.addEventListener("htmx:afterSettle", onSwap);
    for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(name, onFailure);
    reading.querySelectorAll("[data-card]").forEach(fold);
    const wanted = location.hash.startsWith("#figure-") && document.querySelector(location.hash);
    const mended = reading.querySelector("[data-card] [data-mend]");
    if (mended) {
      const begin = () => { show(mended.closest("[data-card]")); boxOf(mended).focus(); };
      begin();
      addEventListener("load", () => setTimeout(begin));  // the address names the card, which takes the focus
    }
    else if (wanted) show(wanted);
    else if (!location.hash) show(cards().find(isOpen));
    else if (location.hash === "#enter") {
      const wanting = document.querySelector("#enter-form [aria-invalid=true], #enter-form .as-printed input:not(:checked)");
      if (wanting) wanting.focus();
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
