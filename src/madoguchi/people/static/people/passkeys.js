// The browser's part of a passkey. A form bears data-passkey ("add" or "show") and the server's options, as JSON in
// data-options or at the address data-options-from. The form is shown only where a browser can do it.
"use strict";
(() => {
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  const bytes = text => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), sign => sign.charCodeAt(0));
  const text = buffer => buffer && btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = list => (list || []).map(one => ({ ...one, id: bytes(one.id) }));

  const prepared = ({ publicKey: key }) => ({
    ...key,
    challenge: bytes(key.challenge),
    ...(key.user && { user: { ...key.user, id: bytes(key.user.id) } }),
    ...(key.excludeCredentials && { excludeCredentials: named(key.excludeCredentials) }),
    ...(key.allowCredentials && { allowCredentials: named(key.allowCredentials) }),
  });

  const told = made => ({
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    clientExtensionResults: made.getClientExtensionResults(),
    response: Object.fromEntries(
      ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]
        .filter(part => made.response[part])
        .map(part => [part, text(made.response[part])])),
  });

  const optionsOf = async form => form.dataset.options
    ? JSON.parse(form.dataset.options)
    : (await fetch(form.dataset.optionsFrom, { credentials: "same-origin" })).json();

  const use = async form => {
    const publicKey = prepared(await optionsOf(form));
    const ask = form.dataset.passkey === "add" ? "create" : "get";
    form.elements.credential.value = JSON.stringify(told(await navigator.credentials[ask]({ publicKey })));
    form.submit();
  };

  const say = (form, error) => {
    const place = form.querySelector("[data-passkey-said]");
    place.textContent = error.name === "NotAllowedError" ? place.dataset.cancelled : place.dataset.failed;
  };

  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", event => {
      event.preventDefault();
      form.querySelector("[data-passkey-said]").textContent = "";
      use(form).catch(error => say(form, error));
    });
  }
})();
