// Keeps what is typed into a form in this browser until it is saved: through a lost session, a closed tab, an old token.
//
// A form takes part that holds desk/_keeps.html. What it holds is kept under the page, the person and the tab, never
// passwords, files or tokens. Another tab gets it once that tab is closed: as long as it is open it holds a lock. The
// server names what it has saved in the cookie desk-saved; that is then kept no more.
"use strict";

(() => {
  const KEPT = "desk-form:";
  const SAVED = "desk-saved";
  const LONGEST = 14 * 24 * 3600 * 1000;  // milliseconds that something is kept
  const WAIT = 300;  // milliseconds after the last key
  const SKIPPED_TYPES = new Set(["password", "file", "submit", "button", "image", "reset", "fieldset", "output"]);
  const SKIPPED_NAMES = /^(csrfmiddlewaretoken|kept-as)$|passw|token|secret/i;

  const cookie = (name) => {
    const part = document.cookie.split("; ").find((entry) => entry.startsWith(`${name}=`));
    return part ? decodeURIComponent(part.slice(name.length + 1)) : "";
  };

  const store = {
    read(key) {
      try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
    },
    write(key, entry) {
      try { localStorage.setItem(key, JSON.stringify(entry)); } catch { /* full or forbidden: nothing is kept */ }
    },
    remove(key) {
      try { localStorage.removeItem(key); } catch { /* forbidden: nothing was kept */ }
    },
    keys() {
      try { return Object.keys(localStorage).filter((key) => key.startsWith(KEPT)); } catch { return []; }
    },
  };

  const forgetSaved = () => {
    const saved = new Set(cookie(SAVED).split(".").filter(Boolean));
    for (const key of store.keys()) {
      const entry = store.read(key);
      if (!entry || saved.has(entry.name) || !(Date.now() - entry.at < LONGEST)) store.remove(key);
    }
    if (saved.size) document.cookie = `${SAVED}=; path=/; max-age=0; samesite=lax`;
  };

  const drawnName = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0")).join("");

  const TAB = "desk-tab";

  const tabOfOurs = () => {
    try {
      const drawn = sessionStorage.getItem(TAB) || drawnName();
      sessionStorage.setItem(TAB, drawn);
      return drawn;
    } catch { return drawnName(); }
  };

  // Shared: the next page of this tab is there before the last one is gone.
  const holdOpen = (tab) => {
    if (navigator.locks) navigator.locks.request(`${TAB}:${tab}`, { mode: "shared" }, () => new Promise(() => {}));
  };

  const openTabs = async () => {
    const { held } = navigator.locks ? await navigator.locks.query() : { held: [] };
    return new Set(held.map((lock) => lock.name));
  };

  // The key of what is kept for this form: of this tab, else of the tab that was closed last.
  const keyOfKept = async (form, tab) => {
    if (store.read(`${form}#${tab}`)) return `${form}#${tab}`;
    const others = store.keys().filter((key) => key === form || key.startsWith(`${form}#`));
    if (!others.length) return "";
    const open = await openTabs();
    const left = others.filter((key) => !open.has(`${TAB}:${key.slice(form.length + 1)}`));
    return left.sort((one, other) => (store.read(other) || {}).at - (store.read(one) || {}).at)[0];
  };

  const isKept = (control) => control.name && !control.disabled && !SKIPPED_TYPES.has(control.type) &&
    !SKIPPED_NAMES.test(control.name);

  const ticked = (control) => control.type === "checkbox" || control.type === "radio";

  // [name, value, ticked or the words of the choice]
  const contents = (form) => [...form.elements].filter(isKept).map((control) => {
    if (ticked(control)) return [control.name, control.value, control.checked];
    if (control.type === "select-multiple") {
      return [control.name, [...control.selectedOptions].map((option) => [option.value, option.text]), true];
    }
    if (control.type === "select-one") {
      const option = control.selectedOptions[0];
      return [control.name, control.value, option ? option.text : ""];
    }
    return [control.name, control.value, ""];
  });

  const put = (control, value, more) => {
    if (ticked(control)) {
      if (control.value !== value || control.checked === more) return false;
      control.checked = more;
    } else if (control instanceof HTMLSelectElement) {
      const wanted = Array.isArray(value) ? value : [[value, more]];
      for (const [choice, words] of wanted) {
        if (![...control.options].some((option) => option.value === choice)) control.add(new Option(words, choice));
      }
      const values = wanted.map(([choice]) => choice);
      if ([...control.selectedOptions].map((option) => option.value).join("\n") === values.join("\n")) return false;
      for (const option of control.options) option.selected = values.includes(option.value);
    } else {
      if (control.value === value) return false;
      control.value = value;
    }
    for (const event of ["input", "change"]) control.dispatchEvent(new Event(event, { bubbles: true }));
    return true;
  };

  const controlsOf = (form, name) => [...form.elements].filter((control) => control.name === name && isKept(control));

  // Rows that were added by hand are made again first (desk_rows.js).
  const makeRows = (form, entries) => {
    for (const [name] of entries) {
      const row = /^(.+)-(\d+)-[^-]+$/.exec(name);
      const list = row && form.querySelector(`[data-rows="${CSS.escape(row[1])}"]`);
      for (let left = 100; list && left && !controlsOf(form, name).length; left -= 1) {
        const before = form.elements.length;
        list.dispatchEvent(new CustomEvent("desk:add-row"));
        if (form.elements.length === before) break;
      }
    }
  };

  const restore = (form, entries) => {
    makeRows(form, entries);
    const left = [];
    const places = new Map();  // how many boxes of a name are filled already
    for (const entry of entries) {
      const [name, value, more] = entry;
      const controls = controlsOf(form, name);
      const fitting = controls.filter((control) => !ticked(control) || control.value === value);
      if (!fitting.length) { left.push(entry); continue; }
      const place = ticked(fitting[0]) ? 0 : places.get(name) || 0;
      places.set(name, place + 1);
      if (fitting[place]) put(fitting[place], value, more);
    }
    return left;
  };

  // Ticks under a box come with what was understood of its text, a moment later.
  const restoreLater = (form, entries) => {
    let left = entries.filter(([name, , more]) => name.endsWith("-understood") || name.endsWith("-rounded") || more === true);
    if (!left.length) return;
    const watching = new MutationObserver(() => {
      left = left.filter(([name, value, more]) => {
        const control = controlsOf(form, name).find((other) => ticked(other) && other.value === value);
        if (control) put(control, value, more);
        return !control;
      });
      if (!left.length) watching.disconnect();
    });
    watching.observe(form, { childList: true, subtree: true });
    setTimeout(() => watching.disconnect(), 10_000);
  };

  const keep = async (note, tab) => {
    const form = note.closest("form");
    const here = location.pathname.replace(/^\/(en|ru|kk)\//, "/") + location.search;
    const place = `${KEPT}${note.dataset.keeps}:${note.dataset.keepsAs || here}`;
    const key = `${place}#${tab}`;
    const name = drawnName();
    const atFirst = JSON.stringify(contents(form));
    let isLeaving = false;
    let timer = null;

    const isUnsaved = () => note.dataset.returned !== undefined || JSON.stringify(contents(form)) !== atFirst;
    const write = () => {
      clearTimeout(timer);
      if (isUnsaved()) store.write(key, { at: Date.now(), name, entries: contents(form) });
      else if ((store.read(key) || {}).name === name) store.remove(key);
    };

    const changed = () => { clearTimeout(timer); timer = setTimeout(write, WAIT); };
    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    form.addEventListener("submit", () => {
      write();
      isLeaving = true;
      const token = form.elements.namedItem("csrfmiddlewaretoken");
      // That of the latest log-in, also if it was in another tab.
      const now = cookie("__Host-csrftoken") || cookie("csrftoken");
      if (token && now) token.value = now;
      form.elements.namedItem("kept-as").value = name;
    });
    window.addEventListener("pagehide", () => { if (!isLeaving) write(); });
    window.addEventListener("pageshow", () => { isLeaving = false; });
    window.addEventListener("beforeunload", (event) => {
      if (!isLeaving && isUnsaved()) event.preventDefault();
    });
    note.querySelector("button").addEventListener("click", () => {
      clearTimeout(timer);
      isLeaving = true;
      store.remove(key);
      location.reload();
    });

    const keptAs = note.dataset.returned === undefined && await keyOfKept(place, tab);
    const entry = keptAs && store.read(keptAs);
    if (entry && !isUnsaved() && JSON.stringify(entry.entries) !== atFirst) {
      restoreLater(form, restore(form, entry.entries));
      note.querySelector("time").textContent = new Date(entry.at).toLocaleString(document.documentElement.lang);
      note.hidden = false;
      if (keptAs !== key) store.remove(keptAs);
    }
    write();
  };

  const begin = () => {
    const notes = document.querySelectorAll("form [data-keeps]");
    const tab = tabOfOurs();
    forgetSaved();
    holdOpen(tab);
    notes.forEach((note) => keep(note, tab));
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
