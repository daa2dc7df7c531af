// Copying, only when asked: [data-copy] copies its link, [data-copy-text="#id"] the text of an element or of the .txt
// in it, with data-copy-rich its italics and links too,
// [data-copy-words] the author's words of its paragraph, exactly as they are stored.
import { $, $$, say, word } from './dom.js';

const blob = (text, type) => new Blob([text], { type });

/** Write text, with its mark-up beside it where there is some and the browser takes both; false where it takes neither. */
async function write(text, html = '') {
  if (html) {
    const item = { 'text/plain': blob(text, 'text/plain'), 'text/html': blob(html, 'text/html') };
    try { await navigator.clipboard.write([new ClipboardItem(item)]); return true; } catch { /* the plain text, then */ }
  }
  try { await navigator.clipboard.writeText(text); return true; } catch { return false; }
}

/** The mark-up of citations as other programs understand it: a paragraph each where there are several. */
function markup(parts) {
  const inner = parts.map(part => part.innerHTML.replaceAll('class="small-caps"', 'style="font-variant:small-caps"'));
  return inner.length === 1 ? inner[0] : inner.map(html => `<p>${html}</p>`).join('');
}

async function copyLink(link) {
  const address = new URL(link.getAttribute('href') ?? link.dataset.copy, location.href).href;
  say(await write(address) ? word('linkCopied', 'Link copied') : address);
}

async function copyText(button) {
  const source = $(button.dataset.copyText);
  if (!source) return;
  const parts = source.matches('.txt') ? [source] : $$('.txt', source);
  const text = parts.map(part => part.textContent).join('\n\n') || source.textContent;
  const done = await write(text, 'copyRich' in button.dataset ? markup(parts) : '');
  if (!done) getSelection().selectAllChildren(source);
  button.dataset.was ??= button.textContent;
  button.textContent = done ? word('copied', 'Copied') : word('selectAndCopy', 'Select and copy');
  say(button.textContent);
  setTimeout(() => { button.textContent = button.dataset.was; }, 2000);
}

/** The words of a paragraph without what the edition put between them. */
export function storedWords(paragraph) {
  const words = $('.src', paragraph).cloneNode(true);
  $$('[data-editorial]', words).forEach(part => part.remove());
  return words.textContent;
}

async function copyWords(button) {
  const paragraph = button.closest('.para');
  if (await write(storedWords(paragraph))) { say(word('copied', 'Copied')); return; }
  getSelection().selectAllChildren($('.src', paragraph));
  say(word('selectAndCopy', 'Select and copy'));
}

export function showControls(root = document) {
  $$('[data-copy-text][hidden], [data-copy][hidden], [data-copy-words][hidden], [data-mark][hidden]', root).forEach(control => { control.hidden = false; });
}

export function enableCopying() {
  showControls();
  document.addEventListener('click', event => {
    const link = event.target.closest('[data-copy]');
    if (link) { event.preventDefault(); copyLink(link); return; }
    const button = event.target.closest('[data-copy-text]');
    if (button) copyText(button);
    const words = event.target.closest('[data-copy-words]');
    if (words) copyWords(words);
  });
}
