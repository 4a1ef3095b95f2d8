import { usualRules } from '@w800/at';
import type { ModuleCommand } from './module.ts';

/**
 * The same command for those few whose documents name `ERROR` as the only
 * refusal: a value out of range is answered with it, whatever holds elsewhere.
 */
export function refuseRangeWithError(command: ModuleCommand): ModuleCommand {
  const { set } = command;
  if (set === undefined) return command;
  return {
    ...command,
    set: {
      ...set,
      bind: (typed, rules = usualRules) => set.bind(typed, { ...rules, rangeRefusal: 'error' }),
    },
  };
}
