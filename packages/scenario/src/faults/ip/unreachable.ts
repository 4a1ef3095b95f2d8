import { z } from 'zod';
import { blockedSchema } from '../../world/router-schema.ts';
import { firewallRule } from '../../world/router-options.ts';
import { defineFault } from '../define-fault.ts';

const { address, answer } = blockedSchema.shape;

export const unreachable = defineFault({
  name: 'unreachable',
  class: 'ip',
  summary: 'One server, or a whole network of them, is out of reach; the others are not.',
  reaction:
    'A router that answers with ICMP is as silent to the module as one that says nothing: a ' +
    'connect ends in `ERROR` after 9.0 to 9.5 s, a session with its keepalive.',
  basis: { provenance: 'documented', source: 'lwIP 2.1.3 icmp.c: it reads echo requests only' },
  schema: z.strictObject({
    address: address.unwrap().meta({ description: 'Address of the server.' }),
    answer,
  }),
  example: { address: '192.168.10.234' },
  lasts: true,
  stacks: true,
  apply: ({ world }, rule) => world.router.block(firewallRule(rule)),
});
