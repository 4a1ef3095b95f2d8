import { millisecond } from '@w800/kernel';
import { z } from 'zod';
import { shortDelay } from '../../fields/short-delay.ts';
import { changeAll } from '../change-all.ts';
import { defineFault } from '../define-fault.ts';
import { aboutTimeServer, whichTimeServer } from './which-time-server.ts';

export const sntpSlow = defineFault({
  name: 'sntp-slow',
  class: 'time',
  summary: 'Time servers take longer to answer.',
  reaction:
    'The clock is set by what the server tells, half way between arrival and departure: behind ' +
    'by half of the delay. A reply that comes after 15 s counts as well.',
  basis: { provenance: 'documented', source: 'SDK lwIP 2.1.3 sntp.c, lwipopts.h' },
  schema: z.strictObject({ ...whichTimeServer, delay: shortDelay('How long. Up to 600 s.') }),
  example: { delay: '10s' },
  lasts: true,
  about: aboutTimeServer,
  apply: ({ world }, { server, delay }) =>
    changeAll(world.timeServers(server), { delayNs: delay * millisecond }, `sntp-slow ${server}`),
});
