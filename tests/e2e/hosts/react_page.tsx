// A page of a host that is made with React: what `react.e2e.ts` shows.
import { EnvironmentTab, type EnvironmentTabProps, configure } from 'envdock/react';
import { StrictMode, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { inMemoryAdapter } from '../../../examples/host_adapter/in_memory.js';

const project = (id: string, key: string) => ({
  id,
  name: id,
  repositories: [],
  spec_version: 1,
  spec: { files: [{ path: '.env', slots: [{ key }, { key: `${key}_TOO` }] }] },
});
configure({ adapter: inMemoryAdapter([project('shop', 'SHOP_KEY'), project('blog', 'BLOG_KEY')]) });

function Page() {
  const [configuration, setConfiguration] = useState<string | undefined>('shop');
  const [saved, setSaved] = useState<string[]>([]);
  const [isShown, setShown] = useState(true);
  const tab = useRef<HTMLElementTagNameMap['envdock-environment-tab']>(null);
  const onSaved: EnvironmentTabProps['onSaved'] = ({ detail }) => {
    // The handler of this render: that of an older one would know of fewer.
    setSaved([...saved, `${configuration} ${detail.key}`]);
    Object.assign(globalThis, { tab: tab.current });
  };
  return (
    <main>
      <button onClick={() => setConfiguration('blog')}>Show the blog</button>
      <button onClick={() => setConfiguration(undefined)}>Show nothing</button>
      <button onClick={() => setShown(false)}>Take it away</button>
      <output>{saved.join(', ')}</output>
      {isShown && (
        <EnvironmentTab
          ref={tab}
          className="host"
          id="tab"
          style={{ minHeight: 100 }}
          configuration={configuration}
          repositories={['one', 'two']}
          onSaved={onSaved}
        />
      )}
    </main>
  );
}

const root = document.createElement('div');
document.body.append(root);
createRoot(root).render(
  <StrictMode>
    <Page />
  </StrictMode>,
);
