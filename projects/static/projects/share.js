// Buttons that copy, and the code of an embed as it is chosen. Without this the code can be selected and the form be sent.
"use strict";

(() => {
  const showButtons = () => {
    for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  };

  const select = (element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  };

  // Only a page that came over HTTPS, or from this machine, may write into the clipboard: else the text is selected.
  const copy = async (button) => {
    const text = document.getElementById(button.dataset.copy);
    const status = button.nextElementSibling;
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(text.innerText.trim());
      status.textContent = button.dataset.copied;
    } catch {
      select(text);
    }
  };

  let latest = 0;
  const choose = async (form) => {
    const number = ++latest;
    const address = `${location.pathname}?${new URLSearchParams(new FormData(form))}`;
    const answer = await fetch(address);
    if (!answer.ok || number !== latest) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const embed = page.getElementById("embed");
    if (!embed || number !== latest) return;
    document.getElementById("embed").replaceWith(embed);
    showButtons();
  };

  showButtons();
  for (const section of document.querySelectorAll("[data-share]")) {
    section.addEventListener("click", (event) => {
      const button = event.target.closest("[data-copy]");
      if (button) copy(button);
    });
    section.addEventListener("change", (event) => choose(event.target.form).catch(() => event.target.form.submit()));
  }
})();
