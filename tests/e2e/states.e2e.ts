import { join } from 'node:path';
import { Repositories } from './pages/repositories.ts';
import { expectAccessible, expectReflow } from './support/accessibility.ts';
import { keyName, keyNames } from './support/random.ts';
import { Server } from './support/server.ts';
import { expect, test } from './support/test.ts';
import { Workspace } from './support/workspace.ts';

test('a project that needs nothing says so, and what would change that', async ({ page, stage, tab }) => {
  stage.workspace.write('README.md', '# Nothing to see\n');
  await stage.open(page);
  await expect(tab.panel.getByText('Nothing needed')).toBeVisible();
  await expect(
    tab.panel.getByText(
      'No env file and no reference to an environment variable was found in this project. ' +
        'Add a .env.example or let an agent say what is needed; ' +
        'the project is looked at again when Envdock is started for it.',
    ),
  ).toBeVisible();
  await expect(tab.panel.getByRole('listitem')).toHaveCount(0);
  await expectAccessible(page);
  await expectReflow(page);
});

test('before any spec the tab and the summary say that nobody has looked yet', async ({ page, stage, tab }) => {
  stage.key();
  await stage.serve();
  const { id, session } = await (await stage.api()).configuration();
  await stage.server.interrupt();
  stage.forgetSpec(id);
  // Another folder is served from the same data: this one is not scanned again.
  const other = new Server(join(stage.folder, 'other'), stage.dataDir);
  new Workspace(other.folder).example('.env.example', [keyName()]);
  const link = await other.start();
  link.pathname = `/sessions/${session}`;
  await page.goto(link.href);
  await expect(tab.panel.getByText('Not looked at yet')).toBeVisible();
  await expect(
    tab.panel.getByText('What the project needs appears here as soon as it has been scanned.'),
  ).toBeVisible();
  await expectAccessible(page);
  await expectReflow(page);
  const repositories = new Repositories(page);
  await repositories.open();
  await expect(repositories.summary('project')).toContainText('Not looked at yet');
  await expectAccessible(page);
  await other.kill();
});

test('partly set: every kind of key says what it is, missing first', async ({ page, stage, tab }) => {
  const [set, missing, optional] = [keyName(), keyName(), keyName()];
  stage.workspace.write('.env.example', `${set}=\n# What it is for\n${missing}=\n# ${optional}=\n`);
  await stage.open(page);
  await tab.fill(set, stage.secret());
  await tab.expectRows({ [set]: 'Set', [missing]: 'Missing', [optional]: 'Optional' });
  await tab.expectShape([1, 2], [
    { key: missing, action: 'Fill', note: 'Missing·.env.example:3' },
    { key: optional, action: 'Fill', note: 'Optional·.env.example:4' },
  ]);
  await expect(tab.file('.env')).toHaveAccessibleName('.env, 1 of 2 required set');
  await expect(tab.row(missing)).toContainText('.env.example:3');
  await expect(tab.row(missing).getByText('What it is for')).toBeVisible();
  await expectAccessible(page);
  await expectReflow(page);
});

test('of a group one is enough, and what a person does not need is not counted', async ({ page, stage, tab }) => {
  const [first, second, spare] = keyNames(3) as [string, string, string];
  const text = `# Either ${first} or ${second} is enough.\n${first}=\n${second}=\n\n${spare}=\n`;
  stage.workspace.write('.env.example', text);
  await stage.serve();
  await (await stage.api()).describe(spare, { not_needed: true });
  await page.goto((await stage.server.open()).href);
  await tab.expectProgress(0, 1);
  await tab.expectRows({ [spare]: 'Not needed' });
  await expect(tab.row(second)).toContainText('one of several is enough');
  await tab.fill(first, stage.secret());
  await tab.expectRows({ [first]: 'Set', [second]: 'Covered' });
  await tab.expectShape([1, 1], [
    { key: second, note: `Covered·${first} is set, which is enough` },
    { key: spare, note: 'Not needed' },
  ]);
  await expectAccessible(page);
  await expectReflow(page);
});

test('all set', async ({ page, stage, tab }) => {
  const keys = keyNames(2);
  stage.workspace.example('.env.example', keys);
  await stage.open(page);
  for (const key of keys) await tab.fill(key, stage.secret());
  await tab.expectRows(Object.fromEntries(keys.map((key) => [key, 'Set'])));
  await tab.expectProgress(2, 2);
  await expectAccessible(page);
  await expectReflow(page);
});

test('a shared value is not written for a proposed key until a person accepts it', async ({
  page,
  stage,
  tab,
}) => {
  const key = stage.key();
  const value = stage.secret();
  await stage.serve();
  const api = await stage.api();
  await api.set({ type: 'organization' }, key, value);
  await page.goto((await stage.server.open()).href);
  await tab.expectRows({ [key]: 'Proposed' });
  await expect(tab.panel.getByText('1 key asks for a shared value.')).toBeVisible();
  await expectAccessible(page);
  expect(() => stage.workspace.read('.env')).toThrow('ENOENT');
  await tab.action('Accept', key).click();
  await tab.expectRows({ [key]: 'Set' });
  expect(stage.workspace.read('.env')).toBe(`${key}='${value}'\n`);
  await tab.expectShape([1, 1], [{ key, note: 'Set·for organization·just now by you' }]);
});

test('a member may fill what is free, and only sees what is shared', async ({ page, stage, tab }) => {
  const [shared, free] = stage.twoKeys();
  const link = await stage.serve();
  const api = await stage.api();
  await api.set({ type: 'organization' }, shared, stage.secret());
  const { token } = (await api.call('POST', '/tokens', { role: 'member', expires_in: 3600 })) as {
    token: string;
  };
  // Members sign in through their host; here their token takes the place of the owner's.
  await page.goto(link.href);
  await tab.expectRows({ [free]: 'Missing' });
  await page.evaluate(([mine]) => {
    for (const name of Object.keys(localStorage)) localStorage.setItem(name, mine);
  }, [token] as const);
  await page.reload();
  await expect(
    tab.panel.getByText('You see names and states. Shared values are changed by owners and admins.'),
  ).toBeVisible();
  await tab.expectRows({ [shared]: 'Proposed', [free]: 'Missing' });
  await expect(tab.action('Accept', shared)).toBeHidden();
  await expectAccessible(page);
  await tab.fill(free, stage.secret());
  await tab.expectRows({ [free]: 'Set' });
  await expectAccessible(page);
});

test('invalid names in an example are told with their line, and not repaired', async ({
  page,
  stage,
  tab,
}) => {
  const key = keyName();
  stage.workspace.write('.env.example', `${key}=\nNOT-A-NAME=\nTWO WORDS=1\n`);
  await stage.open(page);
  await tab.expectRows({ [key]: 'Missing' });
  await expect(tab.panel.getByRole('listitem')).toHaveCount(1);
  await expect(page.getByText('NOT')).toBeHidden();
  expect(stage.server.heard()).toContain('.env.example:2');
  expect(stage.server.heard()).toContain('.env.example:3');
});
