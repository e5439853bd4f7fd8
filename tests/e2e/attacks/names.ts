import { expect } from '@playwright/test';
import { type Attack, type Scene, refusals } from '../support/scene.ts';

/** A name that the agent declares: it is refused, and no row appears. */
async function declared({ agent, tab, page }: Scene, name: string, code: string): Promise<void> {
  const saved = await agent.save('.env', [name]);
  expect(refusals(saved)).toEqual([`/files/0/keys/0/key ${code}`]);
  expect(saved.added).toEqual([]);
  await expect(tab.name(name)).toHaveCount(0);
  await expect(page.getByText(name, { exact: true })).toHaveCount(0);
}

/** A name that the agent asks for: nothing is asked. */
async function askedFor({ agent, session, page }: Scene, name: string, code: string): Promise<void> {
  const { isError, content } = await agent.ask([name]);
  expect([isError, content.code, content.errors?.[0].place]).toEqual([true, code, '/keys/0/key']);
  await expect(session.form.form).toHaveCount(0);
  await expect(page.getByText(name, { exact: true })).toHaveCount(0);
}

export const names: Attack[] = [
  { id: 'names-loader', run: (scene) => declared(scene, 'LD_PRELOAD', 'forbidden') },
  { id: 'names-case', run: (scene) => declared(scene, 'dyld_Insert_Libraries', 'forbidden') },
  { id: 'names-interpreter', run: (scene) => askedFor(scene, 'NODE_OPTIONS', 'name_refused') },
  { id: 'names-search-path', run: (scene) => askedFor(scene, 'PATH', 'name_refused') },
  { id: 'names-not-ascii', run: (scene) => declared(scene, 'ＰＡＴＨ', 'invalid_name') },
  {
    id: 'names-of-the-repository',
    run: async ({ stage, agent, page }) => {
      stage.workspace.example('lib/.env.example', ['GIT_SSH_COMMAND', 'BASH_ENV', 'HARMLESS']);
      const { files } = await agent.good('scan_project');
      const found = files.flatMap(({ keys }: { keys: { key: string }[] }) => keys.map(({ key }) => key));
      expect(found).toContain('HARMLESS');
      expect(found).not.toContain('GIT_SSH_COMMAND');
      expect(found).not.toContain('BASH_ENV');
      await expect(page.getByText('GIT_SSH_COMMAND')).toHaveCount(0);
    },
  },
];
