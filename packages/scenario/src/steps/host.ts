import type { SerialSettings } from '@w800/ports';
import { z } from 'zod';
import { defineStep } from '../define-step.ts';
import type { HostDriver } from '../host-driver.ts';

const settings = {
  baud: z.int().min(50).max(4_000_000).optional().meta({ description: 'Rate in baud.' }),
  dataBits: z
    .union([z.literal(5), z.literal(6), z.literal(7), z.literal(8)])
    .optional()
    .meta({ description: 'Data bits of a frame, 5 to 8.' }),
  parity: z.enum(['none', 'even', 'odd']).optional().meta({ description: 'The parity bit.' }),
  stopBits: z
    .union([z.literal(1), z.literal(2)])
    .optional()
    .meta({ description: 'Stop bits of a frame, 1 or 2.' }),
  flowControl: z
    .enum(['none', 'rts', 'cts', 'rts/cts'])
    .optional()
    .meta({ description: 'With `cts` the host rests while the RTS of the module says so.' }),
};

export const host = defineStep({
  name: 'host',
  summary:
    "Sets the host's end of the serial line; what is not named stays. The module keeps its own " +
    'settings: where the two differ, each receives what sampling the other gives.',
  schema: z.strictObject({
    host: z
      .strictObject(settings)
      .superRefine((value, context) => {
        if (context.issues.length > 0 || Object.keys(value).length > 0) return;
        const params = { code: 'SCN_MISSING_KEY', fix: 'Write `baud`, for instance.' };
        context.addIssue({ code: 'custom', message: 'nothing is set here', params });
      })
      .meta({ description: 'How the host is set. At the start: 115200 baud, 8N1.' }),
  }),
  // Before it the module has gone to another rate, and would be out of reach for good.
  needs: () => ({ need: 'settings', fromTheStart: true }),
  async run(step, driver) {
    await settle(driver);
    const given = Object.entries(step.host).filter(([, value]) => value !== undefined);
    driver.bench.serial.configure(Object.fromEntries(given) as Partial<SerialSettings>);
  },
});

/** What has been typed leaves as it was meant to. */
async function settle(driver: HostDriver): Promise<void> {
  const { kernel, serial } = driver.bench;
  if (serial.sentAt > kernel.now) await driver.wait(serial.sentAt - kernel.now);
}
