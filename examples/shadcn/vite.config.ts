import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The Envdock server: page and interface have one origin, as behind a host's own web server. It
// refuses calls whose `Host` and `Origin` differ, and the short form of an entry would change `Host`.
const target = process.env.ENVDOCK_URL ?? 'http://127.0.0.1:7420';
const proxy = { '/api': { target, changeOrigin: false } };
const policy =
  "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; object-src 'none'; base-uri 'none'; " +
  "require-trusted-types-for 'script'";

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { '@': `${import.meta.dirname}/src` } },
  server: { proxy },
  preview: { proxy, headers: { 'Content-Security-Policy': policy } },
});
