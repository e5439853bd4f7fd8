import { AssistantRuntimeProvider, useLocalRuntime } from '@assistant-ui/react';
import { EnvironmentTab, MissingBadge, SetupNotice } from 'envdock/react';
import { useState } from 'react';
import { agent } from './agent';
import { Thread } from './thread';

export interface Shown {
  configuration: string;
  session: string;
}

export function App(shown: Shown) {
  const runtime = useLocalRuntime(agent);
  const [isOpen, setIsOpen] = useState(false);
  const open = () => setIsOpen(true);
  return (
    <AssistantRuntimeProvider runtime={runtime}>
      <div className="page" data-sidebar={isOpen ? 'open' : 'closed'}>
        <header>
          <h1>Shop</h1>
          <MissingBadge {...shown} onOpenRequested={open} />
          <button type="button" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
            Environment
          </button>
        </header>
        <main>
          <SetupNotice {...shown} onOpenRequested={open} />
          <Thread />
        </main>
        {isOpen && (
          <aside>
            <EnvironmentTab {...shown} />
          </aside>
        )}
      </div>
    </AssistantRuntimeProvider>
  );
}
