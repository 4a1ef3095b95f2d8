import { z } from 'zod';
import { defineListenerFault } from './define-listener-fault.ts';
import { otherCertificate } from './other-certificate.ts';
import { secondsOfDay } from './seconds-of-day.ts';

export const certificateNotYetValid = defineListenerFault({
  name: 'certificate-not-yet-valid',
  speaks: 'tls',
  summary: "The broker's certificate is not valid yet, by the date of the world.",
  reaction:
    'With schemes 3, 5, 8 and 10 `AT+MQTTCONN` ends in `ERROR`, as it does with a clock that was ' +
    'never set; the others connect.',
  basis: { provenance: 'documented', source: 'SDK wm_mbedtls_config.h, MBEDTLS_HAVE_TIME_DATE' },
  fields: {
    days: z
      .int()
      .min(1)
      .max(3_650)
      .default(1)
      .meta({ description: 'How many days after the last midnight, UTC. Default 1.' }),
  },
  example: { days: 1 },
  overlay: ({ days }, sites) =>
    otherCertificate(sites, ({ own: { chain }, today, reissue }) => {
      const notBefore = today + days * secondsOfDay;
      const later = notBefore + 365 * secondsOfDay;
      return reissue({ notBefore, notAfter: Math.max(chain[0]?.notAfter ?? later, later) });
    }),
});
