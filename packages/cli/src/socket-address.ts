/** Where a port listens. */
export interface SocketAddress {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
}

/** Reads `3333`, `0.0.0.0:3333`, `[::1]:3333`; undefined: it is none of these. */
export function readSocketAddress(text: string): SocketAddress | undefined {
  const {
    bracketed,
    plain,
    digits = '',
  } = /^(?:(?:\[(?<bracketed>[\da-fA-F:.]+)\]|(?<plain>[\w.-]+)):)?(?<digits>\d{1,5})$/.exec(text)
    ?.groups ?? {};
  const port = Number(digits);
  if (digits === '' || port > 65_535) return undefined;
  return { host: bracketed ?? plain ?? '127.0.0.1', port };
}

/** Whether only this machine can reach it. */
export function isLoopback({ host }: SocketAddress): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
