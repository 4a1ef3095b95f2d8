import type { AnyFaultDefinition } from '../define-fault.ts';
import { dnsFailure } from './dns-failure.ts';
import { dnsGarbage } from './dns-garbage.ts';
import { dnsNxdomain } from './dns-nxdomain.ts';
import { dnsSilent } from './dns-silent.ts';
import { dnsSlow } from './dns-slow.ts';
import { dnsWrongAddress } from './dns-wrong-address.ts';
import { sntpGarbage } from './sntp-garbage.ts';
import { sntpKissOfDeath } from './sntp-kiss-of-death.ts';
import { sntpSilent } from './sntp-silent.ts';
import { sntpSlow } from './sntp-slow.ts';
import { timeDrift } from './time-drift.ts';
import { timeServerUnsynchronised } from './time-server-unsynchronised.ts';
import { timeServerWrong } from './time-server-wrong.ts';
import { timeStep } from './time-step.ts';

export const timeFaults: readonly AnyFaultDefinition[] = [
  dnsSilent,
  dnsSlow,
  dnsNxdomain,
  dnsFailure,
  dnsGarbage,
  dnsWrongAddress,
  sntpSilent,
  sntpSlow,
  sntpKissOfDeath,
  sntpGarbage,
  timeServerWrong,
  timeServerUnsynchronised,
  timeDrift,
  timeStep,
];
