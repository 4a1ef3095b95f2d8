import type { SerialHub } from './serial-hub.ts';

/** What a port needs of the serial line: a place for its clients. */
export type LineEntrance = Pick<SerialHub, 'attach' | 'join' | 'listen' | 'tell'>;
