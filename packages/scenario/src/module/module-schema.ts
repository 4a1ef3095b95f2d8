import { z } from 'zod';

/** What is in the module's slots, as it is written. */
export const moduleSchema = z
  .strictObject({
    ca: z
      .string()
      .min(1)
      .max(1024)
      .optional()
      .meta({
        description:
          'The authorities it trusts: `none`, a certificate of the world, or a PEM file. ' +
          'Default test-ca.',
      }),
    certificate: z
      .string()
      .min(1)
      .max(1024)
      .optional()
      .meta({
        description:
          'What it shows: `none`, a certificate of the world with its key, or a PEM file ' +
          'beside a `key`. Default test-client.',
      }),
    key: z.string().min(1).max(1024).optional().meta({
      description: 'The PEM file with the private key to a `certificate` that is a file.',
    }),
  })
  .meta({
    description:
      'The certificates in the module. Files are looked for beside this one; what has a dot or ' +
      'a slash is a file.',
  });

/** What is in the module's slots, as it is written. */
export type ModuleInput = z.input<typeof moduleSchema>;
