import { z } from 'zod';

/** The key of a fault's value that says which access points it is about. */
export const whichAccessPoint = {
  accessPoint: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'One by its BSSID, or all of a name. Default: all of the world.' }),
};

/** A value that says nothing but which access points. */
export const accessPointAlone = z.strictObject(whichAccessPoint);

/** What a fault is about, where there can be one for each access point. */
export function aboutAccessPoint({ accessPoint }: { accessPoint?: string | undefined }): string {
  return accessPoint ?? '';
}
