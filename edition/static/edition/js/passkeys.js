// Passkeys (Web Authentication, Level 2): a form marked data-passkey asks the browser for one and sends its answer.
// Such forms are hidden until this runs, for nothing of it works without.
import { $, $$ } from './dom.js';

const FIELDS = ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle'];

/** Bytes of base64url, as servers write them. */
function bytes(text) {
  const plain = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(plain, sign => sign.charCodeAt(0));
}

/** base64url of a buffer. */
function base64url(buffer) {
  const plain = Array.from(new Uint8Array(buffer), byte => String.fromCharCode(byte)).join('');
  return btoa(plain).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

const known = list => (list ?? []).map(one => ({ ...one, id: bytes(one.id) }));

/** What the server asks for, as the browser takes it. */
function decoded({ publicKey }) {
  const options = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (publicKey.user) options.user = { ...publicKey.user, id: bytes(publicKey.user.id) };
  if (publicKey.excludeCredentials) options.excludeCredentials = known(publicKey.excludeCredentials);
  if (publicKey.allowCredentials) options.allowCredentials = known(publicKey.allowCredentials);
  return options;
}

/** What the browser answers, as the server takes it. */
function encoded(credential) {
  const response = {};
  FIELDS.forEach(name => { if (credential.response[name]) response[name] = base64url(credential.response[name]); });
  if (credential.response.getTransports) response.transports = credential.response.getTransports();
  return JSON.stringify({
    id: credential.id, rawId: base64url(credential.rawId), type: credential.type, response,
    authenticatorAttachment: credential.authenticatorAttachment ?? undefined,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

/** The server's options: written in the page, or asked for at the address of the form. */
async function asked(form) {
  if (form.dataset.options) return JSON.parse(document.getElementById(form.dataset.options).textContent);
  const answer = await fetch(form.dataset.ask, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

async function create(form) {
  const publicKey = decoded((await asked(form)).creation_options);
  // One that is found without a name and opened by who owns the device: so it alone logs in.
  const selection = { ...publicKey.authenticatorSelection, residentKey: 'required', requireResidentKey: true, userVerification: 'required' };
  return navigator.credentials.create({ publicKey: { ...publicKey, authenticatorSelection: selection } });
}

async function get(form) {
  return navigator.credentials.get({ publicKey: decoded((await asked(form)).request_options) });
}

async function send(form) {
  const line = $('[role=status]', form), button = $('[type=submit]', form);
  line.textContent = '';
  button.disabled = true;
  try {
    form.elements.credential.value = encoded(await (form.dataset.passkey === 'create' ? create(form) : get(form)));
    form.submit();
  } catch {
    line.textContent = form.dataset.refused;
    button.disabled = false;
    button.focus();
  }
}

/** A passkey belongs to a name: a bare number as the host has none. */
const hasName = host => !/^[\d.]+$|^\[/.test(host);

if (window.PublicKeyCredential && isSecureContext && hasName(location.hostname)) {
  $$('[data-without-passkey]').forEach(line => { line.hidden = true; });
  $$('form[data-passkey]').forEach(form => {
    form.hidden = false;
    form.addEventListener('submit', event => { event.preventDefault(); send(form); });
  });
}
