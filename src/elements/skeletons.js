import { texts } from './texts.js';

/** An element with a class and children. */
export function make(tag, name, ...children) {
  const element = document.createElement(tag);
  element.className = name;
  element.append(...children);
  return element;
}

const bar = () => make('span', 'envdock-skeleton__bar');
const row = () => make('div', 'envdock-skeleton__row', bar(), bar());

/** Grey bars for the eye, a word for screen readers. */
function bars(count) {
  const seen = make('div', '', ...Array.from({ length: count }, row));
  seen.setAttribute('aria-hidden', 'true');
  return make('div', 'envdock-skeleton', make('p', 'envdock-unseen', texts.loading), seen);
}

function tab() {
  const header = make('div', 'envdock-header', make('p', 'envdock-header__title', '\u00a0'));
  return make('div', 'envdock-environment-tab', header, bars(5));
}

function summary() {
  return make('div', 'envdock-summary', make('p', 'envdock-summary__name', '\u00a0'), bars(1));
}

function secrets() {
  return make('div', 'envdock-secrets', make('div', 'envdock-secrets__place'), bars(6));
}

/** The shapes of what is coming: as high as what the program draws first. */
export const skeletons = { form: () => bars(2), none: () => '', secrets, summary, tab };
