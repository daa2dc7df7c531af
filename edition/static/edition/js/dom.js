// Small helpers shared by the modules.
export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

/** The page's own words for the script, in the language of the page: <template id="words" data-copied="…">. */
export const word = (name, otherwise) => document.getElementById('words')?.dataset[name] ?? otherwise;

let clearing;
/** Say something for a moment in the page's one status line, unseen if `quiet`; in that of a dialog, which hides the page. */
export function say(message, quiet = false) {
  const line = $('dialog[open] [role=status]') ?? document.getElementById('toast');
  if (!line) return;
  line.textContent = message;
  line.classList.toggle('vh', quiet);
  clearTimeout(clearing);
  clearing = setTimeout(() => { line.textContent = ''; }, 2500);
}
