import { serialDefaults, type SerialSettings } from '@w800/ports';
import { LiveError } from '../live-error.ts';

/** Where a module is, taken apart. */
export type TargetAddress =
  | { readonly kind: 'serial'; readonly path: string; readonly settings: SerialSettings }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number }
  | {
      readonly kind: 'rfc2217';
      readonly host: string;
      readonly port: number;
      readonly settings: SerialSettings;
    };

const examples = {
  serial: 'serial:/dev/ttyUSB0@115200,8N1',
  tcp: 'tcp:192.168.1.20:3333',
  rfc2217: 'rfc2217:192.168.1.20:2217@115200',
} as const;

/** Words that are used elsewhere for the same. */
const otherNames: Readonly<Record<string, keyof typeof examples>> = {
  pty: 'serial',
  tty: 'serial',
  com: 'serial',
  uart: 'serial',
  seriel: 'serial',
  serail: 'serial',
  sreial: 'serial',
  socket: 'tcp',
  tpc: 'tcp',
  telnet: 'rfc2217',
  rfc: 'rfc2217',
  rfc2271: 'rfc2217',
};

const baudMin = 50;
const baudMax = 4_000_000;
const parities = { N: 'none', E: 'even', O: 'odd' } as const;

/**
 * Reads `serial:PATH@BAUD[,8N1]`, `tcp:HOST:PORT` or `rfc2217:HOST:PORT[@BAUD[,8N1]]`.
 * @throws LiveError LIVE_BAD_TARGET
 */
export function parseTarget(text: string): TargetAddress {
  const colon = text.indexOf(':');
  const scheme = colon < 0 ? '' : text.slice(0, colon);
  const rest = text.slice(colon + 1).replace(/^\/\//, '');
  switch (scheme) {
    case 'serial':
      return serialAddress(text, rest);
    case 'tcp':
      if (rest.includes('@')) {
        const fix = `Leave the part from @ on out, or write ${examples.rfc2217}.`;
        throw bad(text, 'a plain TCP connection has no baud rate', fix);
      }
      return { kind: 'tcp', ...endpoint(text, rest, examples.tcp) };
    case 'rfc2217': {
      const [place, line] = cutAt(rest);
      const settings = lineSettings(text, line ?? '');
      return { kind: 'rfc2217', ...endpoint(text, place, examples.rfc2217), settings };
    }
    default:
      throw bad(text, ...strangeScheme(text, scheme));
  }
}

function serialAddress(text: string, rest: string): TargetAddress {
  const [path, line] = cutAt(rest);
  if (path === '') {
    throw bad(text, 'it names no port', `Write it like ${examples.serial}.`);
  }
  return { kind: 'serial', path, settings: lineSettings(text, line ?? '') };
}

/** A path may hold an @; what follows the last one is the line when it looks like one. */
function cutAt(rest: string): readonly [string, string | undefined] {
  const at = rest.lastIndexOf('@');
  if (at < 0 || rest.slice(at).includes('/')) return [rest, undefined];
  return [rest.slice(0, at), rest.slice(at + 1)];
}

function lineSettings(text: string, line: string): SerialSettings {
  if (line === '' && !text.endsWith('@')) return serialDefaults;
  const [baudText = '', frame, ...more] = line.split(',');
  const baud = /^\d{1,7}$/.test(baudText) ? Number(baudText) : 0;
  if (baud < baudMin || baud > baudMax) {
    const fix = `After @ comes a whole number from ${baudMin} to ${baudMax}, as in @115200.`;
    throw bad(text, `"${baudText}" is no baud rate`, fix);
  }
  if (frame === undefined) return { ...serialDefaults, baud };
  const found = /^([5-8])([NEO])([12])$/.exec(frame.toUpperCase());
  const [, dataBits, parity, stopBits] = found ?? [];
  if (found === null || more.length > 0) {
    const fix = 'Write data bits 5 to 8, parity N, E or O and stop bits 1 or 2, as in @9600,8E2.';
    throw bad(text, `"${[frame, ...more].join(',')}" is no frame`, fix);
  }
  return {
    ...serialDefaults,
    baud,
    dataBits: Number(dataBits) as SerialSettings['dataBits'],
    parity: parities[parity as keyof typeof parities],
    stopBits: Number(stopBits) as SerialSettings['stopBits'],
  };
}

function endpoint(text: string, place: string, example: string): { host: string; port: number } {
  const found = /^(?:(\[[^\]]+\]|[^:[\]]+):)?(\d+)$/.exec(place);
  const port = Number(found?.[2] ?? 0);
  if (found === null) throw bad(text, 'it is no host and port', `Write it like ${example}.`);
  if (port < 1 || port > 65_535) {
    throw bad(text, `${found[2]} is no port`, 'A port is a whole number from 1 to 65535.');
  }
  return { host: (found[1] ?? '127.0.0.1').replace(/^\[|\]$/g, ''), port };
}

/** What is wrong with a scheme, and what was probably meant. */
function strangeScheme(text: string, scheme: string): readonly [string, string] {
  const looksLikePort = /^(\/|\.{0,2}\/|com\d)/i.test(text);
  if (looksLikePort) return ['it does not say what it is', `Did you mean serial:${text}?`];
  if (/^[\w.-]+:\d+$/.test(text) && !(scheme.toLowerCase() in otherNames)) {
    return ['it does not say what it is', `Did you mean tcp:${text}?`];
  }
  const lower = scheme.toLowerCase();
  const known = Object.keys(examples) as (keyof typeof examples)[];
  const meant = known.find((name) => name === lower) ?? otherNames[lower];
  const what = scheme === '' ? 'it does not say what it is' : `there is no target "${scheme}:"`;
  if (meant !== undefined) return [what, `Did you mean ${meant}:? Such as ${examples[meant]}.`];
  return [what, `Write one of ${Object.values(examples).join(', ')}.`];
}

function bad(text: string, what: string, fix: string): LiveError {
  return new LiveError('LIVE_BAD_TARGET', `the target "${text}": ${what}`, fix);
}
