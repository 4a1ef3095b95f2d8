import { defineListenerFault } from './define-listener-fault.ts';

export const certificateRevoked = defineListenerFault({
  name: 'certificate-revoked',
  speaks: 'tls',
  summary: "The broker's certificate has been taken back by its authority.",
  reaction:
    'The module connects all the same, since it asks no authority; the run carries the finding ' +
    '`tls.revocation-unchecked`.',
  basis: { provenance: 'documented', source: 'SDK wm_mbedtls_config.h, no revocation lists' },
  fields: {},
  example: {},
  overlay: () => ({ tls: (serving) => ({ ...serving, revoked: true }) }),
});
