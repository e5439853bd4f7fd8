// node serve.js [LINK [PACKAGE]]: the example's page on the same origin as the server that has printed
// this launch link. A host's own web server does the same: files, and `/api/v1` passed on. Without a
// link there is the page that needs no server, /in_memory.html.

import { join } from 'node:path';
import { listen, passOn, sendFile } from '../serving.js';

const here = import.meta.dirname;
const [link, packed = join(here, '../../target/package')] = process.argv.slice(2);
const server = link ? new URL(link) : undefined;

const interfaceOf = server && passOn(server);
const page = sendFile(here, { '/envdock/': packed, '/host_adapter/': join(here, '../host_adapter') });

listen((asked, answer) => {
  if (interfaceOf && asked.url.startsWith('/api/')) interfaceOf(asked, answer);
  else page(asked, answer);
}, server ? server.hash : 'in_memory.html');
