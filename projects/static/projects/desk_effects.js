// Shows what saving a form of the admin would do to verdicts, each time something in it is changed.
"use strict";

(() => {
  const WAIT = 500;  // milliseconds after the last change

  const attach = (panel) => {
    const form = panel.closest("form");
    const place = panel.querySelector("[aria-live]");
    let request = null;
    let timer = null;

    const show = async () => {
      if (request) request.abort();
      request = new AbortController();
      try {
        const answer = await fetch(panel.dataset.effects, {
          method: "POST", body: new FormData(form), signal: request.signal, credentials: "same-origin",
          headers: { "HX-Request": "true" },
        });
        if (!answer.ok || answer.redirected) return;
        const shown = new DOMParser().parseFromString(await answer.text(), "text/html");
        place.replaceChildren(...shown.body.childNodes);
      } catch (error) {
        if (error.name !== "AbortError") throw error;
      }
    };

    const later = () => { clearTimeout(timer); timer = setTimeout(show, WAIT); };
    form.addEventListener("change", later);
    form.addEventListener("input", later);
    panel.querySelector("button").addEventListener("click", show);
  };

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-effects]").forEach(attach));
})();
