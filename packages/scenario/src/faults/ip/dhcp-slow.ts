import { millisecond } from '@w800/kernel';
import { z } from 'zod';
import { shortDelay } from '../../fields/short-delay.ts';
import { changeAll } from '../change-all.ts';
import { defineFault } from '../define-fault.ts';
import { aboutDhcp, whichDhcp } from './which-dhcp.ts';

export const dhcpSlow = defineFault({
  name: 'dhcp-slow',
  class: 'ip',
  summary: 'The DHCP server takes longer to answer each message.',
  reaction:
    '`OK` and `WIFI GOT IP` come later by twice that, as there are two answers to wait for; ' +
    'beyond some 6.5 s the 15 s of `AT+CWJAP` do not suffice, and it ends in `ERROR`.',
  basis: { provenance: 'documented', source: 'SDK lwIP 2.1.3 dhcp.c' },
  schema: z.strictObject({ ...whichDhcp, delay: shortDelay('How much longer. Up to 600 s.') }),
  example: { delay: '1s' },
  lasts: true,
  about: aboutDhcp,
  apply: ({ world }, { accessPoint, delay }) =>
    changeAll(
      world.dhcpServers(accessPoint),
      { delayNs: delay * millisecond },
      `dhcp-slow ${accessPoint}`,
    ),
});
