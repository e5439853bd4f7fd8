import { clsx, type ClassValue } from 'clsx';
import { twMerge } from 'tailwind-merge';

/** Classes, of which the last of a kind counts. */
export function cn(...inputs: ClassValue[]): string {
  return twMerge(clsx(inputs));
}
