import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyValues } from './attacks/key_values.ts';
import { links } from './attacks/links.ts';
import { lookAlikes } from './attacks/look_alikes.ts';
import { modes } from './attacks/modes.ts';
import { names } from './attacks/names.ts';
import { paths } from './attacks/paths.ts';
import { repetition } from './attacks/repetition.ts';
import { results } from './attacks/results.ts';
import { scope } from './attacks/scope.ts';
import { stored } from './attacks/stored.ts';
import { text } from './attacks/text.ts';
import { timing } from './attacks/timing.ts';
import { type Attack, expectPlain, scene } from './support/scene.ts';
import { expect, test } from './support/test.ts';

const mechanisms: Record<string, Attack[]> = {
  names,
  text,
  links,
  paths,
  modes,
  repetition,
  timing,
  scope,
  stored,
  'look-alikes': lookAlikes,
  results,
  'key-values': keyValues,
};

// A hostile agent, or a repository, against a page that somebody looks at. One server for each
// mechanism: an attack is a step, which goes on where the one before has left the session.
for (const [mechanism, attacks] of Object.entries(mechanisms)) {
  test(`attacks by ${mechanism} end in a refusal, or in what a person can see through`, async ({
    page,
    stage,
    tab,
  }) => {
    test.slow();
    const set = await scene(stage, page, tab);
    for (const attack of attacks) {
      await test.step(attack.id, () => attack.run(set));
      await expectPlain(page);
    }
    await set.agent.close().catch(() => undefined);
  });
}

test('the list of threats names these attacks, at least 40 by at least 10 mechanisms', () => {
  const root = join(import.meta.dirname, '../..');
  const list = readFileSync(join(root, 'docs/THREATS.md'), 'utf8');
  const listed = [...list.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, id]) => id);
  const tested = Object.values(mechanisms).flatMap((attacks) => attacks.map(({ id }) => id));
  expect(listed).toEqual(tested);
  const defences = [...list.matchAll(/`((?:crates|src)\/[^`]+)`/g)].map(([, path]) => path ?? '');
  expect(defences.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  expect(new Set(tested).size).toBe(tested.length);
  const tried = readFileSync(join(root, 'docs/TESTING.md'), 'utf8');
  expect(tested.filter((id) => !tried.includes(`\`${id}\``)), 'tried without its defence').toEqual([]);
  expect(tested.length).toBeGreaterThanOrEqual(40);
  expect(Object.keys(mechanisms).length).toBeGreaterThanOrEqual(10);
  for (const [mechanism, attacks] of Object.entries(mechanisms)) {
    expect(attacks.length, mechanism).toBeLessThanOrEqual(6);
    for (const { id } of attacks) expect(id.startsWith(`${mechanism}-`), id).toBe(true);
  }
});
