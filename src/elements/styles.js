import css from './elements.css';

/** A constructed sheet belongs to one document. */
const sheets = new WeakMap();

/** Whether this browser has what the elements need. */
export const isSupported = () =>
  typeof WebAssembly === 'object' &&
  'adoptedStyleSheets' in Document.prototype &&
  'replaceSync' in CSSStyleSheet.prototype &&
  // Every colour of the tokens is one for each scheme.
  CSS.supports('color', 'light-dark(red, red)');

/** Gives a shadow root the style sheet, also when it has come from another document. */
export function style(root) {
  const { ownerDocument } = root;
  let sheet = sheets.get(ownerDocument);
  if (!sheet) {
    sheet = new ownerDocument.defaultView.CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(ownerDocument, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [sheet];
}
