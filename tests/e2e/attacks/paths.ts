import { expect } from '@playwright/test';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
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
      expect([isError, content.code, content.errors[0].place]).toEqual([true, code, '/keys/0/file']);
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
      const { stage, agent } = scene;
      const target = join(stage.folder, 'outside');
      writeFileSync(target, 'untouched\n');
      stage.workspace.link('.env.linked', target);
      const key = keyName();
      await agent.save('.env.linked', [key]);
      await asked(scene, [key]);
      const form = formOf(scene, key);
      await form.field(key).fill(stage.secret());
      await form.button('Submit').click();
      await expectSaved(scene, key);
      expect(readFileSync(target, 'utf8')).toBe('untouched\n');
    },
  },
];
