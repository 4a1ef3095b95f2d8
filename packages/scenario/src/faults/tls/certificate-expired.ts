import { z } from 'zod';
import { defineListenerFault } from './define-listener-fault.ts';
import { otherCertificate } from './other-certificate.ts';
import { secondsOfDay } from './seconds-of-day.ts';

export const certificateExpired = defineListenerFault({
  name: 'certificate-expired',
  speaks: 'tls',
  summary: "The broker's certificate has expired, by the date of the world.",
  reaction:
    'With schemes 3, 5, 8 and 10 `AT+MQTTCONN` ends in `ERROR`, if the clock of the module shows ' +
    'that date; the others connect.',
  basis: { provenance: 'documented', source: 'SDK wm_mbedtls_config.h, MBEDTLS_HAVE_TIME_DATE' },
  fields: {
    days: z
      .int()
      .min(1)
      .max(3_650)
      .default(1)
      .meta({ description: 'How many days before the last midnight, UTC. Default 1.' }),
  },
  example: { days: 1 },
  overlay: ({ days }, sites) =>
    otherCertificate(sites, ({ own: { chain }, today, reissue }) => {
      const notAfter = today - days * secondsOfDay;
      const earlier = notAfter - 365 * secondsOfDay;
      return reissue({ notBefore: Math.min(chain[0]?.notBefore ?? earlier, earlier), notAfter });
    }),
});
