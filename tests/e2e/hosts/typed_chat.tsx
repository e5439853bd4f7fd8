// What a page in React writes: it has to compile, and what is marked must not.
import { type EnvdockFinishDialog, EnvironmentTab, FinishDialog, RequestForm, configure } from 'envdock/react';
import { useRef } from 'react';

configure({ getToken: () => 'token' });

export function Chat({ request }: { request: string }) {
  const finish = useRef<EnvdockFinishDialog>(null);
  return (
    <main>
      <EnvironmentTab
        configuration="cfg_shop"
        repositories={['repo_shop']}
        className="sidebar"
        onSaved={({ detail }) => detail.key.toLowerCase()}
      />
      <RequestForm request={request} aside onRequestClosed={({ detail }) => detail.state} />
      <FinishDialog ref={finish} session="ses_42" />
      <button onClick={() => void finish.current?.confirm()}>Finish</button>
      <envdock-missing-badge configuration="cfg_shop" class="badge" />
      {/* @ts-expect-error: a form is about a request */}
      <RequestForm configuration="cfg_shop" />
      {/* @ts-expect-error: the tag has no such attribute */}
      <envdock-finish-dialog request="req_7" />
    </main>
  );
}
