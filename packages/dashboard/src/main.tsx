import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.js';
import { showTheme, storedTheme } from './shell/theme.js';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/choices.css';
import './styles/parts.css';
import './styles/charts.css';
import './styles/shell.css';

showTheme(storedTheme(localStorage), document.documentElement);
const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
