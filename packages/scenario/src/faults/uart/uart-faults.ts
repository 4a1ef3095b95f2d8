import type { AnyFaultDefinition } from '../define-fault.ts';
import { baudMismatch } from './baud-mismatch.ts';
import { breakSignal } from './break.ts';
import { clockDrift } from './clock-drift.ts';
import { doubledBytes } from './doubled-bytes.ts';
import { framing } from './framing.ts';
import { lostBytes } from './lost-bytes.ts';
import { noise } from './noise.ts';
import { overrun } from './overrun.ts';
import { parity } from './parity.ts';
import { stalledTask } from './stalled-task.ts';
import { strayBytes } from './stray-bytes.ts';
import { stuckLine } from './stuck-line.ts';
import { withheldCts } from './withheld-cts.ts';

export const uartFaults: readonly AnyFaultDefinition[] = [
  noise,
  framing,
  parity,
  overrun,
  stalledTask,
  baudMismatch,
  clockDrift,
  stuckLine,
  breakSignal,
  lostBytes,
  doubledBytes,
  strayBytes,
  withheldCts,
];
