import { z } from 'zod';
import { addressPattern } from '../../world/address.ts';

/** The key of a fault's value that says which name server it is about. */
export const whichNameServer = {
  server: z
    .string()
    .regex(...addressPattern)
    .optional()
    .meta({ description: 'Address of the name server. Default: all of them.' }),
};

/** What a fault of one name server is about. */
export function aboutNameServer({ server = '' }: { readonly server?: string | undefined }): string {
  return server;
}
