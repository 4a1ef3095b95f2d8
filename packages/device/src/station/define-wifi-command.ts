import type { Action, Declaration, Parameters } from '@w800/at';
import { defineCommand, type Module, type ModuleCommand, type Requirement } from '../module.ts';

/** What a Wi-Fi command needs besides the driver. */
type Needs = 'station' | 'softAp';

/**
 * Declares a Wi-Fi command: without the driver, or without the interface it
 * needs, each of its forms is answered ERROR.
 */
export function defineWifiCommand<Declared extends Parameters>(
  declaration: Declaration<Module, Declared> & {
    readonly requires?: Requirement;
    readonly needs?: Needs;
  },
): ModuleCommand {
  const { needs, query, set, execute, ...rest } = declaration;
  const gate = (action: Action<Module>): Action<Module> => {
    return (module, reply) => {
      if (isThere(module, needs)) action(module, reply);
      else reply.error();
    };
  };
  return defineCommand<Declared>({
    ...rest,
    ...(query === undefined ? {} : { query: gate(query) }),
    ...(execute === undefined ? {} : { execute: gate(execute) }),
    ...(set === undefined
      ? {}
      : {
          set: {
            ...set,
            run: (module, args, reply) =>
              gate((gated, answer) => set.run(gated, args, answer))(module, reply),
          },
        }),
  });
}

function isThere({ wifi }: Module, needs: Needs | undefined): boolean {
  if (!wifi.initialised) return false;
  if (needs === undefined) return true;
  return needs === 'station' ? wifi.hasStation : wifi.hasSoftAp;
}
