// The page of a note's form: what is sent comes back into the page, which is only left once it is saved.
import { $, say } from '../dom.js';
import { takeForm } from './form.js';
import './sources.js';

const root = () => $('main > .page');

const host = {
  part: 'page',
  root,
  show: page => {
    const { scrollX, scrollY } = window;
    root().replaceWith(document.importNode($('main > .page', page), true));
    scrollTo({ left: scrollX, top: scrollY, behavior: 'instant' });
    const said = $('.messages', page)?.textContent.trim();
    if (said) say(said);
  },
  saved: (_page, answer) => location.assign(answer.headers.get('Location')),
};

if (root()) takeForm(host);
