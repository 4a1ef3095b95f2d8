import type { Values } from '@w800/kernel';
import type { lwipHeapFigures } from '../profile/lwip-heap-figures.ts';

type LwipHeap = Values<typeof lwipHeapFigures>;

/** The blocks of an idle TCP socket. */
export function tcpSocketBlocks(figures: LwipHeap): readonly number[] {
  return [figures.connectionBytes, figures.tcpMailboxBytes, figures.tcpControlBytes];
}

/** The blocks of a UDP socket. */
export function udpSocketBlocks(figures: LwipHeap): readonly number[] {
  return [figures.connectionBytes, figures.udpMailboxBytes, figures.udpControlBytes];
}
