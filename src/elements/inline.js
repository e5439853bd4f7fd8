// The whole program in one file, for pages that cannot serve a second one.
// What is embedded has to be known before the tags are registered, so it is imported first.
import './embedded.js';

export * from './index.js';
