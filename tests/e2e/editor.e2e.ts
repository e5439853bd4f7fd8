import { expectAccessible } from './support/accessibility.ts';
import { keyName } from './support/random.ts';
import { expect, test } from './support/test.ts';

// What surrounds the field in which a value is typed.

test('a value that the project suggests is one press away', async ({ page, stage, tab }) => {
  const key = keyName('PORT');
  stage.workspace.write('.env.example', `${key}=3210\n`);
  await stage.open(page);
  await tab.action('Fill', key).click();
  const suggestion = tab.panel.getByRole('group', { name: 'Suggested' }).getByRole('button', { name: '3210' });
  await suggestion.click();
  await expect(tab.field(key)).toHaveValue('3210');
  await expect(suggestion).toHaveAttribute('aria-pressed', 'true');
  await tab.expectRows({ [key]: 'Draft' });
  await expectAccessible(page);
  await suggestion.click();
  await expect(tab.field(key)).toHaveValue('');
  await expect(suggestion).toHaveAttribute('aria-pressed', 'false');
  // Typing the same is choosing it.
  await tab.field(key).fill('3210');
  await expect(suggestion).toHaveAttribute('aria-pressed', 'true');
  await tab.button('Save').click();
  await tab.expectRows({ [key]: 'Set' });
  expect(stage.workspace.read('.env')).toMatch(new RegExp(`^${key}=['"]?3210['"]?\n$`));
});

test('white space at the ends is warned about, and goes with one press', async ({ page, stage, tab }) => {
  const key = stage.key();
  const value = stage.secret();
  await stage.open(page);
  await tab.type(key, `  ${value}\t`);
  await expect(tab.field(key)).toHaveAccessibleDescription(/Starts or ends with white space\./);
  await tab.expectRows({ [key]: 'Draft' });
  await expectAccessible(page);
  await tab.button('Trim').click();
  await expect(tab.field(key)).toHaveValue(value);
  await expect(tab.field(key)).toBeFocused();
  await expect(tab.button('Trim')).toBeHidden();
  await tab.button('Save').click();
  await tab.expectRows({ [key]: 'Set' });
  expect(stage.workspace.read('.env')).toBe(`${key}='${value}'\n`);
});

test('replacing says that the stored value stays unseen, and when a nearer value hides the new one', async ({
  page,
  stage,
  tab,
}) => {
  const key = stage.key();
  await stage.serve();
  const api = await stage.api();
  const { id } = await api.configuration();
  await api.set({ type: 'file', configuration: id, path: '.env' }, key, stage.secret());
  await page.goto((await stage.server.open()).href);
  await tab.replace(key);
  await expect(tab.panel.getByText('The stored value is never shown. Saving replaces it.')).toBeVisible();
  const hidden = tab.panel.getByText(
    'Another value applies first: the one for this file. What you save here is hidden by it.',
  );
  await expect(hidden).toBeHidden();
  await tab.panel.getByRole('radio', { name: 'This configuration' }).check();
  await expect(hidden).toBeVisible();
  await tab.expectRows({ [key]: 'Set' });
  await expectAccessible(page);
  await tab.panel.getByRole('radio', { name: 'Only this file' }).check();
  await expect(hidden).toBeHidden();
});

test('saving nothing says why not, at the field', async ({ page, stage, tab }) => {
  const key = stage.key();
  await stage.open(page);
  await tab.action('Fill', key).click();
  await tab.button('Save').press('Enter');
  await expect(tab.field(key)).toBeFocused();
  await expect(tab.field(key)).toHaveAccessibleDescription(/Type or paste a value first\./);
});

test('an age is told as it grows', async ({ page, stage, tab }) => {
  const key = stage.key();
  await page.clock.install();
  await stage.open(page);
  await tab.fill(key, stage.secret());
  await expect(tab.row(key)).toContainText('just now by you');
  await page.clock.runFor(70_000);
  await expect(tab.row(key)).toContainText('1 min ago by you');
});

test('a value can be generated, and what looks wrong is said before it is saved', async ({
  page,
  stage,
  tab,
}) => {
  const key = stage.key();
  await stage.open(page);
  await tab.type(key, '"<your key>"');
  await expect(tab.field(key)).toHaveAccessibleDescription(
    /It begins and ends with quotes\. They are saved as a part of the value\./,
  );
  await expectAccessible(page);
  await tab.button('Remove quotes').click();
  await expect(tab.field(key)).toHaveValue('<your key>');
  await expect(tab.field(key)).toHaveAccessibleDescription(/This looks like a placeholder from an example/);

  await tab.panel.getByRole('button', { name: `Generate… Value of ${key}` }).click();
  await tab.panel.getByRole('spinbutton', { name: 'Length' }).fill('24');
  await tab.panel.getByRole('combobox', { name: 'Characters' }).selectOption('Hexadecimal');
  await expect(tab.panel.getByText('About 96 random bits.')).toBeVisible();
  await expectAccessible(page);
  await tab.button('Insert').click();
  await expect(tab.field(key)).toHaveValue(/^[0-9a-f]{24}$/);
  await expect(tab.field(key)).toBeFocused();
  await tab.button('Save').click();
  await tab.expectRows({ [key]: 'Set' });
  expect(stage.workspace.read('.env')).toMatch(new RegExp(`^${key}=['"]?[0-9a-f]{24}['"]?\n$`));
});
