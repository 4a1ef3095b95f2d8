import type { AnyFaultDefinition } from '../define-fault.ts';
import { accessPointDown } from './access-point-down.ts';
import { accessPointFull } from './access-point-full.ts';
import { accessPointSilent } from './access-point-silent.ts';
import { associationRefused } from './association-refused.ts';
import { beaconsLost } from './beacons-lost.ts';
import { channelChange } from './channel-change.ts';
import { deauthenticated } from './deauthenticated.ts';
import { interference } from './interference.ts';
import { link } from './link.ts';
import { weakSignal } from './weak-signal.ts';
import { wrongPassword } from './wrong-password.ts';

export const wifiFaults: readonly AnyFaultDefinition[] = [
  link,
  accessPointDown,
  accessPointFull,
  accessPointSilent,
  associationRefused,
  beaconsLost,
  channelChange,
  deauthenticated,
  interference,
  weakSignal,
  wrongPassword,
];
