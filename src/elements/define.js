import { init, isBlocked, mount, speakIn } from './program.js';
import { make, skeletons } from './skeletons.js';
import { isSupported, style } from './styles.js';
import { texts } from './texts.js';

const context = ['configuration', 'session', 'environment', 'repositories'];
const { form, none, secrets, summary, tab } = skeletons;

/**
 * The tags: what is observed of them, what they can be asked to do, and what they show before the
 * program is there.
 */
const elements = {
  'envdock-environment-tab': { attributes: context, skeleton: tab },
  'envdock-finish-dialog': { attributes: ['session'], method: 'confirm', skeleton: none },
  'envdock-import-dialog': { attributes: context, method: 'open', skeleton: none },
  'envdock-missing-badge': { attributes: context, skeleton: none },
  'envdock-organization-secrets': { attributes: [], skeleton: secrets },
  'envdock-repository-summary': { attributes: ['configuration', 'href'], skeleton: summary },
  'envdock-request-form': { attributes: ['request'], skeleton: form },
  'envdock-setup-notice': { attributes: context, skeleton: none },
};

/** On a server there are no elements, but the module can be imported. */
const Base = globalThis.HTMLElement ?? class {};

/** Elements that could not be shown: one *Retry* is for all. */
const failed = new Set();
let voice;

/** What all elements have in common: the program draws what is in them. */
class EnvdockElement extends Base {
  #mounted;
  /** Calls that came before the program. */
  #waiting = [];
  /** Why there will be no program on this page. */
  #refusal;

  connectedCallback() {
    this.#takeEarlyProperties();
    const root = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    if (!isSupported()) {
      this.#refuse(root, texts.unsupported, make('p', '', texts.unsupported));
    } else if (this.ownerDocument.defaultView) {
      style(root);
      if (!this.#mounted) this.#show(root);
    }
  }

  disconnectedCallback() {
    // What is moved is connected again at once, and keeps its view.
    queueMicrotask(() => {
      if (!this.isConnected) this.#leave();
    });
  }

  attributeChangedCallback(name) {
    this.#mounted?.attribute_changed(name);
  }

  /** Gives a class the method that its view answers. */
  static answer(method) {
    Object.defineProperty(this.prototype, method, {
      configurable: true,
      writable: true,
      async value(argument) {
        if (this.#refusal) throw this.#refusal;
        if (!this.#mounted) {
          await new Promise((go, giveUp) => this.#waiting.push({ go, giveUp }));
        }
        return this.#mounted.call(argument);
      },
    });
  }

  async #show(root) {
    failed.delete(this);
    root.replaceChildren(this.constructor.skeleton());
    try {
      await init();
      if (!this.isConnected || this.#mounted) return;
      const place = make('div', 'envdock-place');
      root.replaceChildren(place);
      this.#mounted = mount(this, place);
      speak();
      for (const { go } of this.#waiting.splice(0)) go();
    } catch (error) {
      if (!this.isConnected) return;
      console.error(error);
      this.#fail(root);
    }
  }

  #fail(root) {
    if (isBlocked()) {
      this.#refuse(root, texts.blocked, trouble(texts.blocked, texts.blockedNext));
      return;
    }
    failed.add(this);
    const retry = make('button', 'envdock-button', texts.retry);
    retry.type = 'button';
    retry.addEventListener('click', () => {
      for (const element of [...failed]) element.#show(element.shadowRoot);
    });
    const actions = make('div', 'envdock-notice__actions', retry);
    root.replaceChildren(trouble(texts.failed, texts.failedNext, actions));
  }

  /** Shows why there is nothing else to show, now and later. */
  #refuse(root, reason, message) {
    root.replaceChildren(message);
    this.#refusal = new Error(`envdock: ${reason}`);
    for (const { giveUp } of this.#waiting.splice(0)) giveUp(this.#refusal);
  }

  #leave() {
    failed.delete(this);
    this.#mounted?.free();
    this.#mounted = undefined;
    // What was asked for then may not be wanted any more when the element is back.
    for (const { giveUp } of this.#waiting.splice(0)) giveUp(new Error(texts.takenAway));
    this.shadowRoot?.replaceChildren();
  }

  /** What was set before the tag was registered hides the accessors of the class. */
  #takeEarlyProperties() {
    for (const name of this.constructor.observedAttributes) {
      if (!Object.hasOwn(this, name)) continue;
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
  }
}

/** What has gone wrong, and what can be done about it. */
function trouble(title, next, ...actions) {
  const notice = make(
    'div',
    'envdock-notice',
    make('p', 'envdock-notice__title', title),
    make('p', 'envdock-notice__text', next),
    ...actions,
  );
  notice.dataset.tone = 'danger';
  notice.setAttribute('role', 'alert');
  return notice;
}

/** Screen readers hear what is said in the page; the elements' style sheet hides it. */
function speak() {
  if (voice?.isConnected) return;
  voice = document.createElement('div');
  const root = voice.attachShadow({ mode: 'open' });
  style(root);
  document.body.append(voice);
  speakIn(root);
}

/** The text of a property: of a list, its texts; of anything else, none. */
const textOf = (value) =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string').join(' ') : value;

/** A property that is its attribute; what is no text counts as absent. */
const reflected = (name) => ({
  configurable: true,
  enumerable: true,
  get() {
    return this.getAttribute(name);
  },
  set(value) {
    const text = textOf(value);
    if (typeof text === 'string') this.setAttribute(name, text);
    else this.removeAttribute(name);
  },
});

/** Registers the tags; what is on the page already becomes alive. */
export function define() {
  if (!globalThis.customElements) return;
  for (const [tag, { attributes, method, skeleton }] of Object.entries(elements)) {
    const Element = class extends EnvdockElement {
      static observedAttributes = attributes;
      static skeleton = skeleton;
    };
    for (const name of attributes) Object.defineProperty(Element.prototype, name, reflected(name));
    if (method) Element.answer(method);
    customElements.define(tag, Element);
  }
}
