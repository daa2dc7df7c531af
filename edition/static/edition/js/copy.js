// Copying, only when asked: [data-copy] copies its link, [data-copy-text="#id"] the text of an element.
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
  if (done) say(button.textContent);
  setTimeout(() => { button.textContent = button.dataset.was; }, 2000);
}

export function enableCopying() {
  $$('[data-copy-text][hidden], [data-copy][hidden]').forEach(control => { control.hidden = false; });
  document.addEventListener('click', event => {
    const link = event.target.closest('[data-copy]');
    if (link) { event.preventDefault(); copyLink(link); return; }
    const button = event.target.closest('[data-copy-text]');
    if (button) copyText(button);
  });
}
