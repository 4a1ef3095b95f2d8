import { figure, type Figures } from '@w800/kernel';

/** Times of the module's handshakes. */
export const handshakeFigures = {
  packetTimeoutNs: figure(
    10_000_000_000,
    'ns',
    'documented',
    'AT MQTT document: 10 s for every packet of a handshake',
  ),
  pollNs: figure(
    1_000_000_000,
    'ns',
    'derived',
    'lwIP 2.1.3 polls a blocked connection every 2 slow ticks of 500 ms',
  ),
  clockMhz: figure(80, 'MHz', 'documented', 'SDK device table of the W800, cpu clock'),
  ecdheRsaNs: figure(
    1_800_000_000,
    'ns',
    'derived',
    'SDK MQTT example over TLS: 2.4 s less two round trips of 0.29 s, at the default clock',
  ),
  ecdheEcdsaNs: figure(
    1_800_000_000,
    'ns',
    'assumed',
    'as ECDHE with RSA: two multiplications on the curve dominate, and all of it is software',
  ),
  ecdhNs: figure(
    1_200_000_000,
    'ns',
    'assumed',
    'two multiplications on the curve, without the check of a signature',
  ),
  rsaExchangeNs: figure(
    150_000_000,
    'ns',
    'derived',
    'SDK HTTP/2 example: 148 ms for a handshake on a LAN, which rules software curves out',
  ),
  rsaSignatureNs: figure(
    100_000_000,
    'ns',
    'assumed',
    'an RSA 2048 signature on the hardware engine; the SDK times only a whole self-test',
  ),
  ecdsaSignatureNs: figure(
    600_000_000,
    'ns',
    'assumed',
    'one multiplication on P-256 in software, a third of an exchange with its signature check',
  ),
} satisfies Figures;

export type HandshakeFigures = typeof handshakeFigures;
