import { z } from 'zod';
import { trueOr } from '../fields/true-or.ts';

const token = z
  .string()
  .regex(/^[\w!#$%&'*+.^`|~-]{1,64}$/, 'Write a word such as mqtt, without blanks.');

const websocketMapping = z.strictObject({
  path: z
    .string()
    .max(256)
    .regex(
      /^\/[!\x24-\x3e@-\x7e]*$/,
      'Write a path such as /mqtt, without what follows a question mark.',
    )
    .optional()
    .meta({ description: 'The only path that is served. Default: every path is.' }),
  subprotocols: z
    .array(token)
    .max(8)
    .optional()
    .meta({ description: 'The subprotocols it speaks. Default [mqtt].' }),
  status: z
    .int()
    .min(200)
    .max(599)
    .optional()
    .meta({ description: 'It answers the upgrade with this HTTP status instead.' }),
  location: z
    .string()
    .min(1)
    .max(256)
    .regex(/^[\x21-\x7e]+$/, 'Write an address such as /other.')
    .optional()
    .meta({ description: 'Where a status of 301 to 308 sends the client.' }),
  wrongAccept: z.boolean().optional().meta({ description: 'Its accept key fits another request.' }),
  subprotocol: token.optional().meta({
    description: 'It chooses this subprotocol, whatever was offered; `none` chooses none.',
  }),
  fragmentBytes: z
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .meta({ description: 'It cuts every message into frames of at most so many bytes.' }),
  textFrames: z
    .boolean()
    .optional()
    .meta({ description: 'It sends text frames where binary ones belong.' }),
  maskFrames: z
    .boolean()
    .optional()
    .meta({ description: 'It masks its frames, which only a client may.' }),
  pingBeforeFrame: z
    .boolean()
    .optional()
    .meta({ description: 'It sends a Ping before every frame of a message.' }),
  closeCode: z
    .int()
    .min(1000)
    .max(4999)
    .optional()
    .meta({ description: 'The code of its Close frame. Default 1000.' }),
});

/** How a port speaks WebSocket. */
export const websocketSchema = trueOr(
  websocketMapping,
  'The port speaks WebSocket, inside of TLS where it speaks that, too.',
);

export type WebSocketSpec = z.output<typeof websocketSchema>;
