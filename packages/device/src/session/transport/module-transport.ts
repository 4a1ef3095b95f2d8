import { valuesOf } from '@w800/kernel';
import { CertificateSlots } from '@w800/tls';
import type { Profile } from '../../profile/w800-profile.ts';
import type { W800Options } from '../../w800-options.ts';
import type { TransportOptions } from './transport-options.ts';

type Given =
  | 'tlsHeapFigures'
  | 'websocketHeapFigures'
  | 'tlsFigures'
  | 'handshakeFigures'
  | 'kernel'
  | 'certificates'
  | 'secrets'
  | 'tlsRandom'
  | 'websocketRandom';

/** What the layers of a module need: from its options, its profile and the rest of it. */
export function moduleTransport(
  { kernel, certificates = new CertificateSlots(), secrets }: W800Options,
  profile: Profile,
  mac: string,
  around: Omit<TransportOptions, Given>,
): TransportOptions {
  return {
    ...around,
    kernel,
    certificates,
    secrets,
    tlsRandom: kernel.random.fork(`device.tls.${mac}`),
    websocketRandom: kernel.random.fork(`device.websocket.${mac}`),
    tlsHeapFigures: valuesOf(profile.tlsHeap),
    websocketHeapFigures: valuesOf(profile.websocketHeap),
    tlsFigures: valuesOf(profile.tls),
    handshakeFigures: valuesOf(profile.handshake),
  };
}
