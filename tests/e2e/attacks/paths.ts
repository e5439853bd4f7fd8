import { expect } from '@playwright/test';
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyName } from '../support/random.ts';
import { type Attack, asked, expectSaved, formOf, refusals } from '../support/scene.ts';

/** A path that the agent declares, then asks for: refused both times, and nowhere to be seen. */
function refused(id: string, path: string, code: string): Attack {
  return {
    id,
    run: async ({ agent, stage, page }) => {
      const saved = await agent.save(path, [keyName()]);
      expect(refusals(saved)).toEqual([`/files/0/path ${code}`]);
      expect(saved.added).toEqual([]);
      const { isError, content } = await agent.ask([{ key: keyName(), path }]);
      expect([isError, content.code, content.errors?.[0].place]).toEqual([true, code, '/keys/0/file']);
      await expect(page.getByText(path)).toHaveCount(0);
      expect(existsSync(join(stage.workspace.path, path))).toBe(false);
    },
  };
}

export const paths: Attack[] = [
  refused('paths-out-of-the-folder', '../../.ssh/config', 'invalid_name'),
  refused('paths-absolute', '/tmp/envdock-e2e-absolute/x.env', 'invalid_name'),
  refused('paths-git', '.git/hooks/pre-commit.env', 'path_not_allowed'),
  refused('paths-program', 'web/.envrc', 'path_not_allowed'),
  refused('paths-dependency', 'node_modules/left-pad/.env', 'path_not_allowed'),
  {
    id: 'paths-link',
    run: async (scene) => {
      const { stage, agent, tab } = scene;
      const [outside, inside] = [join(stage.folder, 'outside'), join(stage.workspace.path, 'inside')];
      const links = { '.env.out': join(outside, 'file'), '.env.in': 'inside', folder: outside };
      mkdirSync(outside);
      for (const file of [links['.env.out'], inside]) writeFileSync(file, 'A=1\n');
      for (const [path, target] of Object.entries(links)) stage.workspace.link(path, target);
      const wanted = ['.env.out', '.env.in', 'folder/.env'].map((path) => ({ path, key: keyName() }));
      for (const { path, key } of wanted) await agent.save(path, [key]);
      await asked(scene, wanted.map(({ key, path }) => ({ key, path })));
      const form = formOf(scene, wanted[0]!.key);
      for (const { key } of wanted) await form.field(key).fill(stage.secret());
      await form.button('Submit').click();
      for (const { key, path } of wanted) {
        await expectSaved(scene, key);
        await expect(tab.row(key)).toContainText(`Stored, but not written to ${path}`);
      }
      for (const file of [links['.env.out'], inside]) expect(readFileSync(file, 'utf8')).toBe('A=1\n');
      expect(readdirSync(outside)).toEqual(['file']);
      for (const path of Object.keys(links)) {
        expect(lstatSync(join(stage.workspace.path, path)).isSymbolicLink(), path).toBe(true);
      }
    },
  },
];
