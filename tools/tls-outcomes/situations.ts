import { certificateSituations } from './certificate-situations.ts';
import { serverSituations } from './server-situations.ts';
import type { Situation } from './situation.ts';
import { websocketSituations } from './websocket-situations.ts';

/** Every situation, in groups as the reference page has them. */
export const situations: Readonly<Record<string, readonly Situation[]>> = {
  "The server's certificate": certificateSituations,
  'The server and the way to it': serverSituations,
  'The upgrade to WebSocket': websocketSituations,
};
