import type { ServingOverlay } from '@w800/broker';
import type { ServerFault } from '@w800/tls';

/** Lets something go wrong in every handshake, before all that goes wrong there already. */
export function serverFaults(...wrong: readonly ServerFault[]): ServingOverlay {
  return {
    tls: (serving) => ({ ...serving, faults: [...wrong, ...(serving.faults ?? [])] }),
  };
}
