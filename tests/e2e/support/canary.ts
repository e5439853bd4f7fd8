import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Something that may hold what it must not hold. */
export interface Source {
  name: string;
  bytes: Buffer;
}

/** A text as a source. */
export function source(name: string, text: string): Source {
  return { name, bytes: Buffer.from(text) };
}

/** What a value can look like; each form with its name. */
export function disguises(value: string): [string, string][] {
  const bytes = Buffer.from(value);
  const url = encodeURIComponent(value);
  const html = value.replaceAll('&', '&amp;');
  const escaped = html.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const json = JSON.stringify(value).slice(1, -1);
  const forms: [string, string][] = [
    ['raw', value],
    ['JSON', json],
    ['ASCII JSON', json.replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)],
    ['URL', url],
    ['form', url.replaceAll('%20', '+')],
    ['HTML', escaped],
    ['HTML attribute', html.replaceAll('"', '&quot;')],
    ['escaped HTML attribute', escaped.replaceAll('"', '&quot;')],
    ['hexadecimal', bytes.toString('hex')],
    ['list of bytes', [...bytes].join(', ')],
    // Half a value is a leak too, and these parts survive any wrong decoding.
    ...(value.match(/[0-9A-Za-z]{16,}/g) ?? []).map((part): [string, string] => ['part', part]),
    ...value.split('\n').filter((line) => line.length >= 8).map((line): [string, string] => ['line', line]),
    ...[0, 1, 2].flatMap((offset) => base64(bytes, offset)),
  ];
  return forms;
}

/** The characters of base64 that do not depend on what stands `offset` bytes before or after. */
function base64(bytes: Buffer, offset: number): [string, string][] {
  const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
  const start = Math.ceil((offset * 8) / 6);
  const end = Math.floor((padded.length * 8) / 6);
  const standard = padded.toString('base64').slice(start, end);
  const url = padded.toString('base64url').slice(start, end);
  return [['base64', standard], ['base64url', url]];
}

/** Where any form of any of the values is, as `SOURCE: FORM`. */
export function leaks(sources: Source[], values: string[]): string[] {
  const found = new Set<string>();
  for (const value of values) {
    for (const [form, text] of disguises(value)) {
      for (const { name, bytes } of sources) {
        // Browsers and databases also keep text in UTF-16.
        if (bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le'))) {
          found.add(`${name}: ${form}`);
        }
      }
    }
  }
  return [...found].sort();
}

/** Every file below a folder, as its bytes; none before there is a folder. */
export function filesBelow(folder: string): Source[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: path.slice(folder.length + 1), bytes: readFileSync(path) }));
}
