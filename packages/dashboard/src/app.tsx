import { useState } from 'react';
import { QueryClientProvider } from '@tanstack/react-query';
import { Api } from './api/api.js';
import { createQueryClient } from './api/query-client.js';
import { ApiContext } from './api/use-api.js';
import { FleetProvider } from './live/fleet-provider.js';
import { SessionGate } from './session/session-gate.js';
import { SessionStore } from './session/session-store.js';
import { Shell } from './shell/shell.js';
import { Ticker } from './time/ticker.js';
import { TickerContext } from './time/use-now.js';
import { ToastArea } from './ui/toasts.js';

/** The page. */
export function App() {
  const [{ api, session, queries, ticker }] = useState(createServices);
  return (
    <QueryClientProvider client={queries}>
      <ApiContext value={api}>
        <TickerContext value={ticker}>
          <ToastArea>
            <SessionGate store={session}>
              <FleetProvider>
                <Shell />
              </FleetProvider>
            </SessionGate>
          </ToastArea>
        </TickerContext>
      </ApiContext>
    </QueryClientProvider>
  );
}

function createServices() {
  const session = new SessionStore(localStorage);
  const api = new Api({
    fetch: (input, init) => fetch(input, init),
    csrfToken: session.csrfToken,
    onSignedOut: session.ended,
  });
  const ticker = new Ticker({
    now: Date.now,
    every: (ms, tick) => {
      const timer = setInterval(tick, ms);
      return () => clearInterval(timer);
    },
  });
  return { api, session, queries: createQueryClient(), ticker };
}
