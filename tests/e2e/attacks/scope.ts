import { expect } from '@playwright/test';
import { Agent } from '../support/agent.ts';
import { keyName } from '../support/random.ts';
import { type Attack, asked, formOf } from '../support/scene.ts';

/** An argument that would choose where a value goes: there is none, and nothing happens. */
function argument(id: string, more: object, place: string): Attack {
  return {
    id,
    run: async ({ agent, session, page }) => {
      const before = await session.form.form.count();
      const { isError, content } = await agent.ask([keyName()], 'To run it.', more);
      expect([isError, content.code]).toEqual([true, 'invalid_body']);
      expect(content.detail).toContain(`${place}: `);
      await expect(session.form.form).toHaveCount(before);
      await expect(page.getByText('for prod')).toHaveCount(0);
    },
  };
}

export const scope: Attack[] = [
  argument('scope-environment', { environment: 'prod' }, 'environment'),
  argument('scope-organization', { scope: { type: 'organization' } }, 'scope'),
  {
    id: 'scope-foreign-session',
    run: async (scene) => {
      const { agent, api, configuration, page } = scene;
      const other = (await api.call('POST', '/sessions', { configuration })) as { id: string };
      const foreign = await agent.http('GET', `/sessions/${other.id}/messages`);
      expect(foreign).toBe(await agent.http('GET', '/sessions/ses_of_nobody/messages'));
      expect(foreign).toBe('404 not_found');
      const neighbour = await Agent.connect(api, other.id);
      const { request_id } = (await neighbour.ask([keyName()])).content;
      await neighbour.close();
      const unknown = await agent.tool('check_env', { request_id: 'req_of_nobody' });
      expect([unknown.isError, unknown.content.code]).toEqual([true, 'not_found']);
      expect(await agent.tool('check_env', { request_id })).toEqual(unknown);
      const said = await agent.http('POST', `/sessions/${other.id}/messages`, { text: 'hello there' });
      expect(said).toBe('404 not_found');
      await page.goto(`${api.origin}/sessions/${other.id}`);
      await expect(page.getByRole('heading', { name: /session of/ })).toBeVisible();
      await expect(page.getByText('hello there')).toHaveCount(0);
      await page.goto(`${api.origin}/sessions/${agent.session}`);
    },
  },
  {
    id: 'scope-answers-itself',
    run: async (scene) => {
      const { agent, configuration } = scene;
      const key = keyName();
      const { request_id } = await asked(scene, [key]);
      const set = { scope: { type: 'configuration', id: configuration }, expected_version: 0, value: 'x' };
      const answers = [{ file: { path: '.env' }, key, answer: { set } }];
      const submission = `/requests/${request_id}/submission`;
      expect(await agent.http('POST', submission, { answers })).toBe('403 forbidden');
      expect(await agent.http('POST', `/requests/${request_id}/decline`, {})).toBe('403 forbidden');
      expect((await agent.good('check_env', { request_id })).status).toBe('open');
      await expect(formOf(scene, key).button('Submit')).toBeVisible();
    },
  },
  {
    id: 'scope-more-rights',
    run: async ({ agent, page }) => {
      for (const role of ['admin', 'sandbox', 'agent']) {
        const body = { role, sessions: [agent.session], expires_in: 60 };
        expect(await agent.http('POST', '/tokens', body)).toBe('403 forbidden');
      }
      expect(await agent.http('GET', '/audit')).toBe('403 forbidden');
      await expect(page.locator('[role="alert"], [data-tone="danger"]')).toHaveCount(0);
    },
  },
  {
    id: 'scope-accepts-itself',
    run: async ({ agent, tab, api }) => {
      const key = keyName();
      const { isError, content } = await agent.tool('save_env_files', {
        files: [{ path: '.env', keys: [{ key, proposed: false }] }],
      });
      expect([isError, content.code]).toEqual([true, 'invalid_body']);
      await agent.save('.env', [key]);
      await api.set({ type: 'organization' }, key, 'shared');
      await tab.expectRows({ [key]: 'Proposed' });
    },
  },
];
