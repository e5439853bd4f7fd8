import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Repositories } from './pages/repositories.ts';
import { expectAccessible, expectReflow } from './support/accessibility.ts';
import { keyNames } from './support/random.ts';
import { Server } from './support/server.ts';
import { expect, test } from './support/test.ts';
import { Workspace } from './support/workspace.ts';

test('the summary counts every env file, and its link opens the session with the tab', async ({
  page,
  stage,
  tab,
}) => {
  const [first, second, third] = keyNames(3) as [string, string, string];
  stage.workspace.example('web/.env.example', [first, second]);
  stage.workspace.example('api/.env.example', [third]);
  await stage.open(page);
  await tab.fill(first, stage.secret());
  await tab.expectRows({ [first]: 'Set' });
  const repositories = new Repositories(page);
  await repositories.open();
  const summary = repositories.summary('project');
  await expect(summary).toContainText('web/.env');
  await expect(summary).toContainText('1/2');
  await expect(summary).toContainText('api/.env');
  await expect(summary).toContainText('0/1');
  await expectAccessible(page);
  await expectReflow(page);

  await repositories.link('project').click();
  await expect(page).toHaveURL(/\/sessions\/[^/]+$/);
  await tab.expectRows({ [first]: 'Set', [second]: 'Missing', [third]: 'Missing' });
});

test('the summaries of all projects make one check', async ({ page, stage }) => {
  const names = ['alpha', 'beta', 'gamma'];
  for (const name of names) {
    const folder = join(stage.folder, name);
    mkdirSync(folder);
    new Workspace(folder).example('.env.example', keyNames(3));
    const server = new Server(folder, stage.dataDir);
    await server.start();
    await server.interrupt();
  }
  stage.workspace.example('.env.example', keyNames(2));
  await stage.openBehindProxy(page);
  await expect(page.getByRole('region', { name: 'Environment', exact: true })).toContainText('0 of 2 required set');
  await stage.proxy.heal();
  await page.goto(`http://127.0.0.1:${stage.proxy.port}/repositories`);
  const repositories = new Repositories(page);
  for (const name of names) await expect(repositories.summary(name)).toContainText('0/3');
  await expect(repositories.summary('project')).toContainText('0/2');
  expect(await stage.proxy.requests('POST /api/v1/checks')).toHaveLength(1);
});
