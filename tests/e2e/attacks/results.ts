import { expect } from '@playwright/test';
import { leaks, source } from '../support/canary.ts';
import { keyName } from '../support/random.ts';
import { type Attack, asked, expectSaved, expectWritten, formOf } from '../support/scene.ts';

export const results: Attack[] = [
  {
    id: 'results-of-an-answer',
    run: async (scene) => {
      const { stage, agent } = scene;
      const [key, value] = [keyName(), stage.secret()];
      const { request_id } = await asked(scene, [key]);
      const form = formOf(scene, key);
      await form.field(key).fill(value);
      await form.button('Submit').click();
      await expectSaved(scene, key);
      await expectWritten(scene, value);
      const answers = [
        await agent.good('check_env', { request_id, wait_seconds: 5 }),
        await agent.good('check_env'),
        (await agent.ask([key])).content,
        await agent.save('.env', [key]),
        await agent.good('scan_project'),
      ];
      expect(answers[0].keys[0].result).toBe('saved');
      expect(answers[2].status).toBe('already_set');
      expect(leaks([source('answers', JSON.stringify(answers))], [value])).toEqual([]);
    },
  },
  {
    id: 'results-of-a-mistake',
    run: async ({ agent, stage, page }) => {
      const value = stage.secret();
      for (const [keys, place] of [
        [[{ key: 'A', value }], 'keys[0].value'],
        [[{ key: 'A', [value]: true }], ''],
        [[{ key: 'A', replace: value }], 'keys[0].replace'],
        [value, 'keys'],
      ] as const) {
        const input = { reason: 'To run it.', keys };
        const { isError, content } = await agent.tool('request_env_variables', input);
        expect([isError, content.code]).toEqual([true, 'invalid_body']);
        expect(content.detail.startsWith(place), content.detail).toBe(true);
        expect(leaks([source('answer', JSON.stringify(content))], [value])).toEqual([]);
      }
      await expect(page.getByText(value.slice(0, 20))).toHaveCount(0);
    },
  },
  {
    id: 'results-of-no-message',
    run: async ({ agent, stage, page }) => {
      const value = stage.secret();
      for (const [body, code] of [
        [value, -32700],
        [JSON.stringify([{ jsonrpc: '2.0', id: 1, method: value }]), -32600],
        [JSON.stringify({ jsonrpc: '1.0', id: 1, method: value }), -32600],
      ] as const) {
        const { status, text } = await agent.raw(body);
        expect([status, JSON.parse(text).error.code]).toEqual([400, code]);
        expect(leaks([source('answer', text)], [value])).toEqual([]);
      }
      await expect(page.locator('[role="alert"], [data-tone="danger"]')).toHaveCount(0);
    },
  },
  {
    id: 'results-of-another-protocol',
    run: async ({ agent, page }) => {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} });
      const { status, text } = await agent.raw(body, { 'Mcp-Protocol-Version': '2031-01-01' });
      expect([status, JSON.parse(text).error.code]).toEqual([400, -32600]);
      await expect(page.locator('[role="alert"], [data-tone="danger"]')).toHaveCount(0);
    },
  },
  {
    id: 'results-of-the-sandbox',
    run: async ({ agent, page }) => {
      const own = await agent.http('POST', `/sessions/${agent.session}/values`, {});
      expect(own).toBe('403 forbidden');
      expect(await agent.http('POST', '/sessions/ses_of_nobody/values', {})).toBe(own);
      await expect(page.locator('[role="alert"], [data-tone="danger"]')).toHaveCount(0);
    },
  },
];
