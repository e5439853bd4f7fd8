import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { ImportDialog } from './pages/import_dialog.ts';
import { expectAccessible, expectReflow } from './support/accessibility.ts';
import { keyName, keyNames } from './support/random.ts';
import { asked, formOf, scene } from './support/scene.ts';
import { expect, test } from './support/test.ts';

// A .env file becomes stored values: looked at first, line by line.

async function pasteInto(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await page.keyboard.press('ControlOrMeta+v');
}

test('a .env that is pasted into a field is looked at, stored and written', async ({ page, stage, tab }) => {
  const [first, second] = stage.twoKeys();
  const added = keyName();
  const [one, two, three] = [stage.secret(), stage.secret(), stage.secret()];
  await stage.open(page);
  await tab.action('Fill', first).click();
  await pasteInto(page, `${first}='${one}'\n# where mail goes\n${second}='${two}'\n${added}='${three}'\n`);
  const dialog = new ImportDialog(page);
  await dialog.expectSummary('3 lines, 3 chosen.');
  await expect(dialog.line(first)).toContainText('New');
  await expect(dialog.line(second)).toContainText('where mail goes');
  await expect(dialog.line(added)).toContainText('Not in the spec, will be added');
  await expectAccessible(page);
  await expectReflow(page);
  await dialog.button('Import 3').click();
  await dialog.expectSummary('3 values imported.');
  await dialog.button('Done').click();
  await tab.expectRows({ [first]: 'Set', [second]: 'Set', [added]: 'Set' });
  await tab.expectProgress(3, 3);
  expect(stage.workspace.read('.env')).toBe(
    `${first}='${one}'\n${second}='${two}'\n${added}='${three}'\n`,
  );
});

test('nothing that is set is replaced unless it is chosen, with the keyboard alone', async ({
  page,
  stage,
  tab,
}) => {
  const [first, second] = stage.twoKeys();
  const [old, young, other] = [stage.secret(), stage.secret(), stage.secret()];
  await stage.open(page);
  await tab.fill(first, old);
  await tab.expectRows({ [first]: 'Set' });
  await tab.button('Import…').press('Enter');
  const dialog = new ImportDialog(page);
  await dialog.choose('.env', Buffer.from(`${first}='${young}'\n${second}='${other}'\n`));
  await dialog.expectSummary('2 lines, 1 chosen.');
  await expect(dialog.line(first)).toContainText('Already set, will be replaced');
  await dialog.choice(first).press('Space');
  await dialog.expectSummary('2 lines, 2 chosen.');
  await dialog.choice(first).press('Space');
  await dialog.expectSummary('2 lines, 1 chosen.');
  await dialog.button('Import 1').press('Enter');
  await dialog.expectSummary('1 value imported.');
  await dialog.button('Done').press('Enter');
  await expect(dialog.dialog).toBeHidden();
  await tab.expectRows({ [first]: 'Set', [second]: 'Set' });
  expect(stage.workspace.read('.env')).toBe(`${first}='${old}'\n${second}='${other}'\n`);
});

for (const [step, fault, path, said] of [
  ['before the spec', 'offline', 'PUT /api/v1/configurations', 'Nothing was stored, because the new keys could not be added.'],
  ['during the values', 'cut', 'POST /api/v1/secrets/batch', '0 values imported, 2 not. What failed stays here.'],
] as const) {
  test(`a network lost ${step} keeps the whole preview`, async ({ page, stage, tab }) => {
    const key = stage.key();
    const added = keyName();
    const [one, two] = [stage.secret(), stage.secret()];
    await stage.openBehindProxy(page);
    await tab.button('Import…').click();
    const dialog = new ImportDialog(page);
    await dialog.choose('.env', Buffer.from(`${key}='${one}'\n${added}='${two}'\n`));
    await dialog.expectSummary('2 lines, 2 chosen.');
    const [method, prefix] = path.split(' ') as [string, string];
    await stage.proxy.break(`${fault} ${prefix} ${method}`);
    await dialog.button('Import 2').click();
    await expect(dialog.dialog.getByRole('paragraph').filter({ hasText: said })).toBeVisible();
    await expect(dialog.line(key)).toBeVisible();
    await expect(dialog.line(added)).toBeVisible();
    await expectAccessible(page);
    await stage.proxy.heal();
    // The page may have sent it again by itself by now.
    const again = dialog.dialog.getByRole('button', { name: /^(Import 2|Try again \(2\)|Done)$/ });
    await again.click();
    await expect(async () => {
      expect(stage.workspace.read('.env')).toBe(`${key}='${one}'\n${added}='${two}'\n`);
    }).toPass();
  });
}

test('a file, two files and a folder are dropped', async ({ page, stage, tab }) => {
  const [first, second] = stage.twoKeys();
  await stage.open(page);
  await tab.expectProgress(0, 2);
  const folder = join(stage.folder, 'dropped');
  mkdirSync(join(folder, 'folder'), { recursive: true });
  const one = join(folder, 'one.env');
  const two = join(folder, 'two.env');
  writeFileSync(one, `${first}='${stage.secret()}'\n${second}='${stage.secret()}'\n`);
  writeFileSync(two, `${first}=\n`);
  const client = await page.context().newCDPSession(page);
  const box = await tab.panel.getByRole('heading', { name: 'Environment' }).boundingBox();
  const drop = async (files: string[]): Promise<void> => {
    const at = { x: (box?.x ?? 0) + 5, y: (box?.y ?? 0) + 5 };
    const data = { items: [], files, dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await client.send('Input.dispatchDragEvent', { type, ...at, data });
    }
  };
  const dialog = new ImportDialog(page);
  await drop([one, two]);
  await expect(dialog.dialog).toContainText('Several files at once cannot be told apart. Drop one.');
  await dialog.button('Close').click();
  await drop([join(folder, 'folder')]);
  await expect(dialog.dialog).toContainText('This is a folder. Drop a .env file. Nothing was stored.');
  await expectAccessible(page);
  await dialog.button('Close').click();
  await drop([one]);
  await dialog.expectSummary('2 lines, 2 chosen.');
  await dialog.button('Close').click();
  await expect(dialog.dialog).toBeHidden();
  await tab.expectProgress(0, 2);
});

test('5,000 lines are shown, counted and chosen', async ({ page, stage, tab }) => {
  test.slow();
  const names = keyNames(5_000);
  stage.workspace.example('.env.example', names.slice(0, 10));
  await stage.open(page);
  await tab.expectProgress(0, 10);
  await tab.button('Import…').click();
  const dialog = new ImportDialog(page);
  const text = names.map((name, index) => `# number ${index}\n${name}=value-${index}\n`).join('');
  await dialog.choose('.env', Buffer.from(text));
  await dialog.expectSummary('5000 lines, 5000 chosen.');
  await dialog.choice(names[0] ?? '').uncheck();
  await dialog.expectSummary('5000 lines, 4999 chosen.');
  await dialog.button('Choose none').click();
  await dialog.expectSummary('5000 lines, 0 chosen.');
});

test('one text gives two environments a value each for the same key', async ({ page, stage, tab }) => {
  const key = stage.key();
  const [own, other] = [stage.secret(), stage.secret()];
  await stage.open(page);
  await tab.button('Import…').click();
  const dialog = new ImportDialog(page);
  await dialog.choose('.env', Buffer.from(`${key}='${own}'\n${key}='${other}'\n`));
  await dialog.expectSummary('2 lines, 1 chosen.');
  await dialog.dialog.getByText('Choose environment and scope for each line').click();
  await dialog.dialog.getByLabel(`Environment of ${key}, line 2`).selectOption('prod');
  await dialog.expectSummary('2 lines, 2 chosen.');
  await expectAccessible(page);
  await expectReflow(page);
  await dialog.button('Import 2').click();
  await dialog.expectSummary('2 values imported.');
  await dialog.button('Done').click();
  await tab.expectRows({ [key]: 'Set' });
  expect(stage.workspace.read('.env')).toBe(`${key}='${own}'\n`);
  const found = (await (await stage.api()).call('POST', '/secrets/search', { text: key })) as {
    items: { address: { environment: string } }[];
  };
  expect(found.items.map((item) => item.address.environment).sort()).toEqual(['dev', 'prod']);
});

test('a .env that is pasted into the form of an agent fills what it asks for', async ({ page, stage, tab }) => {
  const here = await scene(stage, page, tab);
  const [first, second, other] = keyNames(3) as [string, string, string];
  const [one, two] = [stage.secret(), stage.secret()];
  await asked(here, [first, second]);
  const { form } = formOf(here, first);
  await form.getByRole('textbox', { name: `Value of ${second}`, exact: true }).focus();
  await pasteInto(page, `${first}='${one}'\n${second}='${two}'\n${other}=x\n`);
  const told = form.locator('.envdock-notice');
  await expect(told).toContainText(`Filled from the pasted text: ${first}, ${second}.`);
  await expect(told).toContainText('1 key is not asked for and not used.');
  await expectAccessible(page);
  await form.getByRole('button', { name: 'Submit' }).click();
  await here.session.form.expectHeading('Answered');
  // The page hears that it is answered before the server has written the file.
  await expect(() => {
    const lines = stage.workspace.read('.env').split('\n');
    expect(lines).toEqual(expect.arrayContaining([`${first}='${one}'`, `${second}='${two}'`]));
  }).toPass();
});
