// Every page: copying, citing, marking, menus, an offer of the reader's own language. All pages read and work without it.
import { enableCopying } from './copy.js';
import { enableMarks } from './marks.js';
import { enableMenus } from './menus.js';

/** Citations open over the page; what shows them comes when one is asked for. Other tabs and windows get the page. */
function enableCiting() {
  document.addEventListener('click', async event => {
    const link = event.target.closest('a[data-cite]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    try { (await import('./cite.js')).openCitation(link); } catch { location.assign(link.href); }
  });
}

/** Whoever chose a language is offered none; most readers are at home in the page's and need no script for that. */
function enableLanguages() {
  document.addEventListener('click', event => {
    const chosen = event.target.closest('.languages a');
    try { if (chosen) localStorage.setItem('language-chosen', chosen.hreflang); } catch { /* private window */ }
  });
  const own = navigator.languages[0]?.toLowerCase().split('-')[0];
  if (own !== document.documentElement.lang) import('./languages.js').then(module => module.offerLanguage(), () => {});
}

/** A page of one's own that a browser brings back whole is shown only while one is still logged in. */
function enableLoggingOut() {
  const account = document.querySelector('header.site form[action$="/accounts/logout/"]');
  if (!account) return;
  addEventListener('pageshow', async event => {
    if (!event.persisted) return;
    document.body.hidden = true;
    const asked = { method: 'HEAD', redirect: 'manual', cache: 'no-store' };
    const answer = await fetch(new URL('../', account.action), asked).catch(() => null);
    if (answer && !answer.ok) location.replace(location.pathname + location.search);
    else document.body.hidden = false;
  });
}

enableCopying();
enableMenus();
enableCiting();
enableMarks();
enableLoggingOut();
enableLanguages();
