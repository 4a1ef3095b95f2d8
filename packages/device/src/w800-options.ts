import type { Kernel } from '@w800/kernel';
import type { NvStore, WifiMedium } from '@w800/ports';
import type { CertificateSlots } from '@w800/tls';
import type { ModuleUart } from '@w800/uart';
import type { Dialect } from './dialects/dialect.ts';
import type { Profile } from './profile/w800-profile.ts';

/** What a module is made of. */
export interface W800Options {
  readonly kernel: Kernel;
  readonly uart: ModuleUart;
  readonly medium: WifiMedium;
  readonly nvStore: NvStore;
  /** Six lower-case hexadecimal pairs with colons. */
  readonly mac?: string;
  readonly profile?: Profile;
  readonly dialect?: Dialect;
  /** What lies in its flash beside the settings. Default: the product's own test set. */
  readonly certificates?: CertificateSlots;
  /** Told the secret of every TLS handshake, one line of an NSS key log each. Default: nobody. */
  readonly secrets?: (line: string) => void;
}
