import type { Page } from '@playwright/test';
import { Session } from './pages/session.ts';
import { expectAccessible, expectReflow } from './support/accessibility.ts';
import { Agent } from './support/agent.ts';
import { expect, test } from './support/hosted.ts';
import { keyName } from './support/random.ts';
import type { Stage } from './support/stage.ts';

// A setup session on a host's page: what is found is named, and the host is asked for the tab.

/** Puts the notice on the page, which notes what it is asked for. Answers with an agent. */
async function showNotice(stage: Stage, page: Page): Promise<Agent> {
  const api = await stage.api();
  const { id, session = '' } = await api.configuration();
  await page.evaluate(
    ([id, session]) => {
      const asked: unknown[] = [];
      Object.assign(globalThis, { asked });
      addEventListener('envdock-open-requested', (event) => asked.push((event as CustomEvent).detail));
      const notice = document.createElement('envdock-setup-notice');
      Object.assign(notice, { configuration: id, session });
      document.querySelector('main')?.prepend(notice);
    },
    [id, session],
  );
  return Agent.connect(api, session);
}

/** What the page was asked for since the notice is there. */
const asked = (page: Page): Promise<unknown> =>
  page.evaluate(() => (globalThis as unknown as { asked: unknown[] }).asked);

test('a new file of a setup session is named, and the tab is asked for once', async ({
  page,
  stage,
  visit,
}) => {
  await visit(undefined, '--setup');
  const agent = await showNotice(stage, page);
  const { notice } = new Session(page);
  expect(await asked(page)).toEqual([]);
  await agent.save('.env', [keyName(), keyName()]);
  await expect(notice.getByText('.env is needed by this project')).toBeVisible();
  await expect(notice.getByText('2 required values missing')).toBeVisible();
  const { id: configuration } = await (await stage.api()).configuration();
  const once = { session: agent.session, configuration, reason: 'spec' };
  await expect.poll(() => asked(page)).toEqual([once]);
  await expectAccessible(page);
  await expectReflow(page);
  await notice.getByRole('button', { name: 'Open Environment', exact: true }).click();
  expect(await asked(page)).toEqual([once, once]);

  await notice.getByRole('button', { name: 'Dismiss', exact: true }).click();
  await expect(notice).toBeHidden();
  await page.evaluate(() => document.querySelector('envdock-setup-notice')?.remove());
  // Closing the tab was respected, and the notice stays away until there is another file.
  await (await showNotice(stage, page)).close();
  await agent.save('web/.env.local', [keyName()]);
  await expect(notice.getByText('web/.env.local is needed by this project')).toBeVisible();
  expect(await asked(page)).toEqual([]);
  await agent.close();
});

test('a question of a setup session asks for the tab, and no file is named', async ({
  page,
  stage,
  visit,
}) => {
  await visit(undefined, '--setup');
  const agent = await showNotice(stage, page);
  await agent.ask([keyName()]);
  const { id: configuration } = await (await stage.api()).configuration();
  await expect
    .poll(() => asked(page))
    .toEqual([{ session: agent.session, configuration, reason: 'request' }]);
  await expect(new Session(page).notice).toBeHidden();
  await agent.close();
});
