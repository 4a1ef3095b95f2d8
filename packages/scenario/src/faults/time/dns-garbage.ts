import { z } from 'zod';
import { changeAll } from '../change-all.ts';
import { defineFault } from '../define-fault.ts';
import { aboutNameServer, whichNameServer } from './which-name-server.ts';

export const dnsGarbage = defineFault({
  name: 'dns-garbage',
  class: 'time',
  summary: 'Answers of name servers are nonsense, cut short or about another name.',
  reaction:
    'The module passes over what is no answer to its question, asks again, and gives up as in ' +
    'silence: `ERROR` after 7 s a server.',
  basis: { provenance: 'documented', source: 'SDK lwIP 2.1.3 dns.c' },
  schema: z.strictObject({
    ...whichNameServer,
    kind: z
      .enum(['garbage', 'cut-short', 'other-question'])
      .default('garbage')
      .meta({ description: 'What is wrong with them. Default `garbage`.' }),
  }),
  example: { kind: 'cut-short' },
  lasts: true,
  about: aboutNameServer,
  apply: ({ world }, { server, kind }) =>
    changeAll(world.nameServers(server), { fault: kind }, `dns-garbage ${server}`),
});
