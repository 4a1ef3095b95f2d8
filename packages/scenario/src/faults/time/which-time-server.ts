import { z } from 'zod';
import { addressPattern } from '../../world/address.ts';

/** The key of a fault's value that says which time server it is about. */
export const whichTimeServer = {
  server: z
    .string()
    .regex(...addressPattern)
    .optional()
    .meta({ description: 'Address of the time server. Default: all of them.' }),
};

/** What a fault of one time server is about. */
export function aboutTimeServer({ server = '' }: { readonly server?: string | undefined }): string {
  return server;
}
