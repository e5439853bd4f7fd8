import { createReadStream, existsSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';

const types: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
};

/** Answers to these paths leave one after the other, each so long after the one before. */
interface Apart {
  path: string;
  ms: number;
}

const policy = "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; object-src 'none'; base-uri 'self'";

/**
 * One origin with the files of a folder and the server's interface. What is no file is an address
 * of the folder's page, which is empty where there is none.
 */
export class Front {
  private constructor(
    readonly server: Server,
    readonly origin: string,
  ) {}

  static async start(folder: string, upstreamPort: number, apart?: Apart): Promise<Front> {
    let turn = Promise.resolve();
    const server = createServer((asked, answer) => {
      const path = asked.url ?? '/';
      const index = join(folder, 'index.html');
      const isAddress = extname(path) === '' && existsSync(index);
      const file = isAddress ? index : join(folder, path);
      if (path.startsWith('/api/')) {
        const { method, headers } = asked;
        const options = { host: '127.0.0.1', port: upstreamPort, path, method, headers };
        const onward = request(options, async (response) => {
          if (apart && path.split('?')[0] === apart.path) {
            turn = turn.then(() => after(apart.ms));
            await turn;
          }
          answer.writeHead(response.statusCode ?? 502, response.headers);
          response.pipe(answer);
        });
        onward.on('error', () => answer.destroy());
        // A page that goes away ends its stream of events.
        answer.on('close', () => onward.destroy());
        asked.pipe(onward);
      } else if (extname(file) === '') {
        answer.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Roots</title>');
      } else if (existsSync(file)) {
        const type = types[extname(file)] ?? 'application/octet-stream';
        answer.writeHead(200, { 'content-type': type, 'content-security-policy': policy });
        createReadStream(file).pipe(answer);
      } else {
        answer.writeHead(404).end();
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    return new Front(server, `http://127.0.0.1:${port}`);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
