import { configure } from './envdock/index.js';

// A host has its own sign-in. This page takes the code of the server's launch link for a token.
const token = signIn();
configure({ baseUrl: '/api/v1', getToken: () => token });

const tab = document.querySelector('envdock-environment-tab');
const badge = document.querySelector('envdock-missing-badge');
addEventListener('envdock-open-requested', () => tab.scrollIntoView());

const { configurations } = await call('GET', '/configurations', await token);
document.querySelector('#projects').append(...configurations.map(project));
if (configurations.length > 0) show(configurations[0]);

function project(configuration) {
  const summary = document.createElement('envdock-repository-summary');
  summary.configuration = configuration.id;
  const button = document.createElement('button');
  button.textContent = `Show ${configuration.name}`;
  button.addEventListener('click', () => show(configuration));
  const item = document.createElement('li');
  item.append(summary, button);
  return item;
}

function show({ id, name, session }) {
  document.querySelector('#shown').textContent = name;
  for (const element of [tab, badge]) {
    element.configuration = id;
    element.session = session;
  }
}

async function signIn() {
  const launch = new URLSearchParams(location.hash.slice(1)).get('launch');
  history.replaceState(null, '', location.pathname);
  return (await call('POST', '/sign-in', undefined, { launch })).token;
}

async function call(method, path, bearer, body) {
  const headers = { 'Content-Type': 'application/json' };
  if (bearer) headers.Authorization = `Bearer ${bearer}`;
  const answer = await fetch(`/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
  return answer.json();
}
