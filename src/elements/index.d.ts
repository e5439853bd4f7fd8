import type { components } from './wire.js';

/** What goes over the wire, as the server's OpenAPI document has it. */
export type Wire = components['schemas'];

/** An answer in which an adapter may leave out what only a server knows. */
export type Answer<T> = Omit<T, 'revision' | 'checked_at'> & Partial<Pick<T, Extract<keyof T, 'revision' | 'checked_at'>>>;

/** Where the page's store gets its answers. */
export interface Options {
  /** Where the server has its interface, with or without a slash at its end; `/api/v1` if it is not given. */
  baseUrl?: string | URL;
  /**
   * Gives the bearer token, or `null` when nobody is signed in. It is asked before each request:
   * answer from a cache of your own while that is good. When the server has refused the token, it
   * is asked once more with `refused: true`: give another one. When it throws, it is asked again
   * later, and nobody is signed out.
   */
  getToken?: (asked: { refused: boolean }) => string | null | undefined | Promise<string | null | undefined>;
  /** Answers in the place of a server; nothing else is needed then. */
  adapter?: HostAdapter;
}

/**
 * An interface of the host's own: a method for each verb that it can do. Arguments and answers are
 * the bodies of the server's interface.
 */
export interface HostAdapter {
  me(): Promise<Wire['MeAnswer']>;
  configurations(asked: { ids?: string[]; cursor?: string }): Promise<Answer<Wire['ConfigurationsAnswer']>>;
  spec?(asked: { configuration: string }): Promise<Answer<Wire['SpecAnswer']>>;
  saveSpec?(
    asked: { configuration: string; expected_version: number } & Wire['SpecBody'],
  ): Promise<Answer<Wire['SpecAnswer']>>;
  check(asked: Wire['ChecksBody']): Promise<Answer<Wire['ChecksAnswer']>>;
  search?(asked: Wire['SearchBody']): Promise<Answer<Wire['SearchAnswer']>>;
  write?(asked: { idempotency_key: string } & Wire['BatchBody']): Promise<Answer<Wire['BatchAnswer']>>;
  requests?(asked: { session: string }): Promise<Answer<Wire['RequestsAnswer']>>;
  request?(asked: { request: string }): Promise<Answer<Wire['RequestAnswer']>>;
  submit?(
    asked: { request: string; idempotency_key: string } & Wire['SubmissionBody'],
  ): Promise<Answer<Wire['SubmissionAnswer']>>;
  decline?(asked: { request: string }): Promise<Answer<Wire['RequestAnswer']>>;
  finish?(asked: { session: string } & Wire['SnapshotBody']): Promise<Wire['SnapshotAnswer']>;
  subscribe?(
    after: number | undefined,
    onEvent: (told: { revision?: number; event: Wire['EventBody'] }) => void,
    signal: AbortSignal,
  ): Promise<void>;
}

/** The program: bytes, a compiled module, its address, or an answer with it. */
export type Program = BufferSource | WebAssembly.Module | string | URL | Request | Response;

/**
 * Says where the page's store gets its answers, before the first element is shown. Later it changes
 * nothing, and the console says so.
 */
export function configure(options?: Options): void;

/**
 * Loads the program, which the first element does otherwise. What has failed may be tried again. Give
 * a program of your own right after the import: once one is being loaded, another is not used.
 */
export function init(program?: Program | Promise<Program>): Promise<void>;

/** The version of this copy of the package. */
export const version: string;

/** What an element is about. Each is an attribute, too. */
export interface ContextElement extends HTMLElement {
  configuration: string | null;
  session: string | null;
  /** The environment's name; `dev` if it is not given. */
  environment: string | null;
  /** Ids, with spaces between them; if there are none, the configuration's own. */
  get repositories(): string | null;
  set repositories(ids: string | readonly string[] | null);
}

/** `<envdock-environment-tab>` */
export interface EnvdockEnvironmentTab extends ContextElement {}

/** `<envdock-missing-badge>` */
export interface EnvdockMissingBadge extends ContextElement {}

/** `<envdock-repository-summary>` */
export interface EnvdockRepositorySummary extends HTMLElement {
  configuration: string | null;
  /** Where its session is, with the Environment tab open. */
  href: string | null;
}

/** `<envdock-setup-notice>` */
export interface EnvdockSetupNotice extends ContextElement {}

/** `<envdock-import-dialog>` */
export interface EnvdockImportDialog extends ContextElement {
  /** Opens it, with what is to be imported if that is given; fails where `confirm()` does. */
  open(source?: string | File): Promise<void>;
}

/** `<envdock-request-form>`; the attribute `aside` has it begin as one line. */
export interface EnvdockRequestForm extends HTMLElement {
  request: string | null;
}

/**
 * `<envdock-organization-secrets>`; the attribute `configuration-href` is the address of the
 * host's page of a configuration, with `{id}` for its id.
 */
export interface EnvdockOrganizationSecrets extends HTMLElement {}

/** `<envdock-finish-dialog>` */
export interface EnvdockFinishDialog extends HTMLElement {
  session: string | null;
  /**
   * Finishes the session with a snapshot; whether it is finished. It fails where the program cannot
   * run: on a page that forbids WebAssembly, or in a browser that is too old.
   */
  confirm(): Promise<boolean>;
}

/** The Environment tab should be shown. */
export interface OpenRequested {
  session?: string;
  configuration?: string;
  /** Why, if a person has not asked for it. */
  reason?: 'spec' | 'request';
}

/** A value of this key was stored. */
export interface Saved {
  key: string;
  /** The env file, with its folder. */
  file?: string;
}

/** A question that was open has ended, wherever it was answered. */
export interface RequestClosed {
  request: string;
  state: 'submitted' | 'declined' | 'withdrawn' | 'expired';
}

declare global {
  interface HTMLElementTagNameMap {
    'envdock-environment-tab': EnvdockEnvironmentTab;
    'envdock-finish-dialog': EnvdockFinishDialog;
    'envdock-import-dialog': EnvdockImportDialog;
    'envdock-missing-badge': EnvdockMissingBadge;
    'envdock-organization-secrets': EnvdockOrganizationSecrets;
    'envdock-repository-summary': EnvdockRepositorySummary;
    'envdock-request-form': EnvdockRequestForm;
    'envdock-setup-notice': EnvdockSetupNotice;
  }
  interface HTMLElementEventMap {
    'envdock-open-requested': CustomEvent<OpenRequested>;
    'envdock-request-closed': CustomEvent<RequestClosed>;
    'envdock-saved': CustomEvent<Saved>;
  }
}
