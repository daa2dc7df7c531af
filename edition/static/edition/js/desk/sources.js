// Sources: the bibliography is searched while one types, a type shows its fields, a reference is made as it grows.
// Everything is also done by the buttons beside it. Forms come and go, so that the document listens for them.
import { $ } from '../dom.js';

const REST = 300;
const LONG_REST = 700;
const timers = {};

function after(milliseconds, name, run) {
  clearTimeout(timers[name]);
  timers[name] = setTimeout(run, milliseconds);
}

async function fragment(address, part, options = {}) {
  const answer = await fetch(address, { ...options, headers: { 'X-Fragment': part } });
  // A page instead of the part: logged out, or refused.
  if (!answer.ok && answer.status !== 422) throw new Error(`${answer.status}`);
  if (answer.redirected) throw new Error('another page');
  return answer.text();
}

function parsed(html) { return new DOMParser().parseFromString(html, 'text/html').body.childNodes; }

async function search(field) {
  const box = field.closest('[data-source-search]');
  const list = $('[data-source-hits]', box);
  const asked = field.value;
  list.setAttribute('aria-busy', 'true');
  try {
    const html = await fragment(`${box.dataset.sourceSearch}?${new URLSearchParams({ q: asked })}`, 'hits');
    if (field.value === asked) list.replaceChildren(...parsed(html));
  } catch { /* the button searches too */ } finally { list.removeAttribute('aria-busy'); }
}

async function showReference(box) {
  const place = $('[data-source-reference]', box);
  if (!place) return;
  const typed = new FormData(box.closest('form'));
  const fields = new FormData();
  typed.forEach((value, name) => { if (name.startsWith('new-') || name === 'csrfmiddlewaretoken') fields.append(name, value); });
  fields.delete('new-pasted');
  fields.set('do', 'source-preview');
  try {
    place.replaceChildren(...parsed(await fragment(box.dataset.reference, 'reference', { method: 'POST', body: fields })));
  } catch { /* the button shows it too */ }
}

document.addEventListener('input', event => {
  const { target } = event;
  if (target.matches?.('[data-source-search] input[type=search]')) after(REST, 'search', () => search(target));
  const box = target.closest?.('[data-source]');
  if (box && target.name !== 'new-pasted') after(LONG_REST, 'reference', () => showReference(box));
});

document.addEventListener('change', event => {
  if (event.target.name !== 'new-type') return;
  clearTimeout(timers.reference);
  $('button[value=source-type]', event.target.closest('[data-source]'))?.click();
});
