import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';

// Not a test run: it makes the pictures that the documents show.
export default defineConfig(tests, { testMatch: '*.picture.ts', workers: 1 });
