/** Calls this host's own backend. */
export async function post(path: string, signal?: AbortSignal): Promise<Response> {
  const answer = await fetch(path, { method: 'POST', ...(signal && { signal }) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer;
}

interface Minted {
  token: string;
  expires_at: string;
}

let minted: Promise<Minted> | undefined;

/** A token for the Envdock server, from the backend: the same until shortly before it ends. */
export async function getToken({ refused }: { refused: boolean }): Promise<string> {
  const known = await minted?.catch(() => undefined);
  const isGood = known && !refused && Date.parse(known.expires_at) - Date.now() > 60_000;
  if (!isGood) minted = post('/chat/token').then((answer) => answer.json());
  return (await minted!).token;
}
