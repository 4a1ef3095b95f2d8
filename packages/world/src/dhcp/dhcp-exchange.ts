import type { Kernel } from '@w800/kernel';
import type { Pending } from '@w800/ports';
import type { Path } from '../link/path.ts';
import type { WorldValues } from '../world-values.ts';
import type { DhcpMessageType } from './dhcp-packet.ts';
import { dhcpMessage } from './dhcp-trace.ts';

export interface DhcpExchangeOptions {
  readonly kernel: Kernel;
  readonly figures: WorldValues;
  /** The station that asks. */
  readonly mac: string;
  /** The way between the station and the server, the same in both directions. */
  readonly path: Path;
  /** The server's choice; undefined: it keeps silent. */
  readonly offer: () => string | undefined;
  readonly done: (address: string) => void;
}

/**
 * The four messages between a station of the world and the module's own server, which is no
 * server of the world. Silence on the way or of the server means no callback.
 */
export function dhcpExchange(options: DhcpExchangeOptions): Pending {
  const { kernel, figures, mac, path, offer, done } = options;
  let cancelled = false;
  const say = (type: DhcpMessageType, address: string, arrived: () => void): void => {
    if (cancelled) return;
    kernel.trace.emit(dhcpMessage, { type, mac, address });
    path.send(arrived);
  };
  const answer = (type: DhcpMessageType, then: (address: string) => void): void => {
    kernel.after(figures.dhcpAnswerNs, () => {
      const address = cancelled ? undefined : offer();
      if (address !== undefined) say(type, address, () => then(address));
    });
  };
  say('discover', '0.0.0.0', () =>
    answer('offer', (offered) =>
      say('request', offered, () =>
        answer('ack', (address) => {
          if (!cancelled) done(address);
        }),
      ),
    ),
  );
  return {
    cancel: () => {
      cancelled = true;
    },
  };
}
