import { randomBytes } from 'node:crypto';

/** Random hexadecimal digits. */
export function hex(bytes = 8): string {
  return randomBytes(bytes).toString('hex');
}

/** A key that nobody has used before: what a test finds under this name is its own. */
export function keyName(ending = 'SECRET'): string {
  return `E2E_${hex(4).toUpperCase()}_${ending}`;
}

/** Several of them. */
export function keyNames(count: number, ending?: string): string[] {
  return Array.from({ length: count }, () => keyName(ending));
}

/**
 * A value that cannot be anywhere by accident.
 * Its middle looks different in JSON, in a URL, in HTML and in plain text.
 */
export function canaryValue(): string {
  return `cnry-${hex()}/+"<é>& %${hex()}`;
}
