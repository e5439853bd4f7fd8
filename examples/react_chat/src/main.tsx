import { configure } from 'envdock/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App, type Shown } from './app';
import { getToken, post } from './backend';
import './page.css';

configure({ baseUrl: '/api/v1', getToken });

const shown = (await (await post('/chat/session')).json()) as Shown;
const root = document.querySelector('#root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App {...shown} />
    </StrictMode>,
  );
}
