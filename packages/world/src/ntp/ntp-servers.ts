import { millisecond, type Kernel } from '@w800/kernel';
import type { DatagramSocket } from '@w800/ports';
import type { Internet } from '../ip/internet.ts';
import { isAddress } from '../ip/subnet.ts';
import { WorldError } from '../world-error.ts';
import type { NtpFault } from './ntp-packet.ts';
import { ntpPort, NtpServer, type NtpBehaviour } from './ntp-server.ts';

/** How a user describes a time server; what is left out is as at a good one. */
export interface NtpServerOptions {
  readonly address: string;
  /** What its clock shows at instant 0, in seconds since 1970. Default: the time of the world. */
  readonly timeSeconds?: number;
  /** Takes requests and answers none. */
  readonly silent?: boolean;
  readonly delayMs?: number;
  /** -1000000 to 1000000. */
  readonly driftPpm?: number;
  readonly fault?: NtpFault;
  readonly repliesFrom?: string;
}

/** What can be done to a time server of a world. */
export type NtpServerControl = Pick<NtpServer, 'address' | 'change'>;

/** The time servers of a world. */
export class NtpServers {
  private readonly servers: readonly NtpServer[];
  private readonly internet: Internet;
  private readonly sockets = new Map<string, DatagramSocket>();

  /** @param worldTime what a clock shows at instant 0 that is not told, in seconds since 1970 */
  constructor(
    kernel: Kernel,
    internet: Internet,
    worldTime: number,
    list: readonly NtpServerOptions[],
  ) {
    this.internet = internet;
    this.servers = list.map((options) => {
      const { address, timeSeconds = worldTime } = options;
      check(options, timeSeconds);
      return new NtpServer({
        kernel,
        address,
        socket: this.socketAt(address),
        timeSeconds,
        behaviour: behaviourFrom(options),
        elsewhere: (other) => this.sockets.get(other) ?? this.socketAt(other),
      });
    });
  }

  /** The server at an address, or all of them. */
  at(address?: string): readonly NtpServerControl[] {
    const { servers } = this;
    return address === undefined ? servers : servers.filter((one) => one.address === address);
  }

  private socketAt(address: string): DatagramSocket {
    const socket = this.internet.server(address).udp.open(ntpPort);
    this.sockets.set(address, socket);
    return socket;
  }
}

function behaviourFrom(options: NtpServerOptions): NtpBehaviour {
  return {
    silent: options.silent ?? false,
    delayNs: (options.delayMs ?? 0) * millisecond,
    offsetSeconds: 0,
    driftPpm: options.driftPpm ?? 0,
    fault: options.fault ?? 'none',
    repliesFrom: options.repliesFrom,
  };
}

const delayMsMax = 600_000;
const driftPpmMax = 1_000_000;

function check(options: NtpServerOptions, timeSeconds: number): void {
  const { address, repliesFrom = address, delayMs = 0, driftPpm = 0 } = options;
  if (!isAddress(address) || !isAddress(repliesFrom)) {
    throw new WorldError(
      'WORLD_BAD_ADDRESS',
      `a time server cannot stand at "${isAddress(address) ? repliesFrom : address}"`,
      'use a dotted IPv4 address',
    );
  }
  // A timestamp of RFC 5905 counts 2^32 s, here from the year 1968 on.
  if (!Number.isInteger(timeSeconds) || timeSeconds < 0 || timeSeconds >= 2 ** 32) {
    throw new WorldError(
      'WORLD_BAD_TIME',
      `${timeSeconds} s since 1970 is not a time a server can tell`,
      'use whole seconds from 0 to 4294967295',
    );
  }
  const isDelay = Number.isInteger(delayMs) && delayMs >= 0 && delayMs <= delayMsMax;
  if (isDelay && Number.isInteger(driftPpm) && Math.abs(driftPpm) <= driftPpmMax) return;
  throw new WorldError(
    'WORLD_BAD_TIME',
    `a time server cannot take ${delayMs} ms or drift by ${driftPpm} ppm`,
    `use whole milliseconds up to ${delayMsMax} and whole ppm up to ${driftPpmMax} both ways`,
  );
}
