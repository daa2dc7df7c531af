// What was typed and not saved, kept in this browser: under the reader's account and the note, or the place of a new one.
const PREFIX = 'sic draft ';
const KEPT = 30 * 24 * 60 * 60 * 1000;
const OF_THE_FORM = ['csrfmiddlewaretoken', 'q'];

/** The fields of a form as a browser would send them, without what belongs to the page alone. */
export const entriesOf = form => [...new FormData(form)]
  .filter(([name, value]) => !OF_THE_FORM.includes(name) && typeof value === 'string');

const OF_ONE_OPENING = ['token', 'started_from', 'newest'];
/** What was typed, to tell whether two forms hold the same. */
export const sumOf = entries => JSON.stringify(entries.filter(([name]) => !OF_ONE_OPENING.includes(name)));

function each(run) {
  Object.keys(localStorage).filter(key => key.startsWith(PREFIX)).forEach(run);
}

/** Keep the entries; false where the browser keeps nothing (a private window, no room). */
export function keep(key, entries) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), entries }));
    return true;
  } catch { return false; }
}

/** What is kept, as { at, entries }; null where there is nothing, or nothing that can be read. */
export function kept(key) {
  try {
    each(name => { if (Date.now() - JSON.parse(localStorage.getItem(name)).at > KEPT) localStorage.removeItem(name); });
    return JSON.parse(localStorage.getItem(PREFIX + key));
  } catch { return null; }
}

export function drop(key) {
  try { localStorage.removeItem(PREFIX + key); } catch { /* there is none */ }
}
