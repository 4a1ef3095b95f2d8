import { second } from '@w800/kernel';
import type { ByteStream } from '@w800/ports';
import type { WorldOptions } from '../world.ts';
import { JoinedStation } from './joined-station.ts';
import { RecordingUser } from './recording-user.ts';

export const serverAt = { address: '192.168.10.234', port: 1883 };

/** A module connected to a server; time stands at 2 s. */
export interface ConnectedPair {
  readonly station: JoinedStation;
  readonly module: RecordingUser;
  readonly server: RecordingUser;
}

export async function connectedPair(options: Partial<WorldOptions> = {}): Promise<ConnectedPair> {
  const station = await JoinedStation.create(options);
  const accepted: ByteStream[] = [];
  station.world.servers.listen(serverAt, (stream) => accepted.push(stream));
  const { kernel } = station;
  const result = station.connect(serverAt);
  await kernel.run(2 * second);
  const [stream] = accepted;
  if (stream === undefined || result.outcome?.ok !== true) throw new Error('not connected');
  const module = new RecordingUser(kernel, result.outcome.stream);
  const server = new RecordingUser(kernel, stream);
  return { station, module, server };
}

/** Offers all bytes to a stream, the rest whenever some were acknowledged. */
export function sendAll(user: RecordingUser, bytes: Uint8Array): void {
  let sent = 0;
  const offer = (): void => {
    sent += user.stream.write(bytes.subarray(sent));
  };
  user.onAcknowledged = offer;
  offer();
}
