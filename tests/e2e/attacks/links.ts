import { expect } from '@playwright/test';
import { keyName } from '../support/random.ts';
import { type Attack, asked, described, expectPlain, formOf } from '../support/scene.ts';

export const links: Attack[] = [
  {
    id: 'links-address',
    run: async (scene) => {
      const text = 'Get it at https://evil.example/login?next=//evil.example';
      const quote = await described(scene, text);
      await expect(quote.locator('bdi')).toHaveText(text);
      await expect(quote.getByRole('link')).toHaveCount(0);
      await expectPlain(scene.page);
    },
  },
  {
    id: 'links-script',
    run: async (scene) => {
      const key = keyName();
      const reason = '[Sign in](javascript:alert(document.domain)) <a href="//evil.example">x</a>';
      await asked(scene, [key], reason);
      const form = formOf(scene, key).form;
      await expect(form.getByText(reason, { exact: true })).toBeVisible();
      await expect(form.getByRole('link')).toHaveCount(0);
      await expectPlain(scene.page);
    },
  },
  {
    id: 'links-in-the-conversation',
    run: async ({ agent, session, page }) => {
      const text = 'Done! Log in: http://127.0.0.1.evil.example/#launch=abc <script>alert(1)</script>';
      expect(await agent.say(text)).toBe('201');
      await session.expectLine('Agent', text);
      await expect(session.thread.getByRole('link')).toHaveCount(0);
      await expectPlain(page);
    },
  },
  {
    id: 'links-of-a-request',
    run: async (scene) => {
      const key = keyName();
      const { link } = await asked(scene, [key]);
      expect(new URL(link).origin).toBe(scene.api.origin);
      expect(new URL(link).hash + new URL(link).search).toBe('');
      // Whoever has the link alone is a stranger.
      const stranger = await scene.page.context().browser()?.newContext();
      const page = await stranger?.newPage();
      await page?.goto(link);
      await expect(page!.getByRole('heading', { name: 'Sign in with a link' })).toBeVisible();
      await expect(page!.getByText(key)).toHaveCount(0);
      await stranger?.close();
    },
  },
];
