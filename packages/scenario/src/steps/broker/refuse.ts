import { z } from 'zod';
import { times } from '../../fields/times.ts';
import { defineBrokerAction } from './broker-action.ts';

export const refuse = defineBrokerAction({
  name: 'refuse',
  shape: {
    refuse: z
      .int()
      .min(1)
      .max(255)
      .meta({
        description:
          'Answers CONNECT with this return code and closes: 1 protocol version, 2 client id, ' +
          '3 server unavailable, 4 user name or password, 5 not authorised; others are reserved.',
      }),
    times,
  },
  run({ refuse: code, times: count }, { broker }) {
    broker.refuse(code, count);
  },
});
