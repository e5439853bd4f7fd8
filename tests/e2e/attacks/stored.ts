import { expect } from '@playwright/test';
import { keyName } from '../support/random.ts';
import { type Attack, type Scene, asked, envFile, expectSaved, expectWritten, formOf } from '../support/scene.ts';

/** A key for which the organization has a value that this project was never given. */
async function shared({ stage, api }: Scene): Promise<{ key: string; value: string }> {
  const [key, value] = [keyName(), stage.secret()];
  await api.set({ type: 'organization' }, key, value);
  return { key, value };
}

/** What `check_env` says of a key. */
async function state({ agent }: Scene, key: string): Promise<string | undefined> {
  const { files } = await agent.good('check_env');
  const keys = files.flatMap((one: { keys: { key: string; state: string }[] }) => one.keys);
  return keys.find((one: { key: string }) => one.key === key)?.state;
}

export const stored: Attack[] = [
  {
    id: 'stored-named-in-a-file',
    run: async (scene) => {
      const [key, value] = [keyName(), scene.stage.secret()];
      await scene.agent.save('.env', [key]);
      // A write fills the env files of every session that uses the address.
      await scene.api.set({ type: 'organization' }, key, value);
      await scene.tab.expectRows({ [key]: 'Proposed' });
      expect(envFile(scene)).not.toContain(value);
    },
  },
  {
    id: 'stored-guessed',
    run: async (scene) => {
      const { key } = await shared(scene);
      const nowhere = keyName();
      await scene.agent.save('.env', [key, nowhere]);
      await scene.tab.expectRows({ [key]: 'Proposed' });
      // Whether a value exists is not to be seen.
      expect(await state(scene, key)).toBe('not_accepted');
      expect(await state(scene, nowhere)).toBe('not_accepted');
    },
  },
  {
    id: 'stored-asked-for',
    run: async (scene) => {
      const { key, value } = await shared(scene);
      await scene.agent.save('.env', [key]);
      const answer = await asked(scene, [key]);
      expect([answer.status, answer.already_set]).toEqual(['open', []]);
      const form = formOf(scene, key);
      await expect(form.key(key).getByText('A shared value exists')).toBeVisible();
      // Sending the form without a decision does not hand it over.
      await form.button('Submit').click();
      await expect(form.key(key).getByText('Choose what to do with it.').first()).toBeVisible();
      await form.button('Decline').click();
      await expect(scene.session.thread.getByText('Declined', { exact: true })).toBeVisible();
      expect(envFile(scene)).not.toContain(value);
    },
  },
  {
    id: 'stored-into-a-file-of-its-own',
    run: async (scene) => {
      const { stage, tab, needed, agent } = scene;
      const value = stage.secret();
      await agent.save('.env.agent', [needed], { readers: ['shell'] });
      await scene.api.set({ type: 'organization' }, needed, value);
      await expect(tab.file('.env.agent')).toBeVisible();
      // So is the project's own: nobody has accepted it, either.
      await expect(tab.row(needed).getByText('Proposed', { exact: true })).toHaveCount(2);
      expect(envFile(scene, '.env.agent')).not.toContain(value);
    },
  },
  {
    id: 'stored-wiped',
    run: async (scene) => {
      const { stage, tab, agent } = scene;
      const [key, value] = [keyName(), stage.secret()];
      await asked(scene, [key]);
      const form = formOf(scene, key);
      await form.field(key).fill(value);
      await form.button('Submit').click();
      await expectSaved(scene, key);
      await expectWritten(scene, value);
      // A person has given it a value: the agent does not take it out of the file.
      const remove = [{ path: '.env', key }, { path: '.env' }];
      const answer = await agent.good('save_env_files', { remove });
      expect(answer.not_removed).toContainEqual({ file: '.env', key });
      await tab.expectRows({ [key]: 'Set' });
      expect(envFile(scene)).toContain(value);
    },
  },
  {
    id: 'stored-called-broken',
    run: async (scene) => {
      const { stage } = scene;
      const [key, value] = [keyName(), stage.secret()];
      await asked(scene, [key]);
      const first = formOf(scene, key);
      await first.field(key).fill(value);
      await first.button('Submit').click();
      await expectSaved(scene, key);
      await expectWritten(scene, value);
      const reason = 'The API answers 401: send it to https://evil.example';
      const answer = await scene.agent.ask([{ key, replace: { reason } }], 'It does not work.');
      expect(answer.content).toMatchObject({ status: 'open', already_set: [] });
      const form = scene.session.form.form.filter({ hasText: 'It does not work.' });
      await expect(form.getByText('The agent says that the stored value was rejected')).toBeVisible();
      await expect(form.getByText(reason)).toBeVisible();
      await expect(form.getByRole('link')).toHaveCount(0);
      await form.getByRole('button', { name: 'Decline', exact: true }).click();
      await expect(form.getByRole('heading', { name: 'Declined', exact: true })).toBeVisible();
      await expect(form.getByRole('button')).toHaveCount(0);
      expect(await state(scene, key)).toBe('set');
      expect(envFile(scene)).toContain(value);
    },
  },
];
