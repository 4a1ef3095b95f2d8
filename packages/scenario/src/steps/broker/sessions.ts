import { z } from 'zod';
import { fill } from '../../variables.ts';
import { defineBrokerAction } from './broker-action.ts';
import { ruleKeys } from './rule-keys.ts';

export const sessions = defineBrokerAction({
  name: 'sessions',
  shape: {
    sessions: z.literal('forget').meta({
      description:
        'Forgets what it keeps for its clients, or for the one `client` names: the next ' +
        'CONNACK says Session Present 0.',
    }),
    client: ruleKeys.client,
  },
  run({ client }, { host, broker }) {
    broker.forgetSessions(client === undefined ? undefined : fill(client, host.variables));
  },
});
