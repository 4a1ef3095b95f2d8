import type { Duration, Values } from '@w800/kernel';
import type { HandshakeFigures } from './handshake-figures.ts';
import type { TlsWork } from './tls-work.ts';

/**
 * How long the module computes, at a CPU clock. Checks of chains and
 * signatures are part of the figure of the exchange, which was measured as a whole.
 */
export function handshakeCost(
  figures: Values<HandshakeFigures>,
  clockMhz: number = figures.clockMhz,
): (work: TlsWork) => Duration {
  return (work) => Math.floor((baseCostNs(figures, work) * figures.clockMhz) / clockMhz);
}

function baseCostNs(figures: Values<HandshakeFigures>, work: TlsWork): Duration {
  if (work.task === 'signature') {
    return work.key === 'rsa' ? figures.rsaSignatureNs : figures.ecdsaSignatureNs;
  }
  if (work.task !== 'key-exchange') return 0;
  if (work.exchange === 'rsa') return figures.rsaExchangeNs;
  if (work.exchange === 'ecdh') return figures.ecdhNs;
  return work.authentication === 'rsa' ? figures.ecdheRsaNs : figures.ecdheEcdsaNs;
}
