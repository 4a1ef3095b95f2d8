import { z } from 'zod';
import { blockedSchema } from '../../world/router-schema.ts';
import { firewallRule } from '../../world/router-options.ts';
import { defineFault } from '../define-fault.ts';

const { port, protocol, answer } = blockedSchema.shape;

export const portBlocked = defineFault({
  name: 'port-blocked',
  class: 'ip',
  summary: 'A firewall lets nothing pass to or from one port of the servers.',
  reaction:
    'Answered with silence or ICMP, which the module does not read, a connect ends in `ERROR` ' +
    'after 9.0 to 9.5 s; answered with an RST, at once. With UDP port 53 names are not found, ' +
    'after 7 s a server, while addresses work.',
  basis: { provenance: 'documented', source: 'lwIP 2.1.3 tcp.c, dns.c, icmp.c' },
  schema: z.strictObject({
    port: port.unwrap().meta({ description: 'Port of the server.' }),
    protocol,
    answer,
  }),
  example: { port: 1883 },
  lasts: true,
  stacks: true,
  apply: ({ world }, rule) => world.router.block(firewallRule(rule)),
});
