import { figure, type Figures } from '@w800/kernel';

/** Sizes of the module's TLS. */
export const tlsFigures = {
  inPayloadBytes: figure(16_384, 'bytes', 'documented', 'SDK mbedtls Kconfig, IN_CONTENT_LEN'),
  outPayloadBytes: figure(4_096, 'bytes', 'documented', 'SDK mbedtls Kconfig, OUT_CONTENT_LEN'),
} satisfies Figures;
