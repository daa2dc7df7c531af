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
  $('header.site').after(offer);
  $('a', offer).addEventListener('click', () => keep(code));
  $('button', offer).addEventListener('click', () => {
    keep(document.documentElement.lang);
    offer.remove();
  });
}

export function offerLanguage() {
  $$('.languages a').forEach(link => link.addEventListener('click', () => keep(link.hreflang)));
  const offers = $('#offers')?.content;
  if (!offers || chosen()) return;
  const there = $$('.site .languages a').map(link => link.hreflang);
  const code = bestOf(there, navigator.languages);
  const offer = code && offers.querySelector(`[lang="${code}"]`);
  if (offer) show(offer.cloneNode(true), code);
}
