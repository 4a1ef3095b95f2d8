import type { Values } from '@w800/kernel';
import type { Heap } from '@w800/memory';
import type { lwipHeapFigures } from '../profile/lwip-heap-figures.ts';
import type { osHeapFigures } from '../profile/os-heap-figures.ts';
import type { wifiHeapFigures } from '../profile/wifi-heap-figures.ts';
import { HeldBlocks } from '../sockets/held-blocks.ts';
import { udpSocketBlocks } from '../sockets/socket-blocks.ts';

export interface WifiMemoryFigures {
  readonly wifi: Values<typeof wifiHeapFigures>;
  readonly lwip: Values<typeof lwipHeapFigures>;
  readonly os: Values<typeof osHeapFigures>;
}

/** A part of Wi-Fi that holds memory while it is there. */
export interface WifiPart {
  /** Takes it, if it is not held already. @returns false, and none is held, if it does not fit */
  take(): boolean;
  /** Gives it back. Again is harmless. */
  release(): void;
}

/** What Wi-Fi holds, each part from when it is needed to when it is not. */
export class WifiMemory {
  /** From AT+CWINIT=1 or the start to AT+CWINIT=0: both tasks, buffers, the driver's own. */
  readonly driver: WifiPart;
  /** From the beginning of a join to the end of the association. */
  readonly station: WifiPart;
  /** While an address is asked for or held that DHCP gives. */
  readonly dhcp: WifiPart;
  /** While the module's own access point is on the air, its DHCP server with it. */
  readonly softAp: WifiPart;
  private readonly heap: Heap;
  private readonly guestBytes: number;

  constructor(heap: Heap, { wifi, lwip, os }: WifiMemoryFigures) {
    this.heap = heap;
    this.guestBytes = wifi.softApGuestBytes;
    const task = (stackBytes: number) => [stackBytes, os.taskControlBytes];
    this.driver = part(heap, [
      ['wifi.driver-task', task(wifi.driverTaskStackBytes)],
      ['wifi.supplicant-task', task(wifi.supplicantTaskStackBytes)],
      ['wifi.buffers', times(wifi.buffers, wifi.bufferBytes)],
      ['wifi.driver', times(wifi.driverBlocks, wifi.driverBlockBytes)],
    ]);
    this.station = part(heap, [
      ['wifi.station', times(wifi.stationBlocks, wifi.stationBlockBytes)],
    ]);
    this.dhcp = part(heap, [['lwip.dhcp', [lwip.dhcpBytes, ...udpSocketBlocks(lwip)]]]);
    this.softAp = part(heap, [
      ['wifi.softap', times(wifi.softApBlocks, wifi.softApBlockBytes)],
      ['wifi.softap', udpSocketBlocks(lwip)],
    ]);
  }

  /** A station that joins the softAP. @returns what gives it back; undefined: it does not fit */
  guest(): (() => void) | undefined {
    const blocks = new HeldBlocks(this.heap, 'wifi.softap');
    return blocks.take([this.guestBytes]) ? () => blocks.release() : undefined;
  }

  /** The heap is about to forget it all. */
  forget(): void {
    for (const one of [this.driver, this.station, this.dhcp, this.softAp]) one.release();
  }
}

function part(heap: Heap, wanted: readonly (readonly [string, readonly number[]])[]): WifiPart {
  const all = wanted.map(([owner, sizes]) => ({ blocks: new HeldBlocks(heap, owner), sizes }));
  let isHeld = false;
  const release = (): void => {
    isHeld = false;
    for (const { blocks } of all) blocks.release();
  };
  return {
    take: () => {
      if (isHeld) return true;
      isHeld = all.every(({ blocks, sizes }) => blocks.take(sizes));
      if (!isHeld) release();
      return isHeld;
    },
    release,
  };
}

function times(count: number, bytes: number): readonly number[] {
  return Array.from({ length: count }, () => bytes);
}
