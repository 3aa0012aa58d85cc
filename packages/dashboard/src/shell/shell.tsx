import { Suspense, useEffect, useRef } from 'react';
import { Link, Route, Switch, useLocation } from 'wouter';
import { useSession } from '../session/use-session.js';
import { EmptyState } from '../ui/empty-state.js';
import { PageHeader } from '../ui/page-header.js';
import { Skeleton } from '../ui/skeleton.js';
import { ConnectionIndicator } from './connection-indicator.js';
import { Icon } from './icon.js';
import { Logo } from './logo.js';
import { Navigation } from './navigation.js';
import { SCREENS } from './screens.js';
import { ThemeToggle } from './theme-toggle.js';
import { ScreenBoundary } from './screen-boundary.js';

/** The frame around every screen. */
export function Shell() {
  const { session, signOut } = useSession();
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  useEffect(() => {
    // A screen reader begins with the new screen, as it would with a new page.
    if (!isFirst.current) main.current?.focus({ preventScroll: true });
    isFirst.current = false;
    scrollTo(0, 0);
  }, [path]);

  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <header className="top">
        <div className="top-inner">
          <Link href="/" className="top-logo" aria-label="Novita Fleet">
            <Logo />
          </Link>
          <Navigation />
          <div className="top-end">
            <ConnectionIndicator />
            <span className="who" title={`API key ${session.keyId}`}>
              <span className="who-name">{session.name}</span>
              <span className="who-scope">{session.scope}</span>
            </span>
            <ThemeToggle />
            <button type="button" className="icon-button" aria-label="Sign out" title="Sign out" onClick={signOut}>
              <Icon name="leave" />
            </button>
          </div>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1}>
        <ScreenBoundary key={path}>
          <Suspense fallback={<Skeleton lines={6} height="3rem" />}>
            <Switch>
              {SCREENS.map(({ path: pattern, component: Screen }) => (
                <Route key={pattern} path={pattern}>
                  {(params) => <Screen params={params as Readonly<Record<string, string>>} />}
                </Route>
              ))}
              <Route>
                <PageHeader title="Not found" />
                <EmptyState title="There is no such page">
                  <Link href="/" className="button button-default">
                    Go to the fleet
                  </Link>
                </EmptyState>
              </Route>
            </Switch>
          </Suspense>
        </ScreenBoundary>
      </main>
    </div>
  );
}
