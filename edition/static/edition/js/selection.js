// Selected words get a small toolbar: copying with citation, and whatever other acts stand in it for an editor.
// Its buttons are in the page: [data-act] names the act, aria-keyshortcuts its letter, which works only meanwhile.
import { $, $$, say } from './dom.js';
import { labelOf, lettersAt, openNotes } from './here.js';
import { placeOf } from './offsets.js';

const AFTER_MOUSE = 10;
const AFTER_REST = 100;
const GAP = 8;
const state = { bar: null, text: null, place: null, timer: 0, isDown: false, isTouch: false };
const words = name => state.bar.dataset[name];

async function fetchQuote({ start, end, pieces }) {
  const answer = await fetch(`${state.bar.dataset.quote}?${new URLSearchParams({ start, end })}`);
  if (!answer.ok) throw new Error(`${answer.status}`);
  const quote = await answer.json();
  const { exact } = quote.words;
  // The page and the text must agree to the letter: nothing else is copied.
  if (!exact.startsWith(pieces[0]) || !exact.endsWith(pieces.at(-1)) || (pieces.length === 1 && exact !== pieces[0])) {
    throw new Error('other words');
  }
  return quote;
}

/** Where there is no clipboard (a site without HTTPS), the browser's own command copies. */
function copyByCommand(kinds) {
  let done = false;
  const fill = event => {
    event.preventDefault();
    Object.entries(kinds).forEach(([kind, content]) => event.clipboardData.setData(kind, content));
    done = true;
  };
  document.addEventListener('copy', fill);
  document.execCommand('copy');
  document.removeEventListener('copy', fill);
  return done;
}

async function write(kinds) {
  try {
    const blobs = Object.entries(kinds).map(([kind, content]) => [kind, new Blob([content], { type: kind })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return true;
  } catch { return copyByCommand(kinds); }
}

const ACTS = {
  citation: quote => [{ 'text/plain': quote.plain, 'text/html': quote.html }, 'copied'],
  link: quote => [{ 'text/plain': quote.words.link }, 'linkCopied'],
};

/** Acts of other modules: `run` is given the place of the words, as `placeOf` says, with its `range`. */
const others = { notes: place => openNotes(lettersAt(place)) };
export function addAct(name, run) { others[name] = run; }

async function act(name) {
  const { place } = state;
  hide();
  if (others[name]) { others[name](place); return; }
  try {
    const [kinds, done] = ACTS[name](await fetchQuote(place));
    say(words(await write(kinds) ? done : 'refused'));
  } catch { say(words('failed')); }
}

function hide() {
  clearTimeout(state.timer);
  state.bar.hidden = true;
  state.place = null;
}

/**
 * Above the end of the selection; below it on touch, and where words of more lines would be hidden; on the other
 * side where there is no room; never outside.
 */
function moveTo(range) {
  const { bar } = state;
  const rects = [...range.getClientRects()].filter(rect => rect.width);
  const at = rects.at(-1) ?? range.getBoundingClientRect();
  const ceiling = $('.bar')?.getBoundingClientRect().bottom ?? 0;
  const isBelow = state.isTouch || rects.some(rect => rect.bottom <= at.top);
  const above = at.top - bar.offsetHeight - GAP;
  const below = at.bottom + GAP * (state.isTouch ? 3 : 1);
  const fitsAbove = above > Math.max(0, ceiling);
  const fitsBelow = below + bar.offsetHeight < innerHeight;
  const top = (isBelow ? fitsBelow || !fitsAbove : !fitsAbove && fitsBelow) ? below : above;
  const edge = document.documentElement.clientWidth - bar.offsetWidth - GAP;
  const side = Math.max(GAP, Math.min(at.right - bar.offsetWidth / 2, edge));
  bar.style.top = `${Math.max(GAP, Math.min(top, innerHeight - bar.offsetHeight - GAP)) + scrollY}px`;
  bar.style.left = `${side + scrollX}px`;
}

/** Corrected words are the edition's: with them in sight the author's cannot be chosen. */
function showsCorrections(range, place) {
  return Boolean($('#rd-cor:checked, #rd-both:checked'))
    && place.sources.some(source => $$('.as-cor', source).some(part => range.intersectsNode(part)));
}

function selectedRange() {
  const selection = getSelection();
  return selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
}

/** Chromium copies a no-break space as a blank: in words of one passage it stays what it is in the stored text. */
function keepBlanks(event) {
  const range = isTyping(event.target) ? null : selectedRange();
  const place = range && placeOf(range, state.text);
  const stored = place?.whole?.length === 1 ? place.whole[0] : '';
  if (!stored.includes('\u00a0') || showsCorrections(range, place)) return;
  const rich = Object.assign(document.createElement('span'), { textContent: stored });
  rich.style.whiteSpace = 'pre-wrap';
  event.clipboardData.setData('text/plain', stored);
  event.clipboardData.setData('text/html', rich.outerHTML);
  event.preventDefault();
}

const isSame = (one, other) => one?.start === other.start && one?.end === other.end;

function look() {
  const range = selectedRange();
  const place = range && placeOf(range, state.text);
  if (!place) { state.left = null; hide(); return; }
  const wrong = place.outside ? 'outside' : showsCorrections(range, place) ? 'corrected' : '';
  if (wrong) { hide(); say(words(wrong)); return; }
  // A late event of the selection that Escape has left brings nothing back.
  if (isSame(state.left, place)) return;
  state.left = null;
  const isNew = state.bar.hidden || !isSame(state.place, place);
  state.place = { ...place, range: range.cloneRange() };
  countNotes();
  state.bar.hidden = false;
  rove(buttons()[0]);
  moveTo(range);
  if (isNew) say(words('shown'));
}

/** How many notes there are on the words; words without any have no way to them. */
function countNotes() {
  const button = $('[data-act=notes]', state.bar);
  const { length } = lettersAt(state.place);
  button.hidden = !length;
  if (length) $('span', button).textContent = labelOf(button, length);
}

function lookAfter(milliseconds) {
  clearTimeout(state.timer);
  state.timer = setTimeout(look, milliseconds);
}

const buttons = () => $$('button', state.bar).filter(button => !button.hidden);

/** One button is in the tab order. */
function rove(to) { buttons().forEach(button => { button.tabIndex = button === to ? 0 : -1; }); }

function move(by) {
  const all = buttons();
  const to = all[(all.indexOf(document.activeElement) + by + all.length) % all.length];
  rove(to);
  to.focus({ preventScroll: true });
}

const FIELDS = 'input:not([type=radio],[type=checkbox]),textarea,select,[contenteditable]';
const isTyping = target => Boolean(target.closest?.(FIELDS));

function onKey(event) {
  if (state.bar.hidden || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  const inside = state.bar.contains(event.target);
  const forward = document.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const named = buttons().find(button => button.getAttribute('aria-keyshortcuts')?.toLowerCase() === event.key.toLowerCase());
  // A quick key comes before the selection is looked at; it means the words that are selected now.
  if (!inside && (named || event.key === 'Tab')) look();
  if (state.bar.hidden) return;
  if (event.key === 'Escape') leave(inside);
  else if (event.key === 'Tab' && !inside && !event.shiftKey) buttons()[0].focus({ preventScroll: true });
  else if (inside && /^Arrow(Left|Right)$/.test(event.key)) move(event.key === forward ? 1 : -1);
  else if (inside && event.key === 'Home') move(-buttons().indexOf(document.activeElement));
  else if (inside && event.key === 'End') move(-1 - buttons().indexOf(document.activeElement));
  else if (named && !event.shiftKey) act(named.dataset.act);
  else return;
  event.preventDefault();
  event.stopImmediatePropagation();
}

function leave(inside) {
  state.left = state.place;
  hide();
  if (inside) $('#text')?.focus({ preventScroll: true });
}

function watchPointer() {
  document.addEventListener('pointerdown', event => {
    state.left = null;
    state.isTouch = event.pointerType === 'touch';
    state.isDown = event.pointerType === 'mouse' && !state.bar.contains(event.target);
  });
  document.addEventListener('mouseup', event => {
    state.isDown = false;
    if (!state.bar.contains(event.target)) lookAfter(AFTER_MOUSE);
  });
  document.addEventListener('selectionchange', () => { if (!state.isDown) lookAfter(AFTER_REST); });
}

function watchToolbar() {
  const { bar } = state;
  // A press would take the selection away before the act has seen it.
  bar.addEventListener('mousedown', event => event.preventDefault());
  bar.addEventListener('click', event => {
    const button = event.target.closest('[data-act]');
    if (button) act(button.dataset.act);
  });
}

export function enableSelection() {
  const bar = document.getElementById('selection');
  const text = bar?.closest('article');
  if (!text) return;
  Object.assign(state, { bar, text });
  $('main').append(bar); // out of the article, which has positions of its own
  watchPointer();
  watchToolbar();
  // Before menus and notes hear of it: Escape hides the toolbar first.
  addEventListener('keydown', onKey, true);
  if ($('[data-place]', bar)) import('./desk/in_place.js').then(module => module.enableWriting(bar, addAct), () => {});
  document.addEventListener('copy', keepBlanks);
}
