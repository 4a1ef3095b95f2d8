import { LiveError } from '../live-error.ts';

interface Pattern {
  readonly host: string;
  /** Undefined: any. */
  readonly port: number | undefined;
}

/**
 * Where a module may go: `HOST:PORT` each, where the host is a name as the
 * module writes it or an IPv4 address. A `*` in the host stands for any
 * characters, as the port it stands for any port.
 */
export class AllowList {
  /** This machine, and nowhere else. */
  static readonly loopback = new AllowList(['127.*:*']);

  /** As they were given. */
  readonly texts: readonly string[];
  private readonly patterns: readonly Pattern[];

  /** @throws LiveError `LIVE_BAD_PATTERN` */
  constructor(texts: readonly string[]) {
    this.texts = texts;
    this.patterns = texts.map(patternOf);
  }

  /** @param hosts what the target is called: its address, and the names that led there */
  permits(hosts: Iterable<string>, port: number): boolean {
    const names = [...hosts].map((name) => name.toLowerCase());
    return this.patterns.some(
      (pattern) =>
        (pattern.port === undefined || pattern.port === port) &&
        names.some((name) => matches(pattern.host, name)),
    );
  }
}

function patternOf(text: string): Pattern {
  const { host = '', port = '' } =
    /^(?<host>[\w.*-]+):(?<port>\*|\d{1,5})$/.exec(text)?.groups ?? {};
  const number = Number(port);
  if (host === '' || (port !== '*' && (number < 1 || number > 65_535))) {
    throw new LiveError(
      'LIVE_BAD_PATTERN',
      `"${text}" does not say where the module may connect to`,
      'write HOST:PORT, each of which may hold a *: broker.example:1883, 192.168.1.*:*',
    );
  }
  return { host: host.toLowerCase(), port: port === '*' ? undefined : number };
}

/** Each piece between two stars is looked for behind the one before: the time taken is bounded. */
function matches(pattern: string, name: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return name === first;
  if (!name.startsWith(first)) return false;
  let at = first.length;
  for (const piece of others) {
    const found = name.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return name.length - last.length >= at && name.endsWith(last);
}
