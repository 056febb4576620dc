/* Asks the browser for a passkey and sends its answer in the form that asked. Nothing is fetched: the server checks
   the form. Where a browser knows no passkeys the form stays hidden, and what stands beside it says so. */

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) offer(form);
}

function offer(form) {
  form.hidden = false;
  for (const words of document.querySelectorAll("[data-without-passkeys]")) words.hidden = true;
  const trouble = form.querySelector("[data-passkey-trouble]");
  let asking = false;
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    if (asking) return;
    asking = true;
    trouble.hidden = true;
    try {
      form.elements.credential.value = JSON.stringify(await answer(form));
      form.submit();
    } catch {
      trouble.hidden = false;
    } finally {
      asking = false;
    }
  });
  addEventListener("pageshow", () => { form.elements.credential.value = ""; });
}

async function answer(form) {
  const options = JSON.parse(form.dataset.options);
  options.challenge = bytes(options.challenge);
  for (const list of [options.allowCredentials, options.excludeCredentials]) {
    for (const known of list ?? []) known.id = bytes(known.id);
  }
  if (options.user) options.user.id = bytes(options.user.id);
  const credential = await navigator.credentials[form.dataset.passkey]({ publicKey: options });
  return written(credential);
}

function written({ rawId, type, response }) {
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const given = parts.filter((part) => response[part]).map((part) => [part, text(response[part])]);
  return { id: text(rawId), rawId: text(rawId), type, response: Object.fromEntries(given) };
}

/* URL-safe base 64 without padding, as everywhere in WebAuthn's JSON. */
function bytes(encoded) {
  return Uint8Array.from(atob(encoded.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const signs = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(signs).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
