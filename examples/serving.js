// What the servers of the examples have in common: files under a strict policy, and an interface
// that is passed on.

import { createReadStream, existsSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { extname, join, normalize } from 'node:path';

const types = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  // Compiled while it arrives, which needs this type.
  '.wasm': 'application/wasm',
};
const policy =
  "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; object-src 'none'; base-uri 'none'; " +
  "require-trusted-types-for 'script'";

/** Answers with what the server at this address answers. */
export const passOn = (server) => (asked, answer) => {
  const { method, url, headers } = asked;
  const onward = request(server, { method, path: url, headers }, (response) => {
    answer.writeHead(response.statusCode, response.headers);
    response.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  // A page that goes away ends its stream of events.
  answer.on('close', () => onward.destroy());
  asked.pipe(onward);
};

/** Answers with a file: `folders` are found under their paths, everything else is in `home`. */
export const sendFile = (home, folders = {}) => (asked, answer) => {
  const { pathname } = new URL(asked.url, 'http://localhost');
  const name = normalize(pathname === '/' ? '/index.html' : pathname);
  const folder = Object.keys(folders).find((folder) => name.startsWith(folder));
  const file = folder ? join(folders[folder], name.slice(folder.length)) : join(home, name);
  const type = types[extname(file)];
  if (!type || !existsSync(file)) {
    answer.writeHead(404).end();
    return;
  }
  answer.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': policy });
  createReadStream(file).pipe(answer);
};

/** Answers on a free port of this machine, and says where. */
export function listen(answer, fragment = '') {
  const pages = createServer(answer);
  pages.listen(0, '127.0.0.1', () => {
    console.log(`http://127.0.0.1:${pages.address().port}/${fragment}`);
  });
  return pages;
}
