import { createRequire } from 'node:module';
import { LiveError } from '../live-error.ts';

type SerialPortModule = typeof import('serialport');

/**
 * The optional package `serialport`. It is asked for from here and never
 * bundled: its compiled part stays where it was installed.
 * @throws LiveError LIVE_NO_SERIALPORT
 */
export function importSerialPort(
  load: (name: string) => unknown = createRequire(import.meta.url),
): SerialPortModule {
  try {
    return load('serialport') as SerialPortModule;
  } catch (error) {
    throw new LiveError(
      'LIVE_NO_SERIALPORT',
      'the package "serialport" is not installed, or has no compiled part for this machine',
      'Run `pnpm install`; or let socat hold the port, `socat TCP-LISTEN:3333,reuseaddr ' +
        '/dev/ttyUSB0,rawer,b115200`, and write tcp:127.0.0.1:3333.',
      { cause: error },
    );
  }
}
