// Every page: copying, citing, menus, an offer of the reader's own language. All pages read and work without it.
import { enableCopying } from './copy.js';
import { offerLanguage } from './languages.js';
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

enableCopying();
enableMenus();
enableCiting();
offerLanguage();
