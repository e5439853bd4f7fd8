import { HostPage } from './host_page.ts';
import { Proxy } from './proxy.ts';
import { expect, test as staged } from './test.ts';

/** Shows the example's page; through the proxy, if a fault is named. The rest is for the server. */
type Visit = (fault?: string, ...serving: string[]) => Promise<Proxy | undefined>;

export const test = staged.extend<{ visit: Visit }>({
  visit: async ({ page, stage }, use) => {
    const started: { stop(): Promise<void> }[] = [];
    await use(async (fault, ...serving) => {
      const host = await HostPage.start(await stage.server.start({}, ...serving));
      started.push(host);
      if (!fault) {
        await page.goto(host.link.href);
        return undefined;
      }
      const proxy = await Proxy.start(host.link);
      started.push(proxy);
      await proxy.break(fault);
      await page.goto(proxy.through(host.link).href);
      return proxy;
    });
    await Promise.all(started.map((one) => one.stop()));
  },
});

export { expect };
