import { expect } from '@playwright/test';
import { keyName, keyNames } from '../support/random.ts';
import { type Attack, asked, formOf } from '../support/scene.ts';

export const repetition: Attack[] = [
  {
    id: 'repetition-fifty-times',
    run: async (scene) => {
      const key = keyName();
      const first = await asked(scene, [key]);
      for (let time = 0; time < 50; time += 1) {
        const { content } = await scene.agent.ask([key], `Again, ${time}`);
        expect([content.request_id, content.joined_earlier_request]).toEqual([first.request_id, true]);
      }
      await expect(formOf(scene, key).form).toHaveCount(1);
      await expect(scene.page.getByText('Again, ')).toHaveCount(0);
    },
  },
  {
    id: 'repetition-after-no',
    run: async (scene) => {
      const key = keyName();
      await asked(scene, [key]);
      await formOf(scene, key).button('Decline').click();
      await expect(scene.session.thread.getByText('Declined', { exact: true })).toBeVisible();
      const again = await asked(scene, [key], 'Please.');
      expect(again.keys[0].refused_before).toBe(1);
      const notes = formOf(scene, key).key(key);
      await expect(notes.getByText('Asked before, refused once')).toBeVisible();
    },
  },
  {
    id: 'repetition-under-one-name',
    run: async (scene) => {
      const [shown, hidden] = [keyName(), keyName()];
      const first = await scene.agent.ask([shown], 'One.', { request_key: 'q' });
      const second = await scene.agent.ask([hidden], 'Two.', { request_key: 'q' });
      expect(second.content.request_id).toBe(first.content.request_id);
      expect(second.content.keys.map(({ key }: { key: string }) => key)).toEqual([shown]);
      await expect(formOf(scene, shown).form).toBeVisible();
      await expect(scene.page.getByText(hidden)).toHaveCount(0);
    },
  },
  {
    id: 'repetition-many-keys',
    run: async ({ agent, session }) => {
      const before = await session.form.form.count();
      const { isError, content } = await agent.ask(keyNames(201));
      expect([isError, content.code]).toEqual([true, 'too_many']);
      await expect(session.form.form).toHaveCount(before);
    },
  },
  {
    id: 'repetition-many-slots',
    run: async ({ agent, api }) => {
      const before = await api.configuration();
      const files = [{ path: '.env', keys: keyNames(20_001).map((key) => ({ key })) }];
      const { isError, content } = await agent.tool('save_env_files', { files });
      expect([isError, content.code]).toEqual([true, 'too_many']);
      expect(content.detail).toBe('a spec has at most 1000 files and 20000 keys');
      expect(await api.configuration()).toEqual(before);
    },
  },
  {
    id: 'repetition-flood',
    run: async (scene) => {
      let refused;
      let open = 0;
      for (let time = 0; !refused && time < 30; time += 1) {
        const { isError, content } = await scene.agent.ask([keyName()]);
        if (isError) refused = content;
        else open += 1;
      }
      expect(refused.code).toBe('rate_limited');
      expect(refused.retry_after_seconds).toBeGreaterThan(0);
      expect(open).toBeLessThanOrEqual(20);
      await expect(scene.tab.panel.getByText('20 open requests')).toBeVisible();
    },
  },
];
