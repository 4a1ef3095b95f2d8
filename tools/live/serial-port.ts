import { once } from 'node:events';
import { createRequire } from 'node:module';
import type { Duplex } from 'node:stream';

/** As much of the package `serialport` as is used here. */
export interface SerialPort extends Duplex {
  /** Without it the terminal stays open. */
  close(): void;
}

interface SerialPortPackage {
  readonly SerialPort: new (options: { path: string; baudRate: number }) => SerialPort;
}

// The optional packages belong to the package that opens real ports.
const load = createRequire(new URL('../../packages/live/package.json', import.meta.url));

/** Whether an optional package is installed, with its compiled part. */
export function isLoadable(name: string): boolean {
  try {
    load(name);
    return true;
  } catch {
    return false;
  }
}

/** @throws when there is no such port, or no package */
export async function openSerialPort(path: string, baudRate = 115_200): Promise<SerialPort> {
  const { SerialPort } = load('serialport') as SerialPortPackage;
  const port = new SerialPort({ path, baudRate });
  await once(port, 'open');
  return port;
}
