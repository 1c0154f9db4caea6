// Suggestions below a box of the search as somebody types: a combobox with a list (ARIA 1.2). Without it the form works.
"use strict";

(() => {
  const WAIT = 150;  // milliseconds after the last key
  const SHORTEST = 2;  // letters

  const combobox = (input) => {
    const list = document.createElement("ul");
    const status = document.createElement("p");
    let waiting = 0, asked = null, chosen = -1, typed = input.value;

    const options = () => [...list.children];
    const isOpen = () => !list.hidden;

    const close = () => {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const choose = (place) => {
      const all = options();
      chosen = place;
      all.forEach((option, number) => option.setAttribute("aria-selected", String(number === place)));
      if (place < 0) input.removeAttribute("aria-activedescendant");
      else {
        input.setAttribute("aria-activedescendant", all[place].id);
        all[place].scrollIntoView({ block: "nearest" });
      }
    };

    const show = (suggestions) => {
      list.replaceChildren(...suggestions.map((suggestion, number) => {
        const option = document.createElement("li");
        const kind = document.createElement("span");
        option.id = `${list.id}-${number}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.url = suggestion.url;
        kind.className = "meta";
        kind.textContent = suggestion.kind;
        option.append(suggestion.text, " ", kind);
        return option;
      }));
      chosen = -1;
      input.removeAttribute("aria-activedescendant");
      list.hidden = !suggestions.length;
      input.setAttribute("aria-expanded", String(isOpen()));
      status.textContent = input.dataset.found.replace("{}", String(suggestions.length));
    };

    const ask = async () => {
      if (asked) asked.abort();
      const form = new URLSearchParams(new FormData(input.form));
      if (input.value.trim().length < SHORTEST) return close();
      const request = asked = new AbortController();
      try {
        const answer = await fetch(`${input.dataset.suggestions}?${form}`, { signal: request.signal });
        if (!answer.ok) return close();
        const { suggestions } = await answer.json();
        if (request === asked && document.activeElement === input) show(suggestions);
      } catch (error) {
        if (error.name !== "AbortError") close();
      }
    };

    const go = (option) => window.location.assign(option.dataset.url);

    const keys = {
      ArrowDown: () => isOpen() ? choose((chosen + 2) % (options().length + 1) - 1) : ask(),
      ArrowUp: () => isOpen() && choose(chosen < 0 ? options().length - 1 : chosen - 1),
      Escape: () => {
        if (!isOpen()) return false;
        close();
      },
      Enter: () => {
        if (chosen < 0) return false;
        go(options()[chosen]);
      },
    };

    list.id = `${input.id}-list`;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.dataset.list);
    status.className = "visually-hidden";
    status.setAttribute("role", "status");
    input.form.append(list, status);
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    })) input.setAttribute(name, value);

    input.addEventListener("input", () => {
      if (input.value === typed) return;
      typed = input.value;
      clearTimeout(waiting);
      waiting = setTimeout(ask, WAIT);
    });
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || !(event.key in keys) || keys[event.key]() === false) return;
      event.preventDefault();
    });
    input.addEventListener("blur", () => {
      clearTimeout(waiting);
      if (asked) asked.abort();
      close();
    });
    input.form.addEventListener("submit", close);
    list.addEventListener("mousedown", (event) => event.preventDefault());  // the box keeps the focus
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) go(option);
    });
  };

  for (const input of document.querySelectorAll("[data-search] input[data-suggestions]")) combobox(input);
})();
