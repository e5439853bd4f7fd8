import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';

const root = join(import.meta.dirname, '../..');
const pages = join(root, 'docs/embedding');

/** Blocks of a page that begin with the name of a file: `// examples/…` or `/* examples/… *`+`/`. */
function excerpts(markdown: string): { path: string; code: string }[] {
  const blocks = markdown.matchAll(/^```\w+\n(?:\/\/|\/\*) (examples\/[\w./]+)(?: \*\/)?\n([^]*?)^```$/gm);
  return [...blocks].map(([, path = '', code = '']) => ({ path, code }));
}

test('what the pages about embedding show of the examples stands there', () => {
  const all = readdirSync(pages).filter((name) => name.endsWith('.md'));
  const found = all.flatMap((name) => excerpts(readFileSync(join(pages, name), 'utf8')));
  expect(found.length).toBeGreaterThan(7);
  for (const { path, code } of found) expect(readFileSync(join(root, path), 'utf8'), path).toContain(code);
});
