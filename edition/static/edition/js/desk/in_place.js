// Notes are written beside the words they are on: a choice in the toolbar opens the form in the margin, or below the
// paragraph where there is none. Where the form cannot be had, the paragraph's own menu leads to its page.
import { $, $$, say } from '../dom.js';
import { firstField, isDirty, letGo, takeForm } from './form.js';
import { anchorButtons, ask, renameIds, sentenceOf } from './sending.js';
import './sources.js';
import { button, element, word } from './words.js';

const KINDS = ['fact-check', 'correction', 'cross-reference'];
const CONTEXT = 32;
const HIGHLIGHT = 'annotating';
const state = { address: '', panel: null, place: null, opener: null };

function loadStyles() {
  const lacking = ['deskCss', 'reviewCss', 'sourcesCss', 'css'].map(name => word(name)).filter(href => !$(`link[href="${href}"]`));
  return Promise.all(lacking.map(href => new Promise(resolve => {
    document.head.append(element('link', { rel: 'stylesheet', href, onload: resolve, onerror: resolve }));
  })));
}

/** All words of a passage, by code point, without what the edition put between them. */
function wordsOf(source) {
  const words = source.cloneNode(true);
  $$('[data-editorial]', words).forEach(part => part.remove());
  return [...words.textContent];
}

const offsetOf = point => Number(point.split(':')[1]);

/** What the server is told of selected words: where they are, what they are, and what stands around them. */
function fieldsOf({ start, end, pieces, sources }, kind) {
  const [from, to] = [offsetOf(start), offsetOf(end)];
  const fields = new FormData();
  Object.entries({ kind, start, end }).forEach(pair => fields.set(...pair));
  pieces.forEach(piece => fields.append('exact', piece));
  fields.set('prefix', wordsOf(sources[0]).slice(Math.max(0, from - CONTEXT), from).join(''));
  fields.set('suffix', wordsOf(sources.at(-1)).slice(to, to + CONTEXT).join(''));
  return fields;
}

function tint(range) {
  if (!globalThis.Highlight) return;
  if (range) CSS.highlights.set(HIGHLIGHT, new Highlight(range)); else CSS.highlights.delete(HIGHLIGHT);
}

function makePanel(source) {
  const panel = element('section', { className: 'in-place' });
  panel.dataset.editorial = '';
  panel.setAttribute('aria-labelledby', 'in-place-title');
  // What happens in the form is none of the notes' and menus' business below it.
  ['click', 'mouseover', 'focusin'].forEach(kind => panel.addEventListener(kind, event => event.stopPropagation()));
  panel.addEventListener('click', onClick);
  panel.addEventListener('keydown', onKey);
  source.after(panel);
  return panel;
}

function onKey(event) {
  if (event.key !== 'Escape') return;
  event.stopPropagation();
  event.preventDefault();
  close();
}

function onClick(event) {
  if (event.target.closest('[data-close]')) close();
  const link = event.target.closest('.hits a, a[data-in-place]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  tint(null);
  load(link.getAttribute('href'));
}

const host = {
  part: 'panel',
  root: () => state.panel,
  show: page => {
    const part = document.createDocumentFragment();
    part.append(...document.importNode(page.body, true).childNodes);
    anchorButtons(part);
    const { scrollTop } = state.panel;
    state.panel.replaceChildren();
    renameIds(part);
    state.panel.append(part);
    state.panel.scrollTop = scrollTop;
    state.panel.setAttribute('aria-labelledby', $('h2', state.panel)?.id ?? '');
  },
  saved: page => {
    host.show(page);
    const line = $('[data-saved-at]', state.panel);
    if (line) line.textContent = word('savedAt', Date.now());
    state.panel.scrollTop = 0;
    state.panel.scrollIntoView({ block: 'nearest' });
    $('h2', state.panel).focus({ preventScroll: true });
  },
};

/** Show the form, a choice of places, or the sentence that says why there is neither. */
async function load(address, fields) {
  let got;
  try { got = await ask(address, host.part, fields); } catch { got = null; }
  if (!state.panel) return;
  if (!got || !$('.in-place-head', got.page)) {
    say(got && sentenceOf(got.page) ? sentenceOf(got.page) : word('failed'));
    leave();
    return;
  }
  host.show(got.page);
  takeForm(host);
  state.panel.scrollTop = 0;
  state.panel.scrollIntoView({ block: 'nearest' });
  const field = firstField() ?? $('.error-summary, h2', state.panel);
  field.focus({ preventScroll: true });
  say($('h2', state.panel).textContent, true);
}

/** Close the panel; what was typed and not saved is asked about once, and stays kept in this browser. */
function close() {
  if (isDirty() && !$('.in-place-ask', state.panel)) { askToLeave(); return; }
  letGo();
  leave();
}

function askToLeave() {
  const box = element('div', { className: 'in-place-ask' }, element('p', { textContent: word('leave') }));
  box.setAttribute('role', 'alert');
  const stay = button(word('stay'), () => { box.remove(); firstField()?.focus(); }, 'btn main');
  box.append(stay, button(word('close'), close));
  $('.in-place-head', state.panel).after(box);
  box.scrollIntoView({ block: 'nearest' });
  stay.focus();
}

/** Take the panel away, and give focus and selection back to where they were. */
function leave() {
  const { panel, place, opener } = state;
  Object.assign(state, { panel: null, place: null, opener: null });
  panel.remove();
  tint(null);
  const back = opener?.isConnected && opener !== document.body ? opener : $('#text');
  back?.focus({ preventScroll: true });
  if (!place) return;
  getSelection().removeAllRanges();
  getSelection().addRange(place.range);
}

async function open(place, kind) {
  if (state.panel) {
    if (isDirty()) { askToLeave(); return; }
    letGo();
    leave();
  }
  const opener = document.activeElement;
  await loadStyles();
  Object.assign(state, { place, opener, panel: makePanel(place.sources.at(-1)) });
  state.panel.append(element('p', { textContent: word('opening') }));
  tint(place.range);
  getSelection().removeAllRanges();
  load(state.address, fieldsOf(place, kind));
}

/** Let the toolbar `bar` write notes: `addAct` tells it what each of its buttons does. */
export function enableWriting(bar, addAct) {
  state.address = $('[data-place]', bar).dataset.place;
  KINDS.forEach(kind => {
    addAct(kind, place => open(place, kind));
    $(`[data-act=${kind}]`, bar).hidden = false;
  });
  if (!bar.hidden) document.dispatchEvent(new Event('selectionchange')); // it is wider now
}
