import { afterAll, beforeAll, describe, test } from 'vitest';
import { assertLaw } from './assert-law.ts';
import { clientLaws } from './client-laws.ts';
import { Mosquitto } from './mosquitto.ts';

// Run by `pnpm laws` where mosquitto is installed; `pnpm test` runs the same laws without it.
let mosquitto: Mosquitto | undefined;
beforeAll(async () => {
  mosquitto = await Mosquitto.start();
});
afterAll(() => mosquitto?.stop());

describe('The client at mosquitto, over real sockets:', () => {
  test.each(clientLaws.map((law, index) => ({ ...law, index })))('$title', (law) =>
    assertLaw(law, mosquitto?.bench(), `law-${law.index}`),
  );
});
