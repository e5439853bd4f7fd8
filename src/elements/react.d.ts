import type { ForwardRefExoticComponent, HTMLAttributes, RefAttributes } from 'react';
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

/** What every component takes: nothing goes between its tags. */
type ElementProps<Element> = Omit<HTMLAttributes<Element>, 'children' | 'dangerouslySetInnerHTML'>;
type Component<Props, Element> = ForwardRefExoticComponent<Props & RefAttributes<Element>>;

/** What an element is about. */
export interface ContextProps {
  configuration?: string | null | undefined;
  session?: string | null | undefined;
  /** The environment's name; `dev` if it is not given. */
  environment?: string | null | undefined;
  /** Ids, as a list or with spaces between them; if there are none, the configuration's own. */
  repositories?: string | readonly string[] | null | undefined;
}

export interface EnvironmentTabProps extends ElementProps<EnvdockEnvironmentTab>, ContextProps {
  onSaved?: ((event: CustomEvent<Saved>) => void) | undefined;
}

export interface FinishDialogProps extends ElementProps<EnvdockFinishDialog> {
  session?: string | null | undefined;
  onOpenRequested?: ((event: CustomEvent<OpenRequested>) => void) | undefined;
}

export interface ImportDialogProps extends ElementProps<EnvdockImportDialog>, ContextProps {}

export interface MissingBadgeProps extends ElementProps<EnvdockMissingBadge>, ContextProps {
  onOpenRequested?: ((event: CustomEvent<OpenRequested>) => void) | undefined;
}

export interface OrganizationSecretsProps extends ElementProps<EnvdockOrganizationSecrets> {
  /** The address of the host's page of a configuration, with `{id}` for its id. */
  configurationHref?: string | null | undefined;
}

export interface RepositorySummaryProps extends ElementProps<EnvdockRepositorySummary> {
  configuration?: string | null | undefined;
  /** Where its session is, with the Environment tab open. */
  href?: string | null | undefined;
}

export interface RequestFormProps extends ElementProps<EnvdockRequestForm> {
  request?: string | null | undefined;
  /** Whether it begins as one line. */
  aside?: boolean | undefined;
  onRequestClosed?: ((event: CustomEvent<RequestClosed>) => void) | undefined;
}

export interface SetupNoticeProps extends ElementProps<EnvdockSetupNotice>, ContextProps {
  onOpenRequested?: ((event: CustomEvent<OpenRequested>) => void) | undefined;
}

export const EnvironmentTab: Component<EnvironmentTabProps, EnvdockEnvironmentTab>;
export const FinishDialog: Component<FinishDialogProps, EnvdockFinishDialog>;
export const ImportDialog: Component<ImportDialogProps, EnvdockImportDialog>;
export const MissingBadge: Component<MissingBadgeProps, EnvdockMissingBadge>;
export const OrganizationSecrets: Component<OrganizationSecretsProps, EnvdockOrganizationSecrets>;
export const RepositorySummary: Component<RepositorySummaryProps, EnvdockRepositorySummary>;
export const RequestForm: Component<RequestFormProps, EnvdockRequestForm>;
export const SetupNotice: Component<SetupNoticeProps, EnvdockSetupNotice>;

/** A tag itself: its attributes are texts, its events are listened to by React 19 (`on` and name). */
type Tag<Element, Attributes extends string, Event extends string = never> = ElementProps<Element> &
  RefAttributes<Element> & { class?: string; key?: string | number | bigint | null } & {
    [Name in Attributes]?: string | null | undefined;
  } & {
    [Name in Event & keyof HTMLElementEventMap as `on${Name}`]?: (event: HTMLElementEventMap[Name]) => void;
  };

type ContextAttribute = 'configuration' | 'session' | 'environment' | 'repositories';
type Open = 'envdock-open-requested';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'envdock-environment-tab': Tag<EnvdockEnvironmentTab, ContextAttribute, 'envdock-saved'>;
      'envdock-finish-dialog': Tag<EnvdockFinishDialog, 'session', Open>;
      'envdock-import-dialog': Tag<EnvdockImportDialog, ContextAttribute>;
      'envdock-missing-badge': Tag<EnvdockMissingBadge, ContextAttribute, Open>;
      'envdock-organization-secrets': Tag<EnvdockOrganizationSecrets, 'configuration-href'>;
      'envdock-repository-summary': Tag<EnvdockRepositorySummary, 'configuration' | 'href'>;
      'envdock-request-form': Tag<EnvdockRequestForm, 'request' | 'aside', 'envdock-request-closed'>;
      'envdock-setup-notice': Tag<EnvdockSetupNotice, ContextAttribute, Open>;
    }
  }
}
