import { join } from 'node:path';
import { type Locator, type Page, expect } from '@playwright/test';
import type { EnvironmentTab } from '../pages/environment_tab.ts';
import { RequestForm } from '../pages/request_form.ts';
import { Session } from '../pages/session.ts';
import { Agent, type Json } from './agent.ts';
import type { Api } from './api.ts';
import { keyName } from './random.ts';
import type { Stage } from './stage.ts';

/** A person looks at a session in which a hostile agent works. */
export interface Scene {
  stage: Stage;
  page: Page;
  tab: EnvironmentTab;
  session: Session;
  api: Api;
  agent: Agent;
  /** A key that the project needs. */
  needed: string;
  configuration: string;
}

/** One thing that an agent or a repository tries. */
export interface Attack {
  /** As in the table of `docs/THREATS.md`: mechanism and name. */
  id: string;
  run(scene: Scene): Promise<void>;
}

/** Prepares a project, its server and a page that shows its session. */
export async function scene(stage: Stage, page: Page, tab: EnvironmentTab): Promise<Scene> {
  const needed = stage.key();
  await stage.open(page);
  await expect(tab.name(needed)).toBeVisible();
  const api = await stage.api();
  const { id, session } = await api.configuration();
  const agent = await Agent.connect(api, session ?? '');
  return { stage, page, tab, session: new Session(page), api, agent, needed, configuration: id };
}

/** The form for this key in the conversation. */
export function formOf({ session, page }: Scene, key: string): RequestForm {
  const form = new RequestForm(page, session.thread);
  const heading = page.getByRole('heading', { name: new RegExp(`^${key}\\b`) });
  return Object.assign(form, { form: form.form.filter({ has: heading }) });
}

/** Has the agent ask, and waits for the form. Answers with the request. */
export async function asked(scene: Scene, keys: (string | object)[], reason?: string): Promise<Json> {
  const { isError, content } = await scene.agent.ask(keys, reason);
  expect(isError, JSON.stringify(content)).toBe(false);
  const first = keys[0];
  const name = typeof first === 'string' ? first : (first as { key: string }).key;
  await expect(formOf(scene, name).form).toBeVisible();
  return content;
}

/** Waits until the conversation says that the key's value is stored; an open form only promises it. */
export async function expectSaved({ session }: Scene, key: string): Promise<void> {
  const result = session.thread.getByRole('listitem').filter({ hasText: key });
  await expect(result.getByText('saved for this configuration', { exact: true }).first()).toBeVisible();
}

/** Waits until the value is in `.env`, which is written after the answer is stored. */
export async function expectWritten(scene: Scene, value: string): Promise<void> {
  await expect.poll(() => envFile(scene).includes(value)).toBe(true);
}

/** The text of an env file, also before there is one. */
export function envFile({ stage }: Scene, path = '.env'): string {
  return stage.workspace.peek(path);
}

/** A key whose only description is this text, as the page quotes it. */
export async function described(scene: Scene, description: string): Promise<Locator> {
  const key = keyName();
  const saved = await scene.agent.save('.env', [{ key, description }]);
  expect(saved.added).toEqual([{ file: '.env', key }]);
  await asked(scene, [key]);
  return formOf(scene, key).key(key).getByRole('blockquote');
}

/** What a page must not show, whoever wrote it. */
const HIDDEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e0fff}]/u;

/** Nothing on the page hides, reorders, leads away or is markup of somebody else. */
export async function expectPlain(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const texts = [document.title, document.body.innerText];
    for (const element of document.querySelectorAll('*')) {
      for (const attribute of element.attributes) texts.push(attribute.value);
    }
    const links = [...document.querySelectorAll<HTMLAnchorElement>('[href], [src]')]
      .map((element) => element.href || element.getAttribute('src') || '')
      .filter((link) => new URL(link, location.href).origin !== location.origin);
    // Foreign text stands in these: they hold text and nothing else.
    const markup = [...document.querySelectorAll('bdi *:not(code), code *')].map(({ outerHTML }) => outerHTML);
    return { texts, links, markup };
  });
  expect(found.texts.filter((text) => HIDDEN.test(text)), 'hidden characters').toEqual([]);
  expect(found.links, 'links that lead away').toEqual([]);
  expect(found.markup, 'markup in foreign text').toEqual([]);
}

/** The place and the code of every refusal in an answer of `save_env_files`. */
export function refusals(saved: Json): string[] {
  return saved.refused.map((one: Json) => `${one.place} ${one.code}`);
}
