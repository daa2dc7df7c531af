// The form of a note, on its own page or beside the words: sent without leaving, kept while it is written.
// Without this each of its buttons works as it stands. One form is open at a time.
import { $, $$, say } from '../dom.js';
import { drop, entriesOf, keep, kept, sumOf } from './drafts.js';
import { show as showPreview, showLive, stopLive } from './live.js';
import { ask, sentenceOf } from './sending.js';
import { button, element, word } from './words.js';

const AFTER = 300;
const MOST = 20_000; // characters of a field, bytes of the finding
const state = { host: null, form: null, opened: '', timer: 0, isSending: false };

const keyOf = form => form.dataset.draft;

/** Whether something was typed that is not saved. */
export const isDirty = () => Boolean(state.form?.isConnected) && sumOf(entriesOf(state.form)) !== state.opened;

function keepNow() {
  clearTimeout(state.timer);
  if (!state.form?.isConnected) return;
  if (tooLong(state.form) || !isDirty()) return;
  if (keep(keyOf(state.form), entriesOf(state.form))) tell(word('keptAt', Date.now()));
}

/** The line beside the buttons. */
function tell(words) {
  const acts = $('.form-acts', state.form);
  const line = $('.save-line', acts) ?? acts.appendChild(element('span', { className: 'save-line' }));
  line.textContent = words;
}

/** The field with more in it than the server takes; nothing of the form is kept, shown or sent until it is shorter. */
const tooLong = form => $$('textarea, input[type=text]', form).find(({ name, value }) => value.length > MOST
  || (name === 'finding' && value.length * 3 > MOST && new TextEncoder().encode(value).length > MOST));

function onInput(event) {
  if (event.target.form !== state.form) return;
  clearTimeout(state.timer);
  if (tooLong(state.form)) {
    stopLive();
    tell(word('tooLong'));
    return;
  }
  if ($('.save-line', state.form)?.textContent === word('tooLong')) tell('');
  state.timer = setTimeout(keepNow, AFTER);
  showLive(state.form);
}

/** Not saved: why, what to do, and everything typed still there. */
function fail(submitter, answer, page, why = page ? sentenceOf(page) : '') {
  $('.not-saved', state.form)?.remove();
  const box = element('div', { className: 'error-summary not-saved' }, element('p', { textContent: word('notSaved') }));
  box.setAttribute('role', 'alert');
  if (why) box.append(element('p', { textContent: why }));
  const acts = element('p', { className: 'acts' }, button(word('again'), () => send(submitter), 'btn main'));
  if (answer?.status === 403 || answer?.redirected) {
    acts.append(element('a', { className: 'btn', href: word('loginAddress'), target: '_blank', textContent: word('login') }));
  }
  box.append(acts);
  $('.form-acts', state.form).before(box);
  box.scrollIntoView({ block: 'nearest' });
}

const addressOf = submitter => submitter?.getAttribute('formaction') ?? state.form.getAttribute('action');

/** The preview stands below the form; where there is none, the server says why. */
async function preview(submitter) {
  const shown = await showPreview(state.form);
  if (shown) shown.scrollIntoView({ block: 'nearest' }); else send(submitter, true);
}

async function send(submitter, isAsked = false) {
  if (state.isSending) return;
  const long = tooLong(state.form);
  if (long) {
    fail(submitter, null, null, word('tooLong'));
    long.focus({ preventScroll: true });
    return;
  }
  if (submitter?.value === 'preview' && !isAsked) { preview(submitter); return; }
  state.isSending = true;
  keepNow();
  stopLive();
  const [address, hash] = addressOf(submitter).split('#');
  const fields = new FormData(state.form);
  if (submitter?.name) fields.set(submitter.name, submitter.value);
  try {
    const { answer, page } = await ask(address || location.href, state.host.part, fields);
    receive(submitter, answer, page, hash);
  } catch { fail(submitter); } finally { state.isSending = false; }
}

function receive(submitter, answer, page, hash) {
  if (answer.status === 201) {
    drop(keyOf(state.form));
    state.form = null;
    say(word('savedAt', Date.now()), true);
    state.host.saved(page, answer);
    return;
  }
  if (!$('form.note-form', page)) { fail(submitter, answer, page); return; }
  const was = document.activeElement;
  state.host.show(page);
  takeForm(state.host, { isFresh: false });
  const summary = $('.error-summary', state.host.root());
  const part = hash && document.getElementById(hash);
  const again = sameAs(was);
  if (summary) focusOn(summary);
  else if (part) focusOn($('input:not([type=hidden]), textarea, select', part) ?? part);
  else if (again) again.focus({ preventScroll: true });
}

/** The field or button of the new form that was used in the old one. */
function sameAs(was) {
  const value = /^(?:radio|checkbox|submit)$/.test(was?.type) ? was.value : null;
  return $$('[name]', state.form).find(one => one.name === was?.name && (value === null || one.value === value));
}

function focusOn(one) {
  if (!one.matches('a, button, input, select, textarea')) one.tabIndex = -1;
  one.focus({ preventScroll: true });
  one.scrollIntoView({ block: 'nearest' });
}

/** The first field to write in, of the kind that is chosen. */
export function firstField() {
  const { form } = state;
  if (!form) return null;
  const fields = $$('textarea, input[type=text], select', form).filter(field => field.checkVisibility());
  return $('[name=kind]:checked', form) ? fields[0] : $('[name=kind]', form);
}

/** Offer what is kept of this note or place, if it is not what the form holds anyway. */
function offer(form) {
  const draft = kept(keyOf(form));
  if (!draft || sumOf(draft.entries) === state.opened) return;
  // At its head and beside its buttons: a browser that reloads a page stays where it was scrolled to.
  const told = () => element('p', { textContent: word('draft', draft.at) });
  const boxes = [0, 1].map(() => element('div', { className: 'kept-draft' }, told()));
  const done = () => { drop(keyOf(form)); boxes.forEach(box => box.remove()); firstField()?.focus(); };
  boxes.forEach(box => {
    box.setAttribute('role', 'group');
    box.append(button(word('restore'), () => restore(form, draft, box), 'btn main'), button(word('discard'), done));
  });
  form.prepend(boxes[0]);
  $('.form-acts', form).before(boxes[1]);
  say(word('draft', draft.at));
}

/** The server renders the form with what was kept: rows that were added come with it, and nothing is saved. */
async function restore(form, draft, box) {
  const fields = new FormData();
  draft.entries.forEach(([name, value]) => fields.append(name, value));
  fields.set('do', 'find');
  try {
    const { page } = await ask(form.getAttribute('action'), state.host.part, fields);
    if (!$('form.note-form', page)) throw new Error('no form');
    state.host.show(page);
    takeForm(state.host, { isFresh: false });
    keepNow();
    firstField()?.focus();
  } catch { $('p', box).textContent = `${word('draft', draft.at)} ${word('failed')}`; }
}

/** Leave without being asked: what was typed stays kept in this browser. */
export function letGo() {
  keepNow();
  stopLive();
  state.form = null;
}

/** Take the form that the host shows: `host` is { part, root(), show(page), saved(page, answer) }. */
export function takeForm(host, { isFresh = true } = {}) {
  const form = $('form.note-form', host.root());
  Object.assign(state, { host, form });
  if (!form) return;
  form.addEventListener('submit', event => { event.preventDefault(); send(event.submitter); });
  form.addEventListener('input', onInput);
  form.addEventListener('change', onInput);
  form.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send($('[name=do][value=save]', form));
  });
  if (isFresh) {
    state.opened = sumOf(entriesOf(form));
    offer(form);
  }
  form.dispatchEvent(new CustomEvent('note-form', { bubbles: true }));
}

addEventListener('pagehide', keepNow);
addEventListener('beforeunload', event => { if (isDirty()) { keepNow(); event.preventDefault(); } });
