import { z } from 'zod';
import { addressPattern } from '../../world/address.ts';
import { changeAll } from '../change-all.ts';
import { defineFault } from '../define-fault.ts';
import { aboutNameServer, whichNameServer } from './which-name-server.ts';

export const dnsWrongAddress = defineFault({
  name: 'dns-wrong-address',
  class: 'time',
  summary:
    'Name servers give one address for every name they know, as a spoofed or stale entry does.',
  reaction:
    'The module believes it and keeps it as long as the answer says: `AT+MQTTCONN` goes to the ' +
    'wrong host and ends in `ERROR`, at once where that refuses, after 9.0 to 9.5 s where there ' +
    'is none.',
  basis: { provenance: 'documented', source: 'SDK lwIP 2.1.3 dns.c, tcp.c' },
  schema: z.strictObject({
    ...whichNameServer,
    address: z
      .string()
      .regex(...addressPattern)
      .meta({ description: 'The wrong address.' }),
  }),
  example: { address: '192.0.2.7' },
  lasts: true,
  about: aboutNameServer,
  apply: ({ world }, { server, address }) =>
    changeAll(world.nameServers(server), { wrongAddress: address }, `dns-wrong-address ${server}`),
});
