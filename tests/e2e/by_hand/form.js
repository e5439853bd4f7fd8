// The form of a request, written by hand: the same elements as ours, as fast as we know how.

function template(html) {
  const holder = document.createElement('template');
  holder.innerHTML = html.replace(/\n\s*/g, '');
  return holder.content.firstChild;
}

const FRAME = template(`
<section class="envdock-request" part="request" role="group" aria-label="Request for values" data-state="open">
  <header class="envdock-request__head">
    <h2 class="envdock-request__title" tabindex="-1"></h2>
    <p class="envdock-request__meta"><bdi></bdi><span></span><span></span></p>
  </header>
  <div class="envdock-request__reason">
    <p class="envdock-unseen">The agent says</p>
    <blockquote class="envdock-words"><bdi></bdi></blockquote>
  </div>
  <footer class="envdock-request__footer">
    <p class="envdock-request__status"> <span>Enter in a field submits all.</span></p>
    <div class="envdock-request__actions">
      <button type="button" class="envdock-button" part="button primary" data-kind="primary" aria-disabled="false">Submit</button>
      <button type="button" class="envdock-button" part="button" aria-disabled="false">Decline</button>
      <button type="button" class="envdock-button" part="button quiet" data-kind="quiet">Not now</button>
    </div>
    <p class="envdock-request__readers"></p>
  </footer>
  <div class="envdock-unseen" role="status" aria-live="polite" aria-atomic="false"></div>
</section>`);
const FILE = template(`
<section class="envdock-request__file">
  <h3 class="envdock-request__path"><bdi></bdi></h3>
  <div role="list"></div>
</section>`);
const WORDS = template('<blockquote class="envdock-words"><bdi> </bdi></blockquote>');
const NO_CORRECTION = 'autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false"';
const KEY = template(`
<div class="envdock-asked" role="listitem" data-state="absent">
  <h4 class="envdock-asked__name envdock-icon" data-icon="absent">
    <code> </code><span class="envdock-asked__tag">Required</span>
  </h4>
  <div class="envdock-asked__notes"><p class="envdock-asked__places"><bdi> </bdi></p></div>
  <div class="envdock-asked__field">
    <div class="envdock-field" data-invalid="false" data-lines="false">
      <label class="envdock-field__label"> </label>
      <label class="envdock-field__label" hidden> </label>
      <div class="envdock-field__box">
        <input class="envdock-field__input" part="field" name="envdock-value" type="password" ${NO_CORRECTION}
          aria-invalid="false">
        <textarea class="envdock-field__lines" part="field" name="envdock-value-lines" rows="4" wrap="off" ${NO_CORRECTION}
          aria-invalid="false" data-revealed="false" hidden></textarea>
        <button type="button" class="envdock-field__reveal" aria-pressed="false">Show</button>
      </div>
      <div class="envdock-field__note"><span></span></div>
      <div class="envdock-field__tools">
        <div class="envdock-field__file">
          <button type="button" class="envdock-button" part="button quiet" data-kind="quiet">From a file…</button>
          <input type="file" hidden><p data-refused="false"></p>
        </div>
        <div class="envdock-field__generate">
          <button type="button" class="envdock-button" part="button quiet" data-kind="quiet" aria-expanded="false">Generate…</button>
        </div>
      </div>
    </div>
    <div class="envdock-asked__end">
      <fieldset class="envdock-scope">
        <legend class="envdock-scope__legend">Save for</legend>
        <div class="envdock-scope__choices">
          <label class="envdock-scope__choice"><input type="radio"><span>Future sessions</span></label>
          <label class="envdock-scope__choice"><input type="radio"><span>This session only</span></label>
        </div>
        <p class="envdock-scope__hint">Saved for this configuration: this session and all future ones.</p>
      </fieldset>
      <div class="envdock-asked__actions">
        <button type="button" class="envdock-button" part="button quiet" data-kind="quiet">Skip</button>
      </div>
    </div>
  </div>
</div>`);
const READERS =
  'Values go to Envdock, never into the conversation: the agent is told which keys are set. ' +
  'Programs in this session can read the env file.';
const WARNING = template('<span class="envdock-field__warning"> </span>');
const PLACEHOLDER = /^(<.*>|\$\{.*\}|\{\{.*\}\}|your[-_ ].*|.*[-_]here|.*xxxxx.*|[*.]{3,}|change[-_]?me|replace[-_]?me|todo|tbd|placeholder|dummy)$/i;
const QUOTED = /^(["'`]).*\1$/s;

/** Draws the form of a request whose keys all want a value. */
export function drawForm(place, request) {
  const root = FRAME.cloneNode(true);
  const [head, reason, footer] = root.children;
  const [who, environment, when] = head.lastChild.children;
  const n = request.keys.length;
  head.firstChild.textContent = n === 1 ? 'The agent asks for a value' : `The agent asks for ${n} values`;
  who.textContent = request.asked_by;
  environment.textContent = `for ${request.environment}`;
  when.textContent = `${Math.floor((Date.now() - Date.parse(request.asked_at)) / 86_400_000)} days ago`;
  reason.lastChild.firstChild.textContent = request.reason;
  footer.lastChild.textContent = READERS;
  const form = { open: n, drafts: new Map(), status: footer.firstChild.firstChild };
  showOpen(form);
  let list;
  let path;
  request.keys.forEach((asked, number) => {
    const name = pathOf(asked.file);
    if (name !== path) {
      path = name;
      const file = FILE.cloneNode(true);
      file.firstChild.firstChild.textContent = name;
      list = file.lastChild;
      footer.before(file);
    }
    list.append(drawKey(asked, number));
  });
  root.addEventListener('input', (event) => typed(form, event.target));
  root.lastChild.textContent = `${head.firstChild.textContent}.`;
  place.append(root);
  return { root };
}

function pathOf({ workspace_path, path }) {
  return workspace_path === '.' ? path : `${workspace_path}/${path}`;
}

function drawKey({ key, description, provenance }, number) {
  const element = KEY.cloneNode(true);
  const [name, notes, body] = element.children;
  const [field, end] = body.children;
  const [label, areaLabel, box, note, tools] = field.children;
  const [file, generate] = tools.children;
  const [input, area] = box.children;
  const id = `envdock-asked-0-${number}`;
  element.setAttribute('data-number', number);
  name.firstChild.firstChild.data = key;
  notes.firstChild.firstChild.firstChild.data = provenance.map((place) => `${place.file}:${place.line}`).join(', ');
  if (description) {
    const words = WORDS.cloneNode(true);
    words.firstChild.firstChild.data = description;
    notes.prepend(words);
  }
  label.firstChild.data = areaLabel.firstChild.data = `Value of ${key}`;
  label.htmlFor = input.id = id;
  areaLabel.htmlFor = area.id = `${id}-lines`;
  note.id = `${id}-note`;
  for (const one of [input, area]) one.setAttribute('aria-describedby', note.id);
  file.firstChild.setAttribute('aria-label', `From a file… Value of ${key}`);
  generate.firstChild.setAttribute('aria-label', `Generate… Value of ${key}`);
  const [scope, actions] = end.children;
  const [, choices, hint] = scope.children;
  hint.id = `${id}-scope-hint`;
  scope.setAttribute('aria-describedby', hint.id);
  for (const choice of choices.children) choice.firstChild.name = `${id}-scope`;
  choices.firstChild.firstChild.checked = true;
  actions.firstChild.setAttribute('aria-label', `Skip ${key}`);
  return element;
}

/** Somebody types: what is said about the text, and what is still to answer. */
function typed(form, field) {
  if (field.name !== 'envdock-value') return;
  const text = field.value;
  const element = field.closest('.envdock-asked');
  const number = Number(element.dataset.number);
  const was = Boolean(form.drafts.get(number));
  if (text) form.drafts.set(number, text);
  else form.drafts.delete(number);
  const note = field.parentNode.nextSibling;
  const [length, ...warnings] = note.children;
  const bytes = new TextEncoder().encode(text).length;
  length.textContent = bytes === 0 ? '' : `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  const found = hints(text);
  if (found.join() !== warnings.map(({ textContent }) => textContent).join()) {
    for (const warning of warnings) warning.remove();
    for (const words of found) {
      const warning = WARNING.cloneNode(true);
      warning.firstChild.data = words;
      note.append(warning);
    }
  }
  const is = Boolean(text);
  if (is === was) return;
  const state = is ? 'draft' : 'absent';
  element.setAttribute('data-state', state);
  element.firstChild.setAttribute('data-icon', state);
  form.open += is ? -1 : 1;
  showOpen(form);
}

/** What may be wrong with a text. */
function hints(text) {
  const trimmed = text.trim();
  const found = [];
  if (trimmed !== text) found.push('It begins or ends with white space.');
  if (QUOTED.test(trimmed)) found.push('The quotes around it would be part of the value.');
  if (PLACEHOLDER.test(trimmed)) found.push('It looks like a placeholder.');
  return found;
}

function showOpen({ open, status }) {
  const answered = 'All answered. Submit to save.';
  status.data = open === 0 ? answered : `${open} ${open === 1 ? 'key' : 'keys'} still to answer`;
}
