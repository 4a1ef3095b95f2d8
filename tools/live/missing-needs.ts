import { spawnSync } from 'node:child_process';

import type { Need } from './live-check.ts';
import { programPath } from './program.ts';
import { isLoadable } from './serial-port.ts';

const programs = {
  socat: ['socat'],
  picocom: ['picocom', 'script'],
  openssl: ['openssl'],
  mosquitto: ['mosquitto', 'mosquitto_sub', 'mosquitto_pub', 'mosquitto_passwd'],
} as const;

/** What of it is not on this machine. */
export function missingNeeds(needs: readonly Need[]): readonly Need[] {
  return needs.filter((need) => {
    if (need === 'pyserial') return pythonWithSerial() === undefined;
    if (need === 'serialport' || need === '@lydell/node-pty') return !isLoadable(need);
    return !programs[need].every((name) => runs('sh', '-c', `command -v ${name}`));
  });
}

/** The one of Debian has it where another one is first on the path. */
export function pythonWithSerial(): string | undefined {
  return ['python3', '/usr/bin/python3'].find((python) => runs(python, '-c', 'import serial'));
}

function runs(name: string, ...args: readonly string[]): boolean {
  const env = { ...process.env, PATH: programPath };
  return spawnSync(name, args, { env, stdio: 'ignore' }).status === 0;
}
