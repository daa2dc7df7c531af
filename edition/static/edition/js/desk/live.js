// While a note is written: the note as readers will see it, and of a correction both readings.
import { $, $$ } from '../dom.js';
import { ask } from './sending.js';
import { element, word } from './words.js';

const AFTER = 700;
const state = { timer: 0, asking: null };

function region(form) {
  const found = $('.live-preview', form);
  if (found) return found;
  const made = element('section', { className: 'live-preview' });
  made.setAttribute('aria-label', word('preview'));
  form.append(made);
  return made;
}

/** A note that is only shown is none of the page's: nothing in it is found, lit or gone to. */
function disarm(part) {
  $$('[id]', part).forEach(one => one.removeAttribute('id'));
  $$('[data-n]', part).forEach(one => { if (!one.matches('.nref')) one.removeAttribute('data-n'); });
  $$('a[href^="#"]', part).forEach(link => link.removeAttribute('href'));
}

/** Show the note as it would be now, and return where it is shown. */
export async function show(form) {
  clearTimeout(state.timer);
  const fields = new FormData(form);
  if (!fields.get('kind')) return null;
  fields.set('do', 'preview');
  state.asking?.abort();
  state.asking = new AbortController();
  const place = region(form);
  place.setAttribute('aria-busy', 'true');
  try {
    const { answer, page } = await ask(form.getAttribute('action'), 'preview', fields, state.asking.signal);
    if (![200, 422].includes(answer.status) || answer.redirected) return null;
    disarm(page.body);
    place.replaceChildren(element('h3', { textContent: word('preview') }), ...page.body.childNodes);
    return place;
  } catch { return null; /* the next change asks again */ } finally { place.removeAttribute('aria-busy'); }
}

/** Printed and corrected words of a correction beside each other, the printed ones struck. */
function showBoth(form) {
  const field = $('textarea[name=reading], input[name=reading]', form);
  if (!field) return;
  const { exact } = form.dataset;
  $('.both-readings', form)?.remove();
  if (!field.value || field.value === exact) return;
  const old = element('del', { className: 'old', textContent: exact, translate: false });
  const now = element('ins', { className: 'new', textContent: field.value });
  const line = element('p', { className: 'both-readings' }, `${word('both')}: `, old, ' ', now);
  field.closest('.field').append(line);
}

export function showLive(form) {
  showBoth(form);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => show(form), AFTER);
}

/** A form that is gone is not asked about. */
export function stopLive() {
  clearTimeout(state.timer);
  state.asking?.abort();
}
