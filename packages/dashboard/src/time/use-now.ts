import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Ticker } from './ticker.js';

export const TickerContext = createContext<Ticker | null>(null);

/** Milliseconds since 1970; the component is drawn again each second. Keep it small. */
export function useNow(): number {
  const ticker = useContext(TickerContext);
  if (ticker === null) throw new Error('There is no ticker around this component.');
  return useSyncExternalStore(ticker.subscribe, ticker.now);
}
