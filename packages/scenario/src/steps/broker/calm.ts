import { z } from 'zod';
import { defineBrokerAction } from './broker-action.ts';

export const calm = defineBrokerAction({
  name: 'calm',
  shape: {
    calm: z
      .literal(true)
      .meta({ description: 'Takes every rule back: from now on the broker behaves.' }),
  },
  run(_value, { broker }) {
    broker.clearRules();
    broker.mute(false);
    broker.writes(undefined);
  },
});
