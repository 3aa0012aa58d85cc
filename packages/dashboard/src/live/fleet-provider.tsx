import { useEffect, useState, type ReactNode } from 'react';
import { useApi } from '../api/use-api.js';
import { Fleet } from './fleet.js';
import { FleetContext } from './use-fleet.js';

/** Keeps one fleet up to date for all screens, as long as somebody is signed in. */
export function FleetProvider({ children }: { readonly children: ReactNode }) {
  const api = useApi();
  const [fleet, setFleet] = useState<Fleet | null>(null);
  useEffect(() => {
    const started = new Fleet({
      api,
      openEvents: (url) => new EventSource(url),
      now: Date.now,
      after: (ms, then) => {
        const timer = setTimeout(then, ms);
        return () => clearTimeout(timer);
      },
    });
    started.start();
    setFleet(started);
    const onVisibility = () => started.setSeen(!document.hidden);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      document.removeEventListener('visibilitychange', onVisibility);
      started.stop();
    };
  }, [api]);
  return fleet !== null && <FleetContext value={fleet}>{children}</FleetContext>;
}
