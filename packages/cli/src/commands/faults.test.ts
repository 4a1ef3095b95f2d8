import type { FaultDescription } from '@w800/scenario';
import { describe, expect, it } from 'vitest';

import { call } from '../testing/call.ts';

describe('pnpm sim faults', () => {
  it('lists every fault once, below its class, with what it does', async () => {
    const { exitCode, out } = await call(['faults']);
    expect(exitCode).toBe(0);
    expect(out).toMatch(
      /^Wi-Fi\n {2}link +The radio between .* falls silent \(down\) or is back\.$/m,
    );
    expect(out).toMatch(/^IP and TCP\n {2}/m);
    const names = out.match(/^ {2}\S+/gm) ?? [];
    expect(new Set(names).size).toBe(names.length);
    expect(out).not.toContain('`');
  });

  it('tells all about one: value, example, reaction, basis', async () => {
    expect((await call(['faults', 'link'])).out).toBe(
      'link  The radio between the module and the access points falls silent (down) or is back.\n' +
        'Wi-Fi. Lasts until it is repaired: for a time, or by - repair: and its name.\n\n' +
        'Value\n  down or up\n\n' +
        'Example\n  - fault: { link: down, for: 10s }\n\n' +
        'The module shows\n' +
        '  After 6 s without a beacon WIFI DISCONNECT, with a session +MQTTDISCONNECTED:0; the ' +
        'broker hears nothing until one and a half keepalives have passed.\n\n' +
        'Basis\n  documented: SDK wm_wifi.h, AT MQTT document\n',
    );
  });

  it('tells the keys of a value, their limits, and which may be left out', async () => {
    expect((await call(['faults', 'NOISE'])).out).toContain(
      'Value\n' +
        '  bitsPerMillion  a whole number, 1 to 1000000. How many of a million bits arrive as ' +
        'their opposite.\n' +
        '  direction       to-module, to-host or both, may be left out. Which way the bytes go. ' +
        'Default: to the module.\n',
    );
  });

  it('says of a blow that there is nothing to repair', async () => {
    const { out } = await call(['faults', 'crash']);
    expect(out).toContain('Power and reset. Over at once; there is nothing to repair.\n');
    expect(out).toContain('Example\n  - fault: { crash: true }\n');
  });

  it('lists what begins with the word, and what is of the class', async () => {
    const named = async (word: string): Promise<readonly string[]> =>
      (await call(['faults', word])).out.match(/^ {2}\S+/gm) ?? [];
    expect(await named('heap-')).toContain('  heap-left');
    const memory = await named('memory');
    expect(memory).toEqual(expect.arrayContaining(['  heap-left', '  allocation-refused']));
    expect(memory).not.toContain('  link');
    expect(await named('Memory pressure')).toEqual(memory);
  });

  it('names the nearest fault on a typo, and ends with 2', async () => {
    expect(await call(['faults', 'nosie'])).toEqual({
      exitCode: 2,
      out: '',
      err:
        'nosie: nothing by this name can be broken [CLI_FAULT_UNKNOWN]\n' +
        '    Did you mean noise?\n',
    });
    expect((await call(['faults', 'frobnicate'])).err).toContain('See `pnpm sim faults`.');
  });

  it('gives the same as JSON', async () => {
    const { out } = await call(['faults', 'noise', '--json']);
    const [noise] = JSON.parse(out) as readonly FaultDescription[];
    expect(noise).toMatchObject({ name: 'noise', class: 'uart', lasts: true });
    expect(noise?.fields.map(({ name }) => name)).toEqual(['bitsPerMillion', 'direction']);
  });
});
