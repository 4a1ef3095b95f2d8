import type { ModuleSlots } from '../module/module-slots.ts';
import { worldSchema, type WorldInput, type WorldSpec } from '../world/world-schema.ts';
import { isSecure, type BudgetPlan } from './budget-plan.ts';
import { lookAlikes, type LookAlikes } from './look-alikes.ts';

/** Where a module does what it is to do. */
export interface BudgetWorld {
  readonly spec: WorldSpec;
  readonly module: ModuleSlots;
}

export const brokerHost = '192.168.10.234';
export const brokerPort = 8883;
export const timeServer = 'time.example';

/**
 * A network, a time server and a broker that speaks what the scheme wants.
 * @param made the certificates for it, if they have been made before
 */
export function budgetWorld(plan: BudgetPlan, made?: LookAlikes): BudgetWorld {
  const { scheme, serverChain, module } = plan;
  const alike = isSecure(scheme) ? (made ?? lookAlikes(serverChain, module.ca)) : undefined;
  const spoken: Pick<
    Exclude<WorldInput['broker'], undefined | readonly unknown[]>,
    'tls'
  > = alike === undefined
    ? {}
    : { tls: { certificate: alike.server, clientCertificate: 'requested' } };
  const spec = worldSchema.parse({
    wifi: { ssid: 'home', password: '12345678' },
    ntp: { host: timeServer },
    certificates: alike?.certificates ?? {},
    broker: {
      host: brokerHost,
      port: brokerPort,
      ...spoken,
      ...(scheme > 5 ? { websocket: true } : {}),
    },
  });
  const ca = alike?.ca;
  return { spec, module: ca === undefined ? module : { ...module, ca } };
}
