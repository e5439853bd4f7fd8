import type { DetailedHTMLProps, ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from 'react';
import type {
  EnvdockEnvironmentTab,
  EnvdockFinishDialog,
  EnvdockImportDialog,
  EnvdockMissingBadge,
  EnvdockOrganizationSecrets,
  EnvdockRepositorySummary,
  EnvdockRequestForm,
  EnvdockSetupNotice,
  OpenRequested,
  RequestClosed,
  Saved,
} from './index.js';

export * from './index.js';

/** What an element is about. */
export interface ContextProps {
  configuration?: string;
  session?: string;
  /** The environment's name; `dev` if it is not given. */
  environment?: string;
  /** Ids; if there are none, the configuration's own. */
  repositories?: string | readonly string[];
}

export interface EnvironmentTabProps extends ContextProps {
  /** A value was stored. */
  onSaved?: (event: CustomEvent<Saved>) => void;
}

export interface OpeningProps extends ContextProps {
  /** The Environment tab should be shown. */
  onOpenRequested?: (event: CustomEvent<OpenRequested>) => void;
}

export interface RepositorySummaryProps {
  configuration?: string;
  /** Where its session is, with the Environment tab open. */
  href?: string;
}

export interface RequestFormProps {
  request?: string;
  /** Whether it begins as one line. */
  aside?: boolean;
  /** The question was open and has ended, wherever it was answered. */
  onRequestClosed?: (event: CustomEvent<RequestClosed>) => void;
}

export interface OrganizationSecretsProps {
  /** The host's page of a configuration, with `{id}` for its id. */
  configurationHref?: string;
}

export interface FinishDialogProps {
  session?: string;
  /** *Fill now* was chosen. */
  onOpenRequested?: (event: CustomEvent<OpenRequested>) => void;
}

type Component<E extends HTMLElement, P> = ForwardRefExoticComponent<
  P & Omit<HTMLAttributes<E>, keyof P | 'children'> & RefAttributes<E>
>;

export const EnvironmentTab: Component<EnvdockEnvironmentTab, EnvironmentTabProps>;
export const FinishDialog: Component<EnvdockFinishDialog, FinishDialogProps>;
export const ImportDialog: Component<EnvdockImportDialog, ContextProps>;
export const MissingBadge: Component<EnvdockMissingBadge, OpeningProps>;
export const OrganizationSecrets: Component<EnvdockOrganizationSecrets, OrganizationSecretsProps>;
export const RepositorySummary: Component<EnvdockRepositorySummary, RepositorySummaryProps>;
export const RequestForm: Component<EnvdockRequestForm, RequestFormProps>;
export const SetupNotice: Component<EnvdockSetupNotice, OpeningProps>;

/** A tag as it is, with attributes. */
type Tag<E extends HTMLElement, A extends string> = DetailedHTMLProps<
  HTMLAttributes<E> & { [name in A]?: string },
  E
> & { class?: string };
type ContextTag<E extends HTMLElement> = Tag<E, 'configuration' | 'session' | 'environment' | 'repositories'>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'envdock-environment-tab': ContextTag<EnvdockEnvironmentTab>;
      'envdock-finish-dialog': Tag<EnvdockFinishDialog, 'session'>;
      'envdock-import-dialog': ContextTag<EnvdockImportDialog>;
      'envdock-missing-badge': ContextTag<EnvdockMissingBadge>;
      'envdock-organization-secrets': Tag<EnvdockOrganizationSecrets, 'configuration-href'>;
      'envdock-repository-summary': Tag<EnvdockRepositorySummary, 'configuration' | 'href'>;
      'envdock-request-form': Tag<EnvdockRequestForm, 'request' | 'aside'>;
      'envdock-setup-notice': ContextTag<EnvdockSetupNotice>;
    }
  }
}
