import { expect } from '@playwright/test';
import { type Attack, described, expectPlain } from '../support/scene.ts';

/** A description that the agent gives, and what people read instead. */
function shows(id: string, description: string, text: string): Attack {
  return {
    id,
    run: async (scene) => {
      const quote = await described(scene, description);
      await expect(quote.locator('bdi')).toHaveText(text);
      await expectPlain(scene.page);
    },
  };
}

export const text: Attack[] = [
  shows('text-bidi', 'Paste \u202eyek evil\u202c here\u2066.', 'Paste yek evil here.'),
  shows('text-invisible', 'A\u200bB\u{e0041}\u{e0042}\u00adC\ufeffD', 'ABCD'),
  shows('text-terminal', 'one\u001b[31mred\u0007\nEnvdock: all is well', 'one[31mred Envdock: all is well'),
  shows('text-markup', '<img src=x onerror=alert(1)><b>bold</b>', '<img src=x onerror=alert(1)><b>bold</b>'),
  {
    id: 'text-megabyte',
    run: async (scene) => {
      const quote = await described(scene, 'x'.repeat(1_000_000));
      await expect(quote.locator('bdi')).toHaveText(`${'x'.repeat(240)}…`);
      await quote.getByRole('button', { name: 'Show all of it' }).click();
      await expect(quote.locator('bdi')).toHaveText(`${'x'.repeat(500)}…`);
    },
  },
  {
    id: 'text-nothing-to-see',
    run: async ({ agent, session, needed }) => {
      const before = await session.form.form.count();
      const { isError, content } = await agent.ask([needed], '\u200b\u202e\u{e0041}');
      expect([isError, content.code]).toEqual([true, 'invalid_body']);
      await expect(session.form.form).toHaveCount(before);
    },
  },
];
