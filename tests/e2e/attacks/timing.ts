import { expect } from '@playwright/test';
import { keyName } from '../support/random.ts';
import { type Attack, asked, expectSaved, formOf } from '../support/scene.ts';

export const timing: Attack[] = [
  {
    id: 'timing-focus',
    run: async (scene) => {
      const { page, agent } = scene;
      const message = page.getByLabel('Message', { exact: true });
      await message.click();
      await page.keyboard.type('I am wri');
      const key = keyName();
      await asked(scene, [key]);
      // Whatever would take the focus is there now.
      await expect(formOf(scene, key).field(key)).toBeVisible();
      await expect(message).toBeFocused();
      await page.keyboard.type('ting');
      await expect(message).toHaveValue('I am writing');
      await page.keyboard.press('Enter');
      await scene.session.expectLine('You', 'I am writing');
      // Enter meant the message: nothing was submitted or declined.
      const { request_id } = (await agent.ask([key])).content;
      expect((await agent.good('check_env', { request_id })).status).toBe('open');
    },
  },
  {
    id: 'timing-other-words-while-typing',
    run: async (scene) => {
      const { agent, stage, tab } = scene;
      const key = keyName();
      await agent.save('.env', [{ key, description: 'The test key.' }]);
      await asked(scene, [key]);
      const form = formOf(scene, key);
      const value = stage.secret();
      await form.field(key).fill(value);
      const later = keyName();
      const saved = await agent.save('.env', [{ key, description: 'The production key!' }, later]);
      expect(saved.kept).toEqual([{ file: '.env', key }]);
      // Once the later key is there, so is all that was saved with it.
      await expect(tab.name(later)).toBeVisible();
      await expect(tab.row(key)).toContainText('The test key.');
      await expect(form.key(key).getByText('The test key.')).toBeVisible();
      await expect(form.field(key)).toHaveValue(value);
      await form.button('Submit').click();
      await expectSaved(scene, key);
    },
  },
  {
    id: 'timing-gone-while-typing',
    run: async (scene) => {
      const { agent, stage, session } = scene;
      const key = keyName();
      await agent.save('.env', [key]);
      await asked(scene, [key]);
      const form = formOf(scene, key);
      const value = stage.secret();
      await form.field(key).fill(value);
      const remove = [{ path: '.env', key }];
      const { removed } = await agent.good('save_env_files', { remove });
      expect(removed).toEqual([{ file: '.env', key }]);
      await session.expectLine('Envdock', `The agent took out of the list: ${key} (.env)`);
      await expect(form.field(key)).toHaveValue(value);
      await form.button('Decline').click();
    },
  },
  {
    id: 'timing-dropped-stream',
    run: async (scene) => {
      const { agent, api } = scene;
      const key = keyName();
      const input = { reason: 'To run it.', keys: [{ key }] };
      const params = { name: 'request_env_variables', arguments: input };
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params });
      const initialize = JSON.stringify({
        jsonrpc: '2.0',
        id: 0,
        method: 'initialize',
        params: { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
      });
      const headers = {
        Authorization: `Bearer ${agent.token}`,
        Accept: 'application/json, text/event-stream',
        'Content-Type': 'application/json',
      };
      const url = `${agent.origin}/mcp`;
      const first = await fetch(url, { method: 'POST', headers, body: initialize });
      await first.text();
      const of = { 'Mcp-Session-Id': first.headers.get('mcp-session-id') ?? '' };
      const hangUp = new AbortController();
      const call = fetch(url, { method: 'POST', headers: { ...headers, ...of }, body, signal: hangUp.signal });
      const read = call.then((answer) => answer.text()).catch(() => 'hung up');
      await expect(formOf(scene, key).form).toBeVisible();
      hangUp.abort();
      expect(await read).toBe('hung up');
      const again = (await agent.ask([key])).content;
      expect([again.status, again.joined_earlier_request]).toEqual(['open', true]);
      const { requests } = (await api.call('GET', `/sessions/${agent.session}/requests`)) as {
        requests: { keys: { key: string }[] }[];
      };
      expect(requests.filter(({ keys }) => keys[0]?.key === key)).toHaveLength(1);
      await expect(formOf(scene, key).form).toHaveCount(1);
    },
  },
  {
    id: 'timing-after-the-end',
    run: async ({ agent, api, page }) => {
      await api.call('POST', `/sessions/${agent.session}/end`, {});
      await expect(page.getByText('This session has ended.')).toBeVisible();
      // Neither in the protocol session that it has, nor without one.
      await expect(agent.ask([keyName()])).rejects.toThrow('unauthenticated');
      const ping = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} });
      const { status, text } = await agent.raw(ping);
      expect([status, JSON.parse(text).code]).toEqual([401, 'unauthenticated']);
    },
  },
];
