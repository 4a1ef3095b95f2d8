import { Kernel, second } from '@w800/kernel';
import { describe, expect, test } from 'vitest';
import { unpoweredSites } from '../../testing/unpowered-sites.ts';
import type { FaultSites } from '../fault-sites.ts';
import { uartFaults } from './uart-faults.ts';

const answered = '\r\nOK\r\n';

/** Another value than the example where a fault has several to choose from. */
const others: Readonly<Record<string, unknown>> = {
  noise: { bitsPerMillion: 300_000, direction: 'to-host' },
  framing: { dataBits: 5, stopBits: 2 },
  parity: 'even',
  'baud-mismatch': 57_600,
  'clock-drift': -90_000,
  'stuck-line': { level: 'high', direction: 'to-host' },
  'lost-bytes': { bytesPerMillion: 500_000, direction: 'to-host' },
  'doubled-bytes': { bytesPerMillion: 500_000, direction: 'to-host' },
};

interface Line {
  readonly sites: FaultSites;
  /** Types bytes and gives what the host hears within a second. */
  readonly exchange: (typed: string) => Promise<string>;
}

async function readyLine(): Promise<Line> {
  const kernel = new Kernel({ seed: 1 });
  const given = unpoweredSites(kernel);
  const { line, module } = given;
  let heard = '';
  line.host.onReceive((bytes) => (heard += String.fromCharCode(...bytes)));
  const exchange = async (typed: string): Promise<string> => {
    line.host.write(Uint8Array.from(typed, (character) => character.charCodeAt(0)));
    await kernel.runFor(second);
    const said = heard;
    heard = '';
    return said;
  };
  module.powerOn();
  await exchange('');
  const random = kernel.random.fork('test');
  const broker = () => kernel.fail('no serial fault has to do with a broker');
  return { sites: { ...given, random, broker }, exchange };
}

/** What the line answers once a CR LF has ended what was left over. */
async function afterwards(line: Line): Promise<string> {
  await line.exchange('');
  await line.exchange('\r\n');
  return line.exchange('AT\r\n');
}

describe.each(uartFaults.map((fault) => [fault.name, fault] as const))('%s', (name, fault) => {
  const value = fault.schema.parse(fault.example);

  test('leaves the line as it was when it is over', async () => {
    const line = await readyLine();
    const repair = fault.apply(line.sites, value);
    await line.exchange('AT\r\n');
    expect(repair !== undefined).toBe(fault.lasts);
    repair?.();
    expect(await afterwards(line)).toBe(answered);
    expect(line.sites.line.host.settings).toEqual(line.sites.line.module.settings);
    repair?.();
    expect(await line.exchange('AT\r\n')).toBe(answered);
  });

  test('applied anew takes back all of what it did before', async () => {
    const line = await readyLine();
    const other = fault.schema.parse(others[name] ?? fault.example);
    fault.apply(line.sites, value);
    const repair = fault.apply(line.sites, other);
    await line.exchange('AT\r\n');
    repair?.();
    expect(await afterwards(line)).toBe(answered);
  });
});

test('a fault to the host alone lets everything through to the module, once it replaces another', async () => {
  for (const [name, direction] of Object.entries(others)) {
    if (typeof direction !== 'object' || !('direction' in (direction ?? {}))) continue;
    const fault = uartFaults.find((one) => one.name === name);
    const line = await readyLine();
    fault?.apply(line.sites, fault.schema.parse(fault.example));
    fault?.apply(line.sites, fault.schema.parse(direction));
    const lines: string[] = [];
    line.sites.kernel.trace.onAny(({ kind, data }) => {
      if (kind === 'at.line') lines.push(data['line'] as string);
    });
    // A kilobyte of blank lines in front gives a wrong ratio the chance to show.
    await line.exchange('\r\n'.repeat(200));
    await line.exchange('AT+CWMODE?\r\n');
    expect(lines).toEqual(['AT+CWMODE?']);
  }
});
