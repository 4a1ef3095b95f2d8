import { z } from 'zod';
import { expectClients } from '../../expect-broker.ts';
import { fill } from '../../variables.ts';
import { defineBrokerAction } from './broker-action.ts';

export const clients = defineBrokerAction({
  name: 'clients',
  waits: true,
  looks: true,
  shape: {
    clients: z
      .array(z.string())
      .meta({ description: 'Waits until exactly these client ids are connected.' }),
  },
  async run({ clients: ids }, { host, broker, withinNs }) {
    const wanted = ids.map((id) => fill(id, host.variables));
    await expectClients(host, broker, wanted, withinNs);
  },
});
