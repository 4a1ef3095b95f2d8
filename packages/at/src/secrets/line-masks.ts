import { fromBytes } from '../byte-string.ts';
import type { KnownSecrets } from './known-secrets.ts';
import { SecretMask } from './secret-mask.ts';
import type { SecretCommands } from './secret-places.ts';

/** How the module says that no data is expected: the line was refused, or it starts anew. */
const refusal = /(?:^|\n)(?:ERROR|CMD [A-Z]+ ERR|busy[^\n]*|ready)\r\n$/;
const refusalBytesMax = 32;

/** Both ways of one serial line: what the module says decides what the host's bytes are. */
export class LineMasks {
  private readonly host: SecretMask;
  private readonly module: SecretMask;
  private said = '';

  constructor(commands: SecretCommands, known: KnownSecrets) {
    this.host = new SecretMask(commands, 'host', known);
    this.module = new SecretMask(commands, 'module', known);
  }

  /** Whether the host's next bytes are secret data. */
  get expectsData(): boolean {
    return this.host.expectsData;
  }

  /** Whether the host's next byte may belong to a secret. */
  get isInside(): boolean {
    return this.host.isInside;
  }

  /** What the host typed, each secret replaced; the same array where there is none. */
  typed(bytes: Uint8Array): Uint8Array {
    const shown = this.host.mask(bytes);
    this.said = '';
    return shown;
  }

  /** What the module said, likewise. */
  answered(bytes: Uint8Array): Uint8Array {
    this.watch(bytes);
    return this.module.mask(bytes);
  }

  /** The same for who does not want to see it. */
  watch(bytes: Uint8Array): void {
    if (!this.host.expectsData) return;
    this.said = (this.said + fromBytes(bytes)).slice(-refusalBytesMax);
    if (refusal.test(this.said)) this.host.forgetData();
  }
}
