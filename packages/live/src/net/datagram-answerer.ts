import type { Endpoint } from '@w800/ports';

/** Somebody on this machine who answers datagrams in place of those they are for. */
export interface DatagramAnswerer {
  answers(to: Endpoint): boolean;
  /** What he says, outside of any event; undefined: nothing. */
  reply(request: Uint8Array): Uint8Array | undefined;
}
