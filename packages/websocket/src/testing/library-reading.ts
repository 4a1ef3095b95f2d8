import * as library from 'ws';

interface LibraryReceiver {
  on(event: string, listener: (first: unknown) => void): void;
  _write(chunk: Uint8Array, encoding: string, done: (error?: Error) => void): void;
}

// The types of `ws` leave out the parts that frame.
const { Receiver } = library as unknown as {
  readonly Receiver: new (options: object) => LibraryReceiver;
};

/** What `ws` reads in bytes: messages and control frames as words, and whether it objected. */
export function libraryReading(bytes: Uint8Array, isServer: boolean): string[] {
  const log: string[] = [];
  const receiver = new Receiver({ isServer, allowSynchronousEvents: true });
  const hex = (data: unknown): string => Buffer.from(data as Uint8Array).toString('hex');
  receiver.on('message', (data) => log.push(`message ${hex(data)}`));
  receiver.on('ping', (data) => log.push(`ping ${hex(data)}`));
  receiver.on('pong', (data) => log.push(`pong ${hex(data)}`));
  receiver.on('conclude', (code) => log.push(`close ${String(code)}`));
  receiver._write(Buffer.from(bytes), 'buffer', (error) => {
    if (error !== undefined) log.push('fault');
  });
  return log;
}
