import { expectAccessible } from './support/accessibility.ts';
import { expect, test } from './support/test.ts';

test('a key that is in the file but not stored is adopted without the browser reading it', async ({
  page,
  stage,
  tab,
}) => {
  const [adopted, missing] = stage.twoKeys();
  const value = stage.secret();
  const before = `# mine\n${adopted}='${value}'\nOTHER='${stage.secret()}'`;
  stage.workspace.write('.env', before);
  await stage.open(page);
  await tab.expectRows({ [adopted]: 'In file, not stored', [missing]: 'Missing', OTHER: 'In file, not stored' });
  await expect(tab.panel.getByText('2 keys are in an env file but not stored.')).toBeVisible();
  await expectAccessible(page);

  await tab.action('Adopt', adopted).click();
  await tab.expectRows({ [adopted]: 'Set', [missing]: 'Missing' });
  expect(stage.workspace.read('.env')).toBe(before);
  const api = await stage.api();
  expect((await api.audit(adopted)).map(({ action, version }) => `${action} ${version}`)).toEqual([
    'adopt 1',
  ]);

  // Stored now: the file can go and come back.
  stage.workspace.remove('.env');
  await page.reload();
  await tab.expectRows({ [adopted]: 'Not in file yet', [missing]: 'Missing', OTHER: 'Missing' });
  await expectAccessible(page);
  await tab.action('Write again', adopted).click();
  await tab.expectRows({ [adopted]: 'Set' });
  expect(stage.workspace.read('.env')).toBe(`${adopted}='${value}'\n`);
  await tab.expectShape([1, 3], [
    { key: missing, action: 'Fill', note: 'Missing·.env.example:2' },
    { key: 'OTHER', action: 'Fill', note: 'Missing·.env:3' },
    { key: adopted, note: 'Set·for this configuration·just now by you' },
  ]);
  await expectAccessible(page);
});

for (const choice of ['Keep the file’s line', 'Write the stored value'] as const) {
  test(`a line changed by hand is a question, answered with: ${choice}`, async ({ page, stage, tab }) => {
    const key = stage.key();
    const [stored, byHand] = [stage.secret(), stage.secret()];
    await stage.open(page);
    await tab.fill(key, stored);
    await tab.expectRows({ [key]: 'Set' });

    stage.workspace.write('.env', `# by hand\n${key}='${byHand}'\n`);
    await page.reload();
    await tab.expectRows({ [key]: 'Changed in file' });
    await tab.action('Review', key).click();
    await expect(
      tab.panel.getByText('.env:2 was changed by hand and differs from the stored value. Which one counts?'),
    ).toBeVisible();
    await expectAccessible(page);
    expect(stage.workspace.read('.env')).toBe(`# by hand\n${key}='${byHand}'\n`);

    await tab.button(choice).click();
    await expect(tab.panel.getByText('Which one counts?')).toBeHidden();
    const expected = choice === 'Write the stored value' ? stored : byHand;
    expect(stage.workspace.read('.env')).toBe(`# by hand\n${key}='${expected}'\n`);
    const kept = choice === 'Keep the file’s line' ? '·the file keeps its own line' : '';
    await tab.expectShape([1, 1], [{ key, note: `Set·for this configuration·just now by you${kept}` }]);
    await expectAccessible(page);
  });
}

test('a line that lags behind the stored value says so and is written again', async ({ page, stage, tab }) => {
  const key = stage.key();
  const [old, young] = [stage.secret(), stage.secret()];
  await stage.open(page);
  await tab.fill(key, old);
  await tab.expectRows({ [key]: 'Set' });
  // While something else is in its place, the next value is stored but not written.
  const written = stage.workspace.read('.env');
  stage.workspace.remove('.env');
  stage.workspace.link('.env', 'elsewhere.txt');
  const api = await stage.api();
  const { id } = await api.configuration();
  await api.set({ type: 'configuration', id }, key, young, 1);
  stage.workspace.remove('.env');
  stage.workspace.write('.env', written);
  await page.reload();
  await tab.expectRows({ [key]: 'Outdated in file' });
  await expectAccessible(page);
  await tab.action('Write again', key).click();
  await tab.expectRows({ [key]: 'Set' });
  expect(stage.workspace.read('.env')).toBe(`${key}='${young}'\n`);
});

test('a file that git tracks is written only after a person confirms', async ({ page, stage, tab }) => {
  const key = stage.key();
  stage.workspace.write('.env', 'OTHER=1\n');
  stage.workspace.track('.env');
  const value = stage.secret();
  await stage.open(page);
  await tab.fill(key, value);
  await expect(
    tab.panel.getByText('Git tracks .env. A value written there could end up in a commit.'),
  ).toBeVisible();
  await tab.expectRows({ [key]: 'Not in file yet' });
  expect(stage.workspace.read('.env')).toBe('OTHER=1\n');
  await expectAccessible(page);
  await tab.button('Write it anyway').click();
  await tab.expectRows({ [key]: 'Set' });
  expect(stage.workspace.read('.env')).toBe(`OTHER=1\n${key}='${value}'\n`);
});

test('a link in place of the env file is not followed; the value is stored all the same', async ({
  page,
  stage,
  tab,
}) => {
  const key = stage.key();
  stage.workspace.write('elsewhere.txt', 'A=1\n');
  stage.workspace.link('.env', 'elsewhere.txt');
  await stage.open(page);
  await tab.fill(key, stage.secret());
  await expect(tab.row(key)).toContainText('Stored, but not written to .env');
  await tab.expectRows({ [key]: 'Set' });
  await expect(
    tab.panel.getByText('.env: .env is a symbolic link; replace it by a file', { exact: true }),
  ).toBeVisible();
  await expectAccessible(page);
  expect(stage.workspace.read('elsewhere.txt')).toBe('A=1\n');
});

test('a value that a reader of the file cannot carry is refused at the field', async ({
  page,
  stage,
  tab,
}) => {
  const key = stage.key();
  stage.workspace.write('package.json', '{"dependencies":{"dotenv":"^17.0.0"}}\n');
  const value = stage.secret(`it's "one" #\`line\`\nand another, ${stage.secret()}`);
  await stage.open(page);
  await tab.action('Fill', key).click();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((text) => navigator.clipboard.writeText(text), value);
  await page.keyboard.press('ControlOrMeta+v');
  await tab.button('Save').click();
  await expect(tab.field(key)).toHaveAccessibleDescription(/No quoting in \.env makes .* read exactly this value/);
  await expect(tab.field(key)).toHaveValue(value);
  await tab.expectRows({ [key]: 'Not saved' });
  await expectAccessible(page);
  const api = await stage.api();
  expect((await api.audit(key)).map(({ refused }) => refused)).toEqual(['reader_cannot_carry']);
});
