import { useState } from 'react';
import { useMedia } from '../ui/use-media.js';
import { Icon } from './icon.js';
import { chooseTheme, oppositeOf, storedTheme } from './theme.js';

/** Changes between light and dark. */
export function ThemeToggle() {
  const [theme, setTheme] = useState(() => storedTheme(localStorage));
  const isSystemDark = useMedia('(prefers-color-scheme: dark)');
  const next = oppositeOf(theme, isSystemDark);
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={next === 'dark' ? 'Use the dark theme' : 'Use the light theme'}
      title={next === 'dark' ? 'Dark theme' : 'Light theme'}
      onClick={() => {
        chooseTheme(next, document.documentElement, localStorage);
        setTheme(next);
      }}
    >
      <Icon name={next === 'dark' ? 'moon' : 'sun'} />
    </button>
  );
}
