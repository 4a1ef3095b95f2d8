import { z } from 'zod';
import { defineBrokerAction } from './broker-action.ts';

export const silent = defineBrokerAction({
  name: 'silent',
  shape: {
    silent: z
      .boolean()
      .meta({ description: 'With `true` it takes everything and answers nothing from now on.' }),
  },
  run({ silent: isSilent }, { broker }) {
    broker.mute(isSilent);
  },
});
