// The preview of an import, written by hand: the same elements as ours, as fast as we know how.

/** Lines that are skipped together while they are out of sight. */
const CHUNK = 40;

function template(html) {
  const holder = document.createElement('template');
  holder.innerHTML = html.replace(/\n\s*/g, '');
  return holder.content;
}

const START = template(`
<div class="envdock-import__body">
  <p class="envdock-import__text">Choose or paste a .env file. You see what is in it first; nothing is stored
    before you import.</p>
  <button type="button" class="envdock-button" part="button" autofocus>Choose a file…</button>
  <input type="file" hidden>
  <label class="envdock-field__label" for="envdock-import-text">Or paste its text here</label>
  <textarea id="envdock-import-text" class="envdock-import__paste" part="field" name="envdock-import-text" rows="4" wrap="off"
    autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false"></textarea>
</div>
<div class="envdock-import__actions">
  <button type="button" class="envdock-button" part="button quiet" data-kind="quiet">Close</button>
  <button type="button" class="envdock-button" part="button primary" data-kind="primary">Preview</button>
</div>`);
const PREVIEW = template(`
<div class="envdock-import__body">
  <fieldset class="envdock-import__options">
    <div class="envdock-import__choice">
      <label class="envdock-field__label" for="envdock-import-target">New keys go to</label>
      <select class="envdock-select" part="field" id="envdock-import-target"></select>
    </div>
    <fieldset class="envdock-scope" aria-describedby="envdock-import-scope-hint">
      <legend class="envdock-scope__legend">Save for</legend>
      <div class="envdock-scope__choices">
        <label class="envdock-scope__choice">
          <input type="radio" name="envdock-import-scope"><span>This configuration</span>
        </label>
        <label class="envdock-scope__choice">
          <input type="radio" name="envdock-import-scope"><span>Only this file</span>
        </label>
      </div>
      <p class="envdock-scope__hint" id="envdock-import-scope-hint"></p>
    </fieldset>
    <label class="envdock-import__check">
      <input type="checkbox"><span>Choose the scope for each line</span>
    </label>
  </fieldset>
  <div class="envdock-import__lines" role="list" aria-label="Lines"></div>
</div>
<div class="envdock-import__result">
  <p></p>
  <button type="button" class="envdock-link">Choose all</button>
  <button type="button" class="envdock-link">Choose none</button>
</div>
<div class="envdock-import__actions">
  <button type="button" class="envdock-button" part="button quiet" data-kind="quiet">Close</button>
  <button type="button" class="envdock-button" part="button">Discard</button>
  <button type="button" class="envdock-button" part="button primary" data-kind="primary" aria-disabled="false"></button>
</div>`);
const ATOMIC = template(`
<label class="envdock-import__check">
  <input type="checkbox"><span>All or nothing: if one value is refused, none is stored</span>
</label>`);
const HINT = 'Every env file of this configuration that lists the key, now and in future sessions.';
const LINE = template(`
<div class="envdock-import__line" role="listitem" data-standing="new">
  <label class="envdock-import__key"><input type="checkbox"><code> </code></label>
  <div class="envdock-import__facts">
    <p><strong>Not in the spec, will be added</strong> <span> </span> <bdi> </bdi></p>
  </div>
</div>`).firstChild;
/** More writes than this are no single step. */
const MOST_AT_ONCE = 1_000;
const ASSIGNMENT = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|([^#\n]*))/;

/** Opens the dialog of a drawn tab at its button; `check` asks what is stored for keys of a file. */
export function offerImport(place, configuration, check) {
  const dialog = place.querySelector('dialog');
  // What is behind an open dialog is not heard: the page’s one region is in it then.
  const said = place.querySelector('.envdock-environment-tab > [role="status"]');
  place.querySelector('.envdock-header__row > .envdock-button').addEventListener('click', () => {
    dialog.append(START.cloneNode(true), said);
    dialog.querySelector('textarea').addEventListener('paste', async (event) => {
      const text = event.clipboardData.getData('text/plain');
      event.preventDefault();
      const lines = read(text);
      const [target] = configuration.spec.files;
      const stored = await check(target, lines.map(({ key }) => key));
      while (dialog.children.length > 2) dialog.children[1].remove();
      said.before(preview(configuration, target, lines, stored));
      const line = said.appendChild(document.createElement('div'));
      line.textContent = dialog.querySelector('.envdock-import__result > p').textContent;
    });
    dialog.showModal();
  });
}

/** The assignments of a dotenv text; of one key the last counts. */
function read(text) {
  const lines = new Map();
  const encoder = new TextEncoder();
  text.split(/\r?\n/).forEach((line, index) => {
    const [, key, double, single, bare] = ASSIGNMENT.exec(line) ?? [];
    if (!key) return;
    const value = double ?? single ?? bare.trimEnd();
    lines.set(key, { key, value, number: index + 1, length: encoder.encode(value).length });
  });
  return [...lines.values()];
}

function pathOf({ workspace_path, path }) {
  return workspace_path === '.' ? path : `${workspace_path}/${path}`;
}

function preview(configuration, target, lines, stored) {
  const root = PREVIEW.cloneNode(true);
  const [body, result, actions] = root.children;
  const [options, list] = body.children;
  const select = options.querySelector('select');
  configuration.spec.files.forEach((file, number) => select.add(new Option(pathOf(file), number)));
  options.querySelector('.envdock-scope__hint').textContent = HINT;
  options.querySelector('[type="radio"]').checked = true;
  if (lines.length > 1 && lines.length <= MOST_AT_ONCE) options.append(ATOMIC.cloneNode(true));
  let chunk;
  lines.forEach((line, index) => {
    if (index % CHUNK === 0) {
      chunk = list.appendChild(document.createElement('div'));
      chunk.className = 'envdock-lazy';
      chunk.dataset.place = placeOf(Math.min(CHUNK, lines.length - index));
      chunk.dataset.drawn = 'true';
    }
    chunk.append(drawLine(line, index, pathOf(target), stored[index].length > 0));
  });
  const chosen = lines.length - stored.filter((held) => held.length > 0).length;
  result.firstChild.textContent = `${lines.length} lines, ${chosen} chosen.`;
  actions.lastChild.textContent = `Import ${chosen}`;
  return root;
}

/** Style sheets know how much place so many rows take. */
function placeOf(rows) {
  return [2, 5, 10, 20].find((most) => rows <= most) ?? 40;
}

function drawLine({ key, number, length }, index, file, isSet) {
  const element = LINE.cloneNode(true);
  const [name, facts] = element.children;
  const [box, code] = name.children;
  const [standing, place, path] = facts.firstChild.children;
  facts.id = `envdock-import-${index}`;
  box.setAttribute('data-line', index);
  box.setAttribute('aria-describedby', facts.id);
  box.checked = !isSet;
  code.firstChild.data = key;
  place.firstChild.data = `line ${number}, ${length} ${length === 1 ? 'byte' : 'bytes'}`;
  path.firstChild.data = file;
  if (isSet) {
    element.setAttribute('data-standing', 'set');
    standing.firstChild.data = 'Already set, will be replaced';
  }
  return element;
}
