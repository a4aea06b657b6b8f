// What is typed while the server is asked which questions come next stays: an answer that is older than the form is not
// put into the page; it is asked for again. Without JavaScript nothing is asked meanwhile.
"use strict";
(() => {
  let asked = "";
  const filled = fields => new URLSearchParams(new FormData(fields.closest("form"))).toString();
  document.addEventListener("htmx:beforeRequest", event => {
    if (event.target.id === "fields") asked = filled(event.target);
  });
  document.addEventListener("htmx:beforeSwap", event => {
    if (event.target.id !== "fields" || filled(event.target) === asked) return;
    event.detail.shouldSwap = false;
    setTimeout(() => document.getElementById("fields").dispatchEvent(new Event("ask-again")));
  });
})();
