import type { Contradiction } from './contradiction.ts';
import { isLookupName } from './lookup-name.ts';

/** What is said of name servers. */
export interface DescribedNameServers {
  readonly dns: readonly {
    readonly address?: string | undefined;
    readonly names?: Readonly<Record<string, string>> | undefined;
  }[];
}

/** What cannot be about the name servers of a world. */
export function nameServerContradictions({ dns }: DescribedNameServers): readonly Contradiction[] {
  const addresses = dns.map(({ address }) => address ?? 'each there is by itself');
  return dns.flatMap(({ names = {} }, index): readonly Contradiction[] => {
    const address = addresses[index] ?? '';
    if (addresses.indexOf(address) < index) {
      const what = `the name server ${address} stands here twice`;
      return [{ path: ['dns', index], what, fix: 'Say all of it in one entry.' }];
    }
    return Object.keys(names).flatMap((name) => {
      if (isLookupName(name)) return [];
      const what = `${name} is no name that can be looked up`;
      const fix = 'Write a name such as broker.example.';
      return [{ path: ['dns', index, 'names', name], onKey: true, what, fix }];
    });
  });
}
