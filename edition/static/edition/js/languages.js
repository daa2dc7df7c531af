// One line, once, for readers whose browser asks for another of the site's languages. Nothing is redirected.
import { $, $$ } from './dom.js';

const KEY = 'language-chosen';
const chosen = () => { try { return localStorage.getItem(KEY) !== null; } catch { return true; } };
const keep = code => { try { localStorage.setItem(KEY, code); } catch { /* private window */ } };

/** The first of the wanted languages that there is: ('en', 'ur', 'ru') and ['ur-PK', 'en'] give 'ur'. */
export function bestOf(there, wanted) {
  return wanted.map(tag => tag.toLowerCase().split('-')[0]).find(code => there.includes(code));
}

function show(offer, code) {
  const root = document.documentElement;
  const decline = () => {
    keep(root.lang);
    if (offer.contains(document.activeElement)) $('main').focus({ preventScroll: true });
    offer.remove();
    root.classList.remove('offering');
  };
  $('header.site').after(offer);
  root.classList.add('offering');
  $('a', offer).addEventListener('click', () => keep(code));
  $('button', offer).addEventListener('click', decline);
  offer.addEventListener('keydown', event => { if (event.key === 'Escape') decline(); });
}

export function offerLanguage() {
  const offers = $('#offers')?.content;
  if (!offers || chosen()) return;
  const there = $$('.site .languages a').map(link => link.hreflang);
  const code = bestOf(there, navigator.languages);
  const offer = code && offers.querySelector(`[lang="${code}"]`);
  if (offer) show(offer.cloneNode(true), code);
}
