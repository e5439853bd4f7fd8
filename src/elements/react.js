'use client';
import {
  createElement,
  forwardRef,
  useCallback,
  useImperativeHandle,
  useInsertionEffect,
  useRef,
} from 'react';

export { configure, init, version } from './index.js';

/** What is passed on under another name, or in another form: attributes are texts. */
const asAttributes = ({ aside, className, configurationHref, hidden, repositories, ...others }) => ({
  ...others,
  // React 18 would write `false`, and `classname`.
  aside: aside || undefined,
  class: className,
  hidden: hidden || undefined,
  'configuration-href': configurationHref,
  repositories: Array.isArray(repositories) ? repositories.join(' ') : repositories,
});

/** A ref for an element whose events always reach the handlers of the last render on screen. */
function useListeners(handlers) {
  const { current: listener } = useRef({
    handleEvent(event) {
      this.handlers[event.type]?.(event);
    },
  });
  // The one kind of effect that comes before refs, and that React 18 does not mind on a server.
  useInsertionEffect(() => {
    listener.handlers = handlers;
  });
  // Not in an effect: an element that is shown with what is known already may tell at once.
  const ref = useCallback(
    (element) => {
      for (const type of Object.keys(handlers)) {
        listener.element?.removeEventListener(type, listener);
        element?.addEventListener(type, listener);
      }
      listener.element = element;
    },
    // The names of the events never change.
    [],
  );
  return [listener, ref];
}

/** A tag as a component, for React 18 (which knows no properties of custom elements) and later. */
function component(name, tag) {
  const Component = forwardRef(({ onOpenRequested, onRequestClosed, onSaved, ...props }, forwarded) => {
    const [listener, ref] = useListeners({
      'envdock-open-requested': onOpenRequested,
      'envdock-request-closed': onRequestClosed,
      'envdock-saved': onSaved,
    });
    useImperativeHandle(forwarded, () => listener.element, [listener]);
    return createElement(tag, { ...asAttributes(props), ref });
  });
  Component.displayName = name;
  return Component;
}

export const EnvironmentTab = component('EnvironmentTab', 'envdock-environment-tab');
export const FinishDialog = component('FinishDialog', 'envdock-finish-dialog');
export const ImportDialog = component('ImportDialog', 'envdock-import-dialog');
export const MissingBadge = component('MissingBadge', 'envdock-missing-badge');
export const OrganizationSecrets = component('OrganizationSecrets', 'envdock-organization-secrets');
export const RepositorySummary = component('RepositorySummary', 'envdock-repository-summary');
export const RequestForm = component('RequestForm', 'envdock-request-form');
export const SetupNotice = component('SetupNotice', 'envdock-setup-notice');
