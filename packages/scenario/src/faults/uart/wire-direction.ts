import type { SerialLine } from '@w800/uart';
import { z } from 'zod';

/** Which way the bytes go that a fault is about. */
export const wireDirection = z
  .enum(['to-module', 'to-host', 'both'])
  .default('to-module')
  .meta({ description: 'Which way the bytes go. Default: to the module.' });

type WireDirection = z.output<typeof wireDirection>;
type Disturbances = SerialLine['toModule'];

/** Does one thing to the directions that are meant and another to those that are not. */
export function eachDirection(
  line: SerialLine,
  meant: WireDirection,
  act: (direction: Disturbances, isMeant: boolean, name: string) => void,
): void {
  act(line.toModule, meant !== 'to-host', 'to-module');
  act(line.toHost, meant !== 'to-module', 'to-host');
}
