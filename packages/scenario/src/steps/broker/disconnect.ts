import { z } from 'zod';
import { fill } from '../../variables.ts';
import { defineBrokerAction } from './broker-action.ts';
import { closing } from './closing.ts';

export const disconnect = defineBrokerAction({
  name: 'disconnect',
  shape: {
    disconnect: z
      .union([z.literal(true), z.string()])
      .meta({ description: 'Drops the connection of a client id, or with `true` of all.' }),
    with: closing,
  },
  run({ disconnect: client, with: by }, { host, broker }) {
    broker.disconnect(client === true ? undefined : fill(client, host.variables), by);
  },
});
