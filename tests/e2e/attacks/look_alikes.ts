import { expect } from '@playwright/test';
import { keyName } from '../support/random.ts';
import { type Attack, asked, formOf, refusals } from '../support/scene.ts';

export const lookAlikes: Attack[] = [
  {
    id: 'look-alikes-key',
    run: async (scene) => {
      const { needed } = scene;
      const alike = needed.replace('SECRET', '5ECRET');
      await asked(scene, [alike]);
      const warning = `Looks like ${needed}, which this project has, but is another key`;
      await expect(formOf(scene, alike).key(alike).getByText(warning)).toBeVisible();
    },
  },
  {
    id: 'look-alikes-letters',
    run: async ({ agent, session }) => {
      const before = await session.form.form.count();
      // The first letter is Cyrillic.
      const { isError, content } = await agent.ask(['\u0410PI_KEY']);
      expect([isError, content.code, content.errors?.[0].place]).toEqual([true, 'invalid_name', '/keys/0/key']);
      await expect(session.form.form).toHaveCount(before);
    },
  },
  {
    id: 'look-alikes-file',
    run: async (scene) => {
      await scene.agent.save('.env.local', [keyName()]);
      await expect(scene.tab.file('.env.local')).toBeVisible();
      const key = keyName();
      await asked(scene, [{ key, path: '.env.1ocal' }]);
      const warning = 'Looks like .env.local, but is another file';
      await expect(formOf(scene, key).form.getByText(warning)).toBeVisible();
    },
  },
  {
    id: 'look-alikes-file-letters',
    run: async ({ agent, page }) => {
      // Cyrillic, reversed, and with a space that nobody sees.
      for (const path of ['.env.l\u043ecal', '.env.\u202elacol', '.env.local\u200b', '.env.local\u00a0']) {
        const saved = await agent.save(path, [keyName()]);
        expect(refusals(saved)).toEqual(['/files/0/path path_not_allowed']);
        // By its very characters: a search by text would not see the difference either.
        expect(await page.locator('body').innerText()).not.toContain(path);
      }
    },
  },
  {
    id: 'look-alikes-not-in-the-project',
    run: async (scene) => {
      const key = 'STRIPE_LIVE_KEY';
      await asked(scene, [key, scene.needed]);
      const form = formOf(scene, key);
      await expect(form.key(key).getByText('Not found in this project')).toBeVisible();
      await expect(form.key(scene.needed).getByText('.env.example:1')).toBeVisible();
      await expect(form.key(scene.needed).getByText('Not found in this project')).toHaveCount(0);
    },
  },
];
