import type { Stage } from './stage.ts';

/** Something that has to be on the machine; the last two are packages of npm. */
export type Need =
  | 'pyserial'
  | 'socat'
  | 'picocom'
  | 'mosquitto'
  | 'openssl'
  | 'serialport'
  | '@lydell/node-pty';

/** One thing that programs of others show at a served twin. */
export interface LiveCheck {
  readonly name: string;
  readonly needs: readonly Need[];
  /** How long it may take at most; it takes far less. */
  readonly limitSeconds: number;
  /**
   * @returns what was measured, on one line
   * @throws for anything that is not as it should be
   */
  readonly run: (stage: Stage) => Promise<string>;
}
