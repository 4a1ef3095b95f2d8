import { ControlRefusal, type RestartRequest } from '@w800/live';
import { moduleSchema } from '../module/module-schema.ts';
import type { ModuleSlots } from '../module/module-slots.ts';
import { noFiles } from '../module/read-file.ts';
import { readModule } from '../module/read-module.ts';
import { buildCertificates } from '../world/build-certificates.ts';
import { worldSchema, type WorldInput } from '../world/world-schema.ts';
import type { LiveSetup } from './live-setup.ts';

/**
 * The setup of a module that takes another one's place.
 * @throws z.ZodError for a world or a module that is none
 * @throws ControlRefusal for a certificate that the module cannot hold
 */
export function restartSetup(
  old: LiveSetup,
  { world, module, ...request }: RestartRequest,
): LiveSetup {
  // Whether it is one is seen when it is built.
  const given = world === undefined ? old.world : (world as WorldInput);
  const slots = module === undefined ? old.module : slotsIn(module, given);
  return { ...old, ...request, world: given, module: slots };
}

function slotsIn(module: unknown, world: WorldInput): ModuleSlots {
  const { made } = buildCertificates(worldSchema.parse(world));
  // Whoever may restart the module may not read the files of this machine.
  const read = readModule(moduleSchema.parse(module), { made, readFile: noFiles });
  if (read.ok) return read.slots;
  const [wrong] = read.wrongs;
  throw new ControlRefusal(400, `module.${wrong?.key}: ${wrong?.what}`, wrong?.fix ?? '');
}
