import { createContext, useContext } from 'react';
import type { Api } from './api.js';

export const ApiContext = createContext<Api | null>(null);

/** The server's API, for the session of this page. */
export function useApi(): Api {
  const api = useContext(ApiContext);
  if (api === null) throw new Error('There is no API around this component.');
  return api;
}
