// Copying, only when asked: [data-copy] copies its link, [data-copy-text="#id"] the text of an element,
// [data-copy-words] the author's words of its paragraph, exactly as they are stored.
import { $, $$, say, word } from './dom.js';

async function write(text) {
  try { await navigator.clipboard.writeText(text); return true; } catch { return false; }
}

async function copyLink(link) {
  const address = new URL(link.getAttribute('href') ?? link.dataset.copy, location.href).href;
  say(await write(address) ? word('linkCopied', 'Link copied') : address);
}

async function copyText(button) {
  const source = $(button.dataset.copyText);
  if (!source) return;
  const done = await write(source.textContent);
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
  $$('[data-copy-text][hidden], [data-copy][hidden], [data-copy-words][hidden]', root).forEach(control => { control.hidden = false; });
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
