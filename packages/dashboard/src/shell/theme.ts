export type Theme = 'system' | 'light' | 'dark';

const KEY = 'novita-fleet-theme';

/** The theme that was chosen on this computer. */
export function storedTheme(storage: Pick<Storage, 'getItem'>): Theme {
  const value = storage.getItem(KEY);
  return value === 'light' || value === 'dark' ? value : 'system';
}

/** Shows a theme, and keeps it for the next visit. */
export function chooseTheme(theme: Theme, root: HTMLElement, storage: Pick<Storage, 'setItem'>): void {
  storage.setItem(KEY, theme);
  showTheme(theme, root);
}

/** The style sheet reads the attribute; without it the browser's own preference counts. */
export function showTheme(theme: Theme, root: HTMLElement): void {
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
}

/** What a click on the toggle chooses: the opposite of what is seen. */
export function oppositeOf(theme: Theme, isSystemDark: boolean): Theme {
  const isDark = theme === 'system' ? isSystemDark : theme === 'dark';
  return isDark ? 'light' : 'dark';
}
