// The desk's own words for its scripts, in the language of the page: <template id="desk-words" data-saved-at="Saved @">.
import { $ } from '../dom.js';

export const word = (name, time) => ($('#desk-words')?.dataset[name] ?? '').replace('@', time === undefined ? '@' : clock(time));

/** A time as the page's language writes it; of another day with its date. */
export function clock(time) {
  const date = new Date(time);
  const isToday = date.toDateString() === new Date().toDateString();
  const hours = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const whole = { day: 'numeric', month: 'long', ...hours };
  return new Intl.DateTimeFormat(document.documentElement.lang, isToday ? hours : whole).format(date);
}

export const element = (tag, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
};

export const button = (words, run, className = 'btn') => {
  const made = element('button', { type: 'button', className, textContent: words });
  made.addEventListener('click', run);
  return made;
};
