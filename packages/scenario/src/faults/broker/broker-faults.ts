import type { AnyFaultDefinition } from '../define-fault.ts';
import { brokerDisconnects } from './broker-disconnects.ts';
import { brokerDown } from './broker-down.ts';
import { brokerForgets } from './broker-forgets.ts';
import { brokerGarbage } from './broker-garbage.ts';
import { brokerLoses } from './broker-loses.ts';
import { brokerRefuses } from './broker-refuses.ts';
import { brokerRepeats } from './broker-repeats.ts';
import { brokerSilent } from './broker-silent.ts';
import { brokerSlow } from './broker-slow.ts';
import { brokerSplits } from './broker-splits.ts';

export const brokerFaults: readonly AnyFaultDefinition[] = [
  brokerDisconnects,
  brokerDown,
  brokerForgets,
  brokerGarbage,
  brokerLoses,
  brokerRefuses,
  brokerRepeats,
  brokerSilent,
  brokerSlow,
  brokerSplits,
];
