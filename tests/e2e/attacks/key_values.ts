import { expect } from '@playwright/test';
import { leaks, source } from '../support/canary.ts';
import { keyName } from '../support/random.ts';
import { type Attack, expectPlain, refusals } from '../support/scene.ts';

export const keyValues: Attack[] = [
  {
    id: 'key-values-declared',
    run: async ({ agent, stage, page }) => {
      const value = stage.secret();
      const saved = await agent.save('.env', [value]);
      expect(refusals(saved)).toEqual(['/files/0/keys/0/key invalid_name']);
      expect(leaks([source('answer', JSON.stringify(saved))], [value])).toEqual([]);
      await expectPlain(page);
    },
  },
  {
    id: 'key-values-asked-for',
    run: async ({ agent, stage, session }) => {
      const value = stage.secret();
      const { isError, content } = await agent.ask([`OPENAI_KEY=${value}`]);
      expect([isError, content.code]).toEqual([true, 'invalid_name']);
      expect(leaks([source('answer', JSON.stringify(content))], [value])).toEqual([]);
      await expect(session.form.form).toHaveCount(0);
    },
  },
  {
    id: 'key-values-as-a-path',
    run: async ({ agent, stage, page }) => {
      const value = stage.secret();
      const saved = await agent.save(value, [keyName()]);
      expect(saved.refused[0].place).toBe('/files/0/path');
      expect(leaks([source('answer', JSON.stringify(saved))], [value])).toEqual([]);
      await expectPlain(page);
    },
  },
  {
    id: 'key-values-taken-out',
    run: async ({ agent, stage, session }) => {
      const value = stage.secret();
      const remove = [{ path: '.env', key: value }, { path: value }];
      const saved = await agent.good('save_env_files', { remove });
      // A path that is none of the project's is as good as one that is not there.
      expect(refusals(saved)).toEqual(['/remove/0 invalid_name']);
      expect([saved.removed, saved.not_removed]).toEqual([[], []]);
      expect(leaks([source('answer', JSON.stringify(saved))], [value])).toEqual([]);
      // Nothing is said in the conversation about what was not done.
      await expect(session.thread.getByText('took out of the list')).toHaveCount(0);
    },
  },
  {
    id: 'key-values-in-the-repository',
    run: async ({ agent, stage, page }) => {
      const value = `sk_live_${stage.secret(`51H${'aB3dE6gH9jK2mN5pQ8sT'.repeat(2)}`)}`;
      stage.workspace.write('pay/.env.example', `PAY_SECRET_KEY=${value}\n`);
      const scanned = await agent.good('scan_project');
      expect(JSON.stringify(scanned)).toContain('PAY_SECRET_KEY');
      expect(leaks([source('answer', JSON.stringify(scanned))], [value])).toEqual([]);
      await expect(page.getByText(value)).toHaveCount(0);
    },
  },
];
