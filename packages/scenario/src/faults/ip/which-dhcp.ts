import { z } from 'zod';

/** The key of a fault's value that says which router's DHCP server it is about. */
export const whichDhcp = {
  accessPoint: z
    .string()
    .optional()
    .meta({ description: 'SSID or BSSID of the access point it stands behind. Default: all.' }),
};

/** What a fault of one DHCP server is about. */
export function aboutDhcp({
  accessPoint = '',
}: {
  readonly accessPoint?: string | undefined;
}): string {
  return accessPoint;
}
