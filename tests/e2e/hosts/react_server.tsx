// What a server sends before the page is alive.
import {
  EnvironmentTab,
  FinishDialog,
  ImportDialog,
  MissingBadge,
  OrganizationSecrets,
  RepositorySummary,
  RequestForm,
  SetupNotice,
} from 'envdock/react';
import { StrictMode } from 'react';
import { renderToString } from 'react-dom/server';

const ignore = () => {};

export const html = renderToString(
  <StrictMode>
    <EnvironmentTab
      configuration="shop"
      session="s1"
      environment="dev"
      repositories={['one', 'two']}
      className="host"
      hidden
      onSaved={ignore}
    />
    <FinishDialog session="s1" onOpenRequested={ignore} />
    <ImportDialog configuration="shop" hidden={false} />
    <MissingBadge configuration={null} repositories="one two" />
    <OrganizationSecrets configurationHref="/projects/{id}" />
    <RepositorySummary configuration="shop" href="/sessions/1" id="summary" />
    <RequestForm request="r1" aside onRequestClosed={ignore} />
    <RequestForm request="r2" aside={false} />
    <SetupNotice session="s1" />
  </StrictMode>,
);
