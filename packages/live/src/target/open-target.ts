import { parseTarget } from './target-address.ts';
import type { TargetLink } from './target-link.ts';

/**
 * Opens the way to a real module, or to a served twin:
 * `serial:/dev/ttyUSB0@115200,8N1` (the path of a pseudo terminal will do),
 * `tcp:HOST:PORT`, `rfc2217:HOST:PORT@115200`. Without a baud rate, 115200.
 *
 * @throws LiveError LIVE_BAD_TARGET, LIVE_NO_SERIALPORT, LIVE_TARGET_UNREACHABLE
 */
export async function openTarget(text: string): Promise<TargetLink> {
  const address = parseTarget(text);
  if (address.kind === 'serial') {
    const { SerialLink } = await import('./serial-link.ts');
    return SerialLink.open(text, address.path, address.settings);
  }
  const { connectTarget } = await import('./connect-target.ts');
  const socket = await connectTarget(text, address.host, address.port);
  if (address.kind === 'tcp') {
    const { TcpLink } = await import('./tcp-link.ts');
    return new TcpLink(text, socket);
  }
  const { Rfc2217Link } = await import('./rfc2217-link.ts');
  return Rfc2217Link.open(text, socket, address.settings);
}
