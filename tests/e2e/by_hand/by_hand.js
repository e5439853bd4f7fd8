// The page written by hand: asks the server for the same as ours does, in the same order.
import { drawForm } from './form.js';
import { offerImport } from './import.js';
import { drawTab } from './tab.js';

const surface = new URL(location.href).searchParams.get('surface') ?? 'tab';
const headers = { authorization: `Bearer ${localStorage.getItem('envdock.token')}` };

async function call(path, body) {
  const post = { method: 'POST', body: JSON.stringify(body) };
  const json = { ...headers, 'content-type': 'application/json' };
  const answer = await fetch(`/api/v1${path}`, body ? { ...post, headers: json } : { headers });
  return answer.json();
}

/** What is stored for these keys of these files, in their order. */
async function check(asked) {
  const contexts = asked.map(({ workspace_path, path, keys }) => ({
    environment: 'dev',
    configuration: 'cfg_bench',
    file: { workspace_path, path },
    keys,
  }));
  const { results } = await call('/checks', { contexts });
  return results.flatMap(({ keys }) => keys.map(({ presence }) => presence.stored));
}

/** Reads the stream of changes for as long as the page is there. */
async function follow(hear) {
  const { body } = await fetch('/api/v1/events', { headers: { ...headers, accept: 'text/event-stream' } });
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
    const messages = text.split('\n\n');
    text = messages.pop();
    for (const message of messages) {
      const { event } = JSON.parse(message.slice('data: '.length));
      if (event.presence) event.presence.changes.forEach(hear);
    }
  }
}

const hearers = new Set();
// One stream serves the page, however often its surface is mounted.
const me = call('/me');
void me.then(() => follow((change) => hearers.forEach((hear) => hear(change))));
let known;

/** What both surfaces are drawn from: asked once for all mounts of the page. */
function read() {
  known ??= (async () => {
    const { configurations } = await call('/configurations?include=spec&ids=cfg_bench');
    const [configuration] = configurations;
    const { files } = configuration.spec;
    const stored = await check(files.map((file) => ({ ...file, keys: file.slots.map(({ key }) => key) })));
    return { configuration, stored };
  })();
  return known;
}

/** Draws the surface of this page; answers with what takes it away. */
function mount() {
  const place = document.body.appendChild(document.createElement('div'));
  const drawn =
    surface === 'form'
      ? Promise.all([call('/requests/req_bench'), read()]).then(([{ request }]) => drawForm(place, request))
      : Promise.all([read(), me]).then(([{ configuration, stored }, { user }]) => {
          const tab = drawTab(place, configuration, stored, user);
          offerImport(place, configuration, (file, keys) => check([{ ...file, keys }]));
          return tab;
        });
  const hear = async (change) => (await drawn).hear?.(change);
  hearers.add(hear);
  return () => {
    hearers.delete(hear);
    place.remove();
  };
}

globalThis.page = { mount, unmount: mount() };
