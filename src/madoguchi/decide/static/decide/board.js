// A board that asks for news in vain says so: an old board that looks like a new one is worse than none.
// After two questions without an answer the notice #stale is shown, and hidden again with the next answer.
"use strict";
(() => {
  let unanswered = 0;
  const told = () => { document.getElementById("stale").hidden = unanswered < 2; };
  document.addEventListener("htmx:afterRequest", event => {
    const status = event.detail.xhr.status;
    unanswered = status === 200 || status === 304 ? 0 : unanswered + 1;
    told();
  });
})();
