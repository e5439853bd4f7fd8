import { configure } from 'envdock/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app';
import { configurations, token } from './server';
import './page.css';

configure({ baseUrl: '/api/v1', getToken: () => token });

const all = await configurations();
const root = document.querySelector('#root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App configurations={all} />
    </StrictMode>,
  );
}
