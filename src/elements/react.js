import { createElement, forwardRef, useEffect, useImperativeHandle, useRef } from 'react';

export * from './index.js';

const events = {
  onOpenRequested: 'envdock-open-requested',
  onRequestClosed: 'envdock-request-closed',
  onSaved: 'envdock-saved',
};

/** The attributes of a tag, for React 18 too, which knows nothing of properties of elements. */
function attributes({ aside, className, configurationHref, repositories, ...rest }) {
  for (const name of Object.keys(events)) delete rest[name];
  return {
    ...rest,
    class: className,
    aside: aside ? '' : undefined,
    'configuration-href': configurationHref,
    repositories: Array.isArray(repositories) ? repositories.join(' ') : repositories,
  };
}

/** A component that is this tag. */
function component(name, tag) {
  const Component = forwardRef((props, ref) => {
    const element = useRef(null);
    const latest = useRef(props);
    useImperativeHandle(ref, () => element.current, []);
    useEffect(() => {
      latest.current = props;
    });
    useEffect(() => {
      const { current } = element;
      const heard = Object.entries(events).map(([prop, event]) => {
        const hear = (told) => latest.current[prop]?.(told);
        current.addEventListener(event, hear);
        return () => current.removeEventListener(event, hear);
      });
      return () => heard.forEach((stop) => stop());
    }, []);
    return createElement(tag, { ...attributes(props), ref: element });
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
