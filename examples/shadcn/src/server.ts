export interface Configuration {
  id: string;
  name: string;
  session?: string;
}

/** A host has its own sign-in. This page takes the code of the server's launch link for a token. */
export const token = signIn();

export async function configurations(): Promise<Configuration[]> {
  const answer = (await call('GET', '/configurations', await token)) as { configurations: Configuration[] };
  return answer.configurations;
}

async function signIn(): Promise<string> {
  const launch = new URLSearchParams(location.hash.slice(1)).get('launch');
  history.replaceState(null, '', location.pathname);
  const answer = (await call('POST', '/sign-in', undefined, { launch })) as { token: string };
  return answer.token;
}

async function call(method: string, path: string, bearer?: string, body?: object): Promise<unknown> {
  const headers = new Headers({ 'Content-Type': 'application/json' });
  if (bearer) headers.set('Authorization', `Bearer ${bearer}`);
  const answer = await fetch(`/api/v1${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status}`);
  return answer.json();
}
