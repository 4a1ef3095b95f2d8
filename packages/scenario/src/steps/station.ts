import { z } from 'zod';
import { defineStep } from '../define-step.ts';
import { oneOf } from '../fields/one-of.ts';
import { fill } from '../variables.ts';

const macDefault = '02:00:00:00:00:10';

export const station = defineStep({
  name: 'station',
  summary:
    "Has a station of the world join the module's softAP or leave it, and goes on. What the " +
    'module makes of it comes as URCs.',
  schema: z.strictObject({
    station: oneOf(
      {
        join: z
          .string()
          .min(1)
          .meta({ description: 'Name of the softAP. The station tries once.' }),
        leave: z.literal(true).meta({ description: 'The station says that it leaves.' }),
      },
      {
        password: z
          .string()
          .meta({ description: 'Password of the softAP. Default: none, as for an open one.' }),
        mac: z
          .string()
          .regex(
            /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/,
            'Write six lower-case hexadecimal pairs: 02:00:00:00:00:10.',
          )
          .meta({ description: `Address of the station. Default ${macDefault}.` }),
      },
      'What a station of the world does.',
    ),
  }),
  needs: () => ({ need: 'stations' }),
  async run(step, host) {
    const { join, password = '', mac = macDefault } = step.station;
    const { stations } = host.bench;
    if (join === undefined) {
      stations.leave(mac);
      return;
    }
    const ssid = fill(join, host.variables);
    stations.join({ mac, ssid, password: fill(password, host.variables) });
  },
});
