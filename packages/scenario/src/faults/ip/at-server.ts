import { z } from 'zod';

/** The keys of a fault's value that say which server it is about, and which of its ports. */
export const atServer = {
  host: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'The server, by its name or address. Default: all of them.' }),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .meta({ description: 'One of its ports. Default: all of them.' }),
};

/** Which server, and which of its ports. */
export interface ServerPlace {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
}

export function aboutServer({ host, port }: ServerPlace): string {
  return `${host ?? ''}:${port ?? ''}`;
}
