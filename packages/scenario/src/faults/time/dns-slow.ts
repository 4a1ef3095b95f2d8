import { millisecond } from '@w800/kernel';
import { z } from 'zod';
import { shortDelay } from '../../fields/short-delay.ts';
import { changeAll } from '../change-all.ts';
import { defineFault } from '../define-fault.ts';
import { aboutNameServer, whichNameServer } from './which-name-server.ts';

export const dnsSlow = defineFault({
  name: 'dns-slow',
  class: 'time',
  summary: 'Name servers take longer to answer.',
  reaction:
    'A connect to a name takes so much longer; an answer later than 7 s after the first ' +
    'question is one too late, and `AT+MQTTCONN` has ended in `ERROR`.',
  basis: { provenance: 'documented', source: 'SDK lwIP 2.1.3 dns.c' },
  schema: z.strictObject({
    ...whichNameServer,
    delay: shortDelay('How much longer. Up to 600 s.'),
  }),
  example: { delay: '3s' },
  lasts: true,
  about: aboutNameServer,
  apply: ({ world }, { server, delay }) =>
    changeAll(world.nameServers(server), { delayNs: delay * millisecond }, `dns-slow ${server}`),
});
