// Says that a file is too large before it is sent: a server that refuses it while it comes looks like a broken line.
"use strict";

(() => {
  const box = document.querySelector("input[type=file][data-most]");
  if (!box) return;
  const problem = document.getElementById("file-problem");
  box.addEventListener("change", () => {
    const isTooLarge = [...box.files].some((file) => file.size > Number(box.dataset.most));
    box.setCustomValidity(isTooLarge ? box.dataset.tooLarge : "");
    problem.textContent = isTooLarge ? box.dataset.tooLarge : "";
    problem.hidden = !isTooLarge;
  });
})();
