// The page of a citation as a dialog over the page that asked for it: fetched as it is, with its own ids renamed.
import { showControls } from './copy.js';
import { $, $$, word } from './dom.js';
import { showMarks } from './marks.js';

const PREFIX = 'dialog-';
const SLOW = 300; // ms until waiting is said
const state = { dialog: null, opener: null, asking: null, styled: null };

const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

/** The style sheet of citations; a page without it is still a page. */
function loadStyles() {
  const href = word('citeCss', '');
  if (!href || $(`link[href="${href}"]`)) return Promise.resolve();
  const link = element('link', { rel: 'stylesheet', href });
  const loaded = new Promise(resolve => { link.onload = resolve; link.onerror = resolve; });
  document.head.append(link);
  return loaded;
}

function make() {
  const title = element('h2', { id: 'dialog-title' });
  const status = element('p', { className: 'passing' });
  status.setAttribute('role', 'status');
  const close = element('button', { type: 'button', className: 'btn', textContent: word('close', 'Close') });
  const dialog = element('dialog', { className: 'citing' },
    element('div', { className: 'citing-head' }, title, status, close), element('div', { className: 'citing-body' }));
  dialog.setAttribute('aria-labelledby', title.id);
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    state.asking?.abort();
    if (state.opener?.isConnected) state.opener.focus({ preventScroll: true });
  });
  document.body.append(dialog);
  return dialog;
}

/** Ids of the page that is shown never meet those of the page below. */
function renameIds(part) {
  $$('[id]', part).forEach(one => { one.id = PREFIX + one.id; });
  $$('[data-copy-text]', part).forEach(one => { one.dataset.copyText = one.dataset.copyText.replace('#', `#${PREFIX}`); });
}

async function fetchCitation(address, signal) {
  const answer = await fetch(address, { signal });
  if (!answer.ok) throw new Error(`${answer.status}`);
  const part = $('[data-citation]', new DOMParser().parseFromString(await answer.text(), 'text/html'));
  if (!part) throw new Error('no citation');
  return document.importNode(part, true);
}

function show(part) {
  renameIds(part);
  showControls(part);
  showMarks(part);
  $$('.cite-others a', part).forEach(link => { link.dataset.cite = ''; });
  $('.citing-body', state.dialog).replaceChildren(part);
  state.dialog.scrollTop = 0;
  ($('[data-copy-text]', part) ?? $('button', state.dialog)).focus();
}

function sayFailed(address) {
  const link = element('a', { href: address, textContent: word('citePage', 'Open it as a page') });
  $('[role=status]', state.dialog).replaceChildren(`${word('citeFailed', 'The citation could not be loaded.')} `, link);
}

/** Fetch and show; what was asked for before, and what is answered after the dialog was closed, is let go. */
async function load(address) {
  const { dialog } = state;
  const status = $('[role=status]', dialog);
  const asking = new AbortController();
  state.asking?.abort();
  state.asking = asking;
  status.replaceChildren();
  dialog.setAttribute('aria-busy', 'true');
  const slow = setTimeout(() => { status.textContent = word('loading', 'Loading…'); }, SLOW);
  try {
    const part = await fetchCitation(address, asking.signal);
    status.replaceChildren();
    show(part);
  } catch {
    if (!asking.signal.aborted) sayFailed(address);
  } finally {
    clearTimeout(slow);
    if (state.asking === asking) dialog.removeAttribute('aria-busy');
  }
}

/** Show the citation to which `link` leads; inside the dialog its links lead from one citation to another. */
export async function openCitation(link) {
  state.dialog ??= make();
  const { dialog } = state;
  if (!dialog.contains(link)) {
    state.opener = $('summary', link.closest('.pmenu') ?? link) ?? link;
    $('h2', dialog).textContent = link.getAttribute('aria-label') ?? link.textContent;
    $('.citing-body', dialog).replaceChildren();
  }
  await (state.styled ??= loadStyles());
  if (!dialog.open) dialog.showModal();
  await load(link.href);
}
