// The Environment tab, written by hand: the same elements as ours, as fast as we know how.
// Templates are cloned, everything is inserted at once, and one listener serves all rows.

/** Rows that are skipped together while they are out of sight. */
const CHUNK = 40;
/** With more keys than this, files without a missing key start closed. */
const MANY = 40;
const SEARCH_FROM = 7;

function template(html) {
  const holder = document.createElement('template');
  holder.innerHTML = html.replace(/\n\s*/g, '');
  return holder.content.firstChild;
}

const FRAME = template(`
<section class="envdock-environment-tab" aria-label="Environment">
  <header class="envdock-header" part="header">
    <div class="envdock-header__row">
      <h2 class="envdock-header__title" tabindex="-1">Environment</h2>
      <button type="button" class="envdock-button" part="button">Import…</button>
      <button type="button" class="envdock-icon-button envdock-help__button" data-help=""
        aria-label="Keyboard help" aria-haspopup="dialog" popovertarget="envdock-help-0">?</button>
      <div class="envdock-help" id="envdock-help-0" popover="auto" role="dialog" tabindex="-1"
        aria-labelledby="envdock-help-0-title">
        <h3 class="envdock-help__title" id="envdock-help-0-title">Keyboard help</h3>
        <p class="envdock-help__when">While the focus is in this tab, and not in a field:</p>
        <dl class="envdock-help__keys">
          <dt><kbd>/</kbd></dt><dd>Search</dd>
          <dt><kbd>↑ ↓</kbd></dt><dd>The key or file before and after</dd>
          <dt><kbd>Home End</kbd></dt><dd>The first and the last</dd>
          <dt><kbd>Enter</kbd></dt><dd>Open the key and type a value</dd>
          <dt><kbd>Esc</kbd></dt><dd>Close it; what was typed stays</dd>
          <dt><kbd>?</kbd></dt><dd>This help</dd>
        </dl>
      </div>
    </div>
    <p class="envdock-header__progress"><strong></strong></p>
    <div class="envdock-progress"><progress class="envdock-progress__bar"></progress></div>
  </header>
  <div class="envdock-banners"></div>
  <div class="envdock-environment-tab__body" aria-busy="false">
    <div class="envdock-groups"></div>
    <div class="envdock-add-key">
      <button type="button" class="envdock-button" part="button" aria-expanded="false">Add a key…</button>
    </div>
  </div>
  <div class="envdock-unseen" role="status" aria-live="polite" aria-atomic="false"></div>
  <dialog class="envdock-import" aria-labelledby="envdock-import-title">
    <h2 class="envdock-import__title" id="envdock-import-title" tabindex="-1">Import variables</h2>
  </dialog>
</section>`);
const FIND = template(`
<div class="envdock-find">
  <div class="envdock-search envdock-icon" data-icon="search">
    <input type="search" class="envdock-search__input" part="field" name="envdock-search" placeholder="Search keys"
      aria-label="Search keys" autocomplete="off" spellcheck="false">
  </div>
  <button type="button" class="envdock-button envdock-find__missing" part="button" aria-pressed="false">Missing only</button>
</div>`);
const GROUP = template(`
<div class="envdock-lazy" data-drawn="true">
  <section class="envdock-file-group" data-open="true">
    <h3 class="envdock-file-group__heading">
      <button type="button" class="envdock-file-group__toggle envdock-icon" part="file" data-icon="chevron"
        aria-expanded="true">
        <bdi class="envdock-file-group__path"></bdi>
        <span class="envdock-file-group__count"></span>
      </button>
    </h3>
    <div role="list" class="envdock-file-group__rows"></div>
  </section>
</div>`);
const ROWS = template('<div class="envdock-lazy" data-drawn="true"></div>');
const ROW = template(`
<div class="envdock-key-row" part="row" role="listitem">
  <button type="button" class="envdock-key-row__toggle envdock-icon" part="key" data-action="toggle"
    aria-expanded="false"><code> </code></button>
  <button type="button" class="envdock-button envdock-key-row__action" part="button" data-action="fill">Fill</button>
  <p class="envdock-key-row__note">
    <span class="envdock-key-row__status"> </span>
    <bdi> </bdi>
  </p>
</div>`);
const WORDS = template('<q class="envdock-key-row__words"><bdi> </bdi></q>');

/** Draws the tab as `user` sees it; answers with what takes changes in. */
export function drawTab(place, configuration, stored, user) {
  const root = FRAME.cloneNode(true);
  const rows = new Map();
  const count = { set: 0, all: stored.length };
  let first = 0;
  const groups = configuration.spec.files.map((file) => {
    const group = { file, first, set: 0, all: file.slots.length };
    first += file.slots.length;
    group.set = stored.slice(group.first, first).filter((held) => held.length > 0).length;
    count.set += group.set;
    return group;
  });
  const list = root.querySelector('.envdock-groups');
  const isLong = stored.length > MANY;
  const open = groups.filter(({ set, all }) => set < all);
  const done = groups.filter(({ set, all }) => set >= all);
  for (const group of [...open, ...done]) {
    drawGroup(group, stored, user, rows, !(isLong && group.set >= group.all));
    list.append(group.element);
  }
  if (stored.length >= SEARCH_FROM) root.querySelector('.envdock-header').append(FIND.cloneNode(true));
  const header = {
    words: root.querySelector('.envdock-header__progress > strong'),
    bar: root.querySelector('.envdock-progress'),
  };
  showCount(header, count);
  list.addEventListener('click', toggle);
  place.append(root);

  const hear = ({ address, stored: held }) => {
    for (const row of rows.get(address.key) ?? []) {
      const isSet = Boolean(held);
      if (isSet === row.isSet) continue;
      row.isSet = isSet;
      showRow(row, held ? [held] : [], user);
      row.group.set += isSet ? 1 : -1;
      count.set += isSet ? 1 : -1;
      showGroup(row.group);
      showCount(header, count);
    }
  };
  return { root, hear };
}

function toggle(event) {
  const heading = event.target.closest('.envdock-file-group__toggle');
  if (!heading) return;
  const section = heading.closest('.envdock-file-group');
  const isOpen = section.dataset.open !== 'true';
  section.dataset.open = String(isOpen);
  heading.setAttribute('aria-expanded', String(isOpen));
  section.lastChild.hidden = !isOpen;
}

/** Style sheets know how much place so many rows take. */
function placeOf(rows) {
  return [2, 5, 10, 20].find((most) => rows <= most) ?? 40;
}

function drawGroup(group, stored, user, rows, isOpen) {
  group.element = GROUP.cloneNode(true);
  const section = group.element.firstChild;
  const heading = section.firstChild.firstChild;
  const list = section.lastChild;
  group.heading = heading;
  group.element.dataset.place = placeOf(isOpen ? group.all + 1 : 1);
  heading.firstChild.textContent = group.path = pathOf(group.file);
  showGroup(group);
  if (!isOpen) {
    section.dataset.open = 'false';
    heading.setAttribute('aria-expanded', 'false');
    list.remove();
    return;
  }
  const ordered = group.file.slots.map((slot, index) => ({ slot, number: group.first + index }));
  const isAbsent = ({ number }) => stored[number].length === 0;
  const sorted = [...ordered.filter(isAbsent), ...ordered.filter((one) => !isAbsent(one))];
  for (let start = 0; start < sorted.length; start += CHUNK) {
    const some = sorted.slice(start, start + CHUNK);
    const chunk = ROWS.cloneNode(true);
    chunk.dataset.place = placeOf(some.length);
    for (const { slot, number } of some) {
      const row = drawRow(group, slot, number, stored[number], user);
      const known = rows.get(slot.key);
      if (known) known.push(row);
      else rows.set(slot.key, [row]);
      chunk.append(row.element);
    }
    list.append(chunk);
  }
}

function pathOf({ workspace_path, path }) {
  return workspace_path === '.' ? path : `${workspace_path}/${path}`;
}

function drawRow(group, slot, number, held, user) {
  const element = ROW.cloneNode(true);
  const row = { element, group, slot, isSet: held.length > 0 };
  element.setAttribute('data-slot', number);
  const [toggle, fill] = element.children;
  toggle.firstChild.firstChild.data = slot.key;
  fill.setAttribute('aria-label', `Fill ${slot.key}`);
  showRow(row, held, user);
  return row;
}

/** What is known about a key: its state, and what follows from it. */
function showRow({ element, slot }, held, user) {
  const [winner] = held;
  const [, fill, ...rest] = element.children;
  const note = rest.find(({ className }) => className === 'envdock-key-row__note') ?? fill;
  const [status, fact] = note.children;
  if (winner) {
    element.setAttribute('data-state', 'present');
    element.children[1].remove();
    element.querySelector('.envdock-key-row__words')?.remove();
    status.firstChild.data = 'Set';
    fact.firstChild.data = 'for this configuration';
    const change = fact.cloneNode(true);
    change.firstChild.data = `${ago(winner.updated_at)} by ${winner.updated_by === user ? 'you' : winner.updated_by}`;
    note.append(change);
    return;
  }
  element.setAttribute('data-state', 'absent');
  status.firstChild.data = 'Missing';
  const [place, ...more] = slot.provenance;
  fact.firstChild.data = `${place.file}:${place.line}${more.length > 0 ? ` +${more.length}` : ''}`;
  if (slot.description) {
    const words = WORDS.cloneNode(true);
    words.firstChild.firstChild.data = slot.description;
    element.append(words);
  }
}

/** How long ago, as a person says it. */
function ago(at) {
  const minutes = Math.floor((Date.now() - Date.parse(at)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 60 * 24) return `${Math.floor(minutes / 60)} h ago`;
  const days = Math.floor(minutes / (60 * 24));
  return days === 1 ? '1 day ago' : `${days} days ago`;
}

function showGroup({ heading, path, set, all }) {
  const [, fraction] = heading.children;
  heading.setAttribute('aria-label', `${path}, ${set} of ${all} required set`);
  fraction.textContent = `${set}/${all}`;
  fraction.setAttribute('data-complete', String(set >= all));
}

function showCount({ words, bar }, { set, all }) {
  const text = `${set} of ${all} required set`;
  words.textContent = text;
  bar.setAttribute('data-complete', String(set >= all));
  bar.firstChild.setAttribute('max', Math.max(all, 1));
  bar.firstChild.setAttribute('aria-label', text);
  bar.firstChild.value = set;
}
