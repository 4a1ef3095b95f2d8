import { AllowList } from '@w800/live';
import { z } from 'zod';
import { dialectDefault, scenarioDialects } from '../scenario-dialects.ts';
import type { ModuleSlots } from '../module/module-slots.ts';
import { slotsSchema } from '../module/slots-schema.ts';
import { buildCertificates } from '../world/build-certificates.ts';
import { worldSchema, type WorldInput, type WorldSpec } from '../world/world-schema.ts';

/** How a live twin is set up: all that a repetition has to know beside the records. */
export interface LiveSetup {
  /** 0 to 2^32 - 1. */
  readonly seed: number;
  readonly dialect: string;
  readonly world: WorldInput;
  /** What is put into the module's slots. */
  readonly module: ModuleSlots;
  readonly net: 'simulated' | 'host';
  readonly allow: readonly string[];
}

/** The access point every live twin can join unless its world has one. */
const twinWifi = { ssid: 'twin', password: '12345678' };
/** The broker of a simulated network that was not described. */
const twinBroker = {
  host: '192.168.10.234',
  port: 1883,
  listeners: [
    { port: 8883, tls: true as const },
    { port: 8083, websocket: true as const },
    { port: 8084, tls: true as const, websocket: true as const },
  ],
};

/** The world that was not described: an access point, and a broker unless there are real ones. */
export function usualWorld(
  net: 'simulated' | 'host',
  wifi: WorldInput['wifi'] = twinWifi,
): WorldInput {
  return net === 'host' ? { wifi } : { wifi, broker: twinBroker };
}

/** Fills in what is left out. */
export function liveSetup(given: Partial<LiveSetup>): LiveSetup {
  const { seed = 0, dialect = dialectDefault, module = {}, net = 'simulated' } = given;
  const { allow = AllowList.loopback.texts } = given;
  const usual = usualWorld(net);
  const world = given.world === undefined ? usual : { wifi: twinWifi, ...given.world };
  return { seed, dialect, world, module, net, allow };
}

const setupSchema = z
  .strictObject({
    seed: z.int().min(0).max(4_294_967_295),
    dialect: z.enum(scenarioDialects.map(({ name }) => name)),
    world: worldSchema,
    module: slotsSchema.default({}),
    net: z.enum(['simulated', 'host']),
    allow: z.array(z.string()),
  })
  .superRefine(({ world, module }, context) => {
    if (context.issues.length > 0) return;
    const { names } = buildCertificates(world).made;
    for (const key of ['ca', 'identity'] as const) {
      const slot = module[key];
      if (slot === undefined || slot === 'none' || !('name' in slot)) continue;
      if (names.includes(slot.name)) continue;
      const message = `no certificate of the world is called ${slot.name}`;
      context.addIssue({ code: 'custom', message, path: ['module', key] });
    }
  });

/** A setup in which everything is in place. */
export type CheckedSetup = Omit<LiveSetup, 'world'> & { readonly world: WorldSpec };

/** @throws z.ZodError */
export function checkSetup(setup: LiveSetup): CheckedSetup {
  return setupSchema.parse(setup);
}
