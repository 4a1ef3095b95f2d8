import { z } from 'zod';
import { payload } from '../../fields/payload.ts';

/** The fields of an MQTT message. */
export const messageFields = {
  topic: z.string().min(1).meta({ description: 'The topic, literally.' }),
  payload,
  qos: z.literal([0, 1, 2]).meta({ description: '0, 1 or 2.' }),
  retain: z.boolean().meta({ description: 'The RETAIN flag.' }),
};
