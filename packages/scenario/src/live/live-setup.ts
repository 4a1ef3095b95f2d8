import { AllowList, LiveError } from '@w800/live';
import { z } from 'zod';
import { dialectDefault, scenarioDialects } from '../scenario-dialects.ts';
import { worldSchema, type WorldInput, type WorldSpec } from '../world/world-schema.ts';

/** How a live twin is set up: all that a repetition has to know beside the records. */
export interface LiveSetup {
  /** 0 to 2^32 - 1. */
  readonly seed: number;
  readonly dialect: string;
  readonly world: WorldInput;
  readonly net: 'simulated' | 'host';
  readonly allow: readonly string[];
}

/** The access point every live twin can join unless its world has one. */
const twinWifi = { ssid: 'twin', password: '12345678' };
/** The broker of a simulated network that was not described. */
const twinBroker = { host: '192.168.10.234', port: 1883 };

/** The world that was not described: an access point, and a broker unless there are real ones. */
export function usualWorld(
  net: 'simulated' | 'host',
  wifi: WorldInput['wifi'] = twinWifi,
): WorldInput {
  return net === 'host' ? { wifi } : { wifi, broker: twinBroker };
}

/** Fills in what is left out. */
export function liveSetup(given: Partial<LiveSetup>): LiveSetup {
  const { seed = 0, dialect = dialectDefault, net = 'simulated' } = given;
  const { allow = AllowList.loopback.texts } = given;
  const usual = usualWorld(net);
  const world = given.world === undefined ? usual : { wifi: twinWifi, ...given.world };
  return { seed, dialect, world, net, allow };
}

const setupSchema = z.strictObject({
  seed: z.int().min(0).max(4_294_967_295),
  dialect: z.enum(scenarioDialects.map(({ name }) => name)),
  world: worldSchema,
  net: z.enum(['simulated', 'host']),
  allow: z.array(z.string()),
});

/** A setup in which everything is in place. */
export type CheckedSetup = Omit<LiveSetup, 'world'> & { readonly world: WorldSpec };

/** @throws z.ZodError */
export function checkSetup(setup: LiveSetup): CheckedSetup {
  return setupSchema.parse(setup);
}

/** @throws LiveError LIVE_BAD_RECORDING */
export function readSetup(folder: string, setup: unknown): LiveSetup {
  const read = setupSchema.safeParse(setup);
  if (read.success) return setup as LiveSetup;
  throw new LiveError(
    'LIVE_BAD_RECORDING',
    `"${folder}" was recorded with a setup this twin does not know: ${z.prettifyError(read.error)}`,
    'replay it with the version that recorded it, or record the run again',
  );
}
