import { expect } from '@playwright/test';
import { keyName } from '../support/random.ts';
import { type Attack, asked, formOf, refusals } from '../support/scene.ts';

export const modes: Attack[] = [
  {
    id: 'modes-secret-in-a-plain-file',
    run: async ({ agent, tab }) => {
      const key = keyName();
      const saved = await agent.save('plain.env', [key], { mode: 'plain' });
      expect(refusals(saved)).toEqual(['/files/0/keys/0 secret_in_plain_file']);
      await expect(tab.name(key)).toHaveCount(0);
    },
  },
  {
    id: 'modes-secret-later',
    run: async ({ agent, tab }) => {
      const [first, later] = [keyName(), keyName()];
      await agent.save('later.env', [{ key: first, kind: 'visible' }], { mode: 'plain' });
      await expect(tab.name(first)).toBeVisible();
      const saved = await agent.save('later.env', [later]);
      expect(saved.not_for_a_plain_file).toEqual([{ file: 'later.env', key: later }]);
      expect(saved.added).toEqual([]);
      await expect(tab.name(later)).toHaveCount(0);
    },
  },
  {
    id: 'modes-asked-into-a-plain-file',
    run: async ({ agent, session }) => {
      await agent.save('asked.env', [{ key: keyName(), kind: 'visible' }], { mode: 'plain' });
      const { isError, content } = await agent.ask([{ key: keyName(), path: 'asked.env' }]);
      expect([isError, content.code]).toEqual([true, 'secret_in_plain_file']);
      await expect(session.form.form).toHaveCount(0);
    },
  },
  {
    id: 'modes-shown-while-typed',
    run: async (scene) => {
      const { agent, needed } = scene;
      const saved = await agent.save('.env', [{ key: needed, kind: 'visible', required: false }]);
      expect(saved.kept).toEqual([{ file: '.env', key: needed }]);
      await asked(scene, [needed]);
      const field = formOf(scene, needed).field(needed);
      // What is typed stays masked: the project's own key is a secret.
      await expect(field).toHaveAttribute('type', 'password');
      await formOf(scene, needed).button('Decline').click();
    },
  },
  {
    id: 'modes-into-the-snapshot',
    run: async ({ agent, stage, tab, session, page, needed }) => {
      const value = stage.secret();
      await tab.fill(needed, value);
      await expect(tab.row(needed)).toContainText('Written to .env.');
      // The agent calls the file plain: it stays secret, so that the archive leaves it out.
      await agent.save('.env', [{ key: keyName(), kind: 'visible' }], { mode: 'plain' });
      await session.finish();
      await session.finishDialog.getByRole('button', { name: 'Save anyway' }).click();
      await expect(page.getByText('Left out, because they hold secrets: .env')).toBeVisible();
      // The archive is in the data folder, which is searched for the value.
      expect(stage.kept().some(({ name }) => name.startsWith('snapshots/'))).toBe(true);
    },
  },
];
