import { z } from 'zod';
import { defineListenerFault } from './define-listener-fault.ts';

export const tlsSmallRecords = defineListenerFault({
  name: 'tls-small-records',
  speaks: 'tls',
  summary: 'The broker puts no more than so many bytes into a TLS record.',
  reaction:
    'A message of the handshake that does not fit into one record, such as the certificate, ' +
    'ends `AT+MQTTCONN` in `ERROR`; on a connection that is there nothing is to be seen.',
  basis: {
    provenance: 'documented',
    source: 'mbedTLS 3.4.0 ssl_msg.c, mbedtls_ssl_prepare_handshake_record',
  },
  fields: {
    bytes: z.int().min(512).max(16_384).default(512).meta({ description: 'Default 512.' }),
  },
  example: { bytes: 512 },
  overlay: ({ bytes }) => ({ tls: (serving) => ({ ...serving, recordBytesMax: bytes }) }),
});
