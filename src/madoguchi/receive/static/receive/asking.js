// What is typed while the server is asked which questions come next stays: an answer that is older than the form is not
// put into the page; it is asked for again. A reader whose question goes away with the answer stands at the nearest
// question before it, not at the head of the page. Without JavaScript nothing is asked meanwhile.
"use strict";
(() => {
  let asked = "";
  let steps = [];
  const filled = fields => new URLSearchParams(new FormData(fields.closest("form"))).toString();
  const upTo = (fields, focused) => {
    const all = [...fields.querySelectorAll("input, select, textarea, button, a[href], summary")];
    return all.slice(0, all.indexOf(focused) + 1).reverse().map(box => box.id).filter(Boolean);
  };
  const backTo = id => {
    const box = document.getElementById(id);
    const chosen = box && box.type === "radio" && document.querySelector(`[name="${CSS.escape(box.name)}"]:checked`);
    (chosen || box)?.focus();
    return document.activeElement !== document.body;
  };
  document.addEventListener("htmx:beforeRequest", event => {
    if (event.target.id === "fields") asked = filled(event.target);
  });
  document.addEventListener("htmx:beforeSwap", event => {
    const fields = event.target;
    if (fields.id !== "fields") return;
    if (filled(fields) === asked) {
      steps = upTo(fields, document.activeElement);
      return;
    }
    event.detail.shouldSwap = false;
    setTimeout(() => document.getElementById("fields").dispatchEvent(new Event("ask-again")));
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (document.activeElement === document.body) steps.find(backTo);
    steps = [];
  });
})();
