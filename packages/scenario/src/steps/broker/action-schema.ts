import { z } from 'zod';
import type { ProblemCode } from '../../problem-codes.ts';
import type { ActionFault, BrokerAction } from './broker-action.ts';

/**
 * A mapping that holds the key of exactly one action, the further keys that go
 * with it, and some that go with all. One schema instead of a union, so that a
 * misspelt key is reported as that and not as "none of the variants".
 */
export function actionSchema(
  actions: readonly BrokerAction[],
  common: z.ZodRawShape,
  description: string,
) {
  return z
    .strictObject({ ...mergedShape(actions), ...common })
    .partial()
    .superRefine((value: Record<string, unknown>, context) => {
      if (context.issues.length > 0) return;
      const keys = Object.keys(value).filter((key) => value[key] !== undefined);
      const fault = faultOf(actions, common, keys) ?? ownFault(actions, keys, value);
      if (fault === undefined) return;
      const { key, code, what, fix } = fault;
      const path = key === undefined ? [] : [key];
      const params = { code, fix, onKey: key !== undefined };
      context.addIssue({ code: 'custom', path, message: what, params });
    })
    .meta({ description, anyOf: actions.map(({ name }) => ({ required: [name] })) });
}

/** The action whose key the mapping has. */
export function actionOf(actions: readonly BrokerAction[], value: object): BrokerAction {
  const found = actions.find(({ name }) => (value as Record<string, unknown>)[name] !== undefined);
  if (found === undefined) throw new TypeError('the schema lets no mapping pass without an action');
  return found;
}

interface Fault extends Omit<ActionFault, 'key'> {
  /** Absent: it is about the whole mapping. */
  readonly key?: string;
  readonly code: ProblemCode;
}

/** What is wrong with the keys a mapping has. */
function faultOf(
  actions: readonly BrokerAction[],
  common: z.ZodRawShape,
  keys: readonly string[],
): Fault | undefined {
  const [action, second] = actions.filter(({ name }) => keys.includes(name));
  const owned = keys.filter((key) => !(key in common));
  if (action === undefined) {
    const [stray] = owned;
    const owners = actions.filter(({ shape }) => stray === undefined || stray in shape);
    const fix = `Write one of ${listed(owners)}${stray === undefined ? '' : ' with it'}.`;
    const what = stray === undefined ? 'nothing is said here' : `\`${stray}\` alone says nothing`;
    return { code: 'SCN_MISSING_KEY', what, fix, ...(stray === undefined ? {} : { key: stray }) };
  }
  if (second !== undefined) {
    const what = `\`${action.name}\` and \`${second.name}\` exclude each other`;
    const fix = `Begin a new step: \`- broker: { ${second.name}: ... }\`.`;
    return { key: second.name, code: 'SCN_WRONG_VALUE', what, fix };
  }
  const foreign = owned.find((key) => !(key in action.shape));
  if (foreign !== undefined) {
    const what = `\`${foreign}\` does not go with \`${action.name}\``;
    const owners = actions.filter(({ shape }) => foreign in shape);
    const fix = `It goes with ${listed(owners)}. ${furtherKeys(action, common)}`;
    return { key: foreign, code: 'SCN_UNKNOWN_KEY', what, fix };
  }
  const missing = Object.entries<z.ZodType>(action.shape as Record<string, z.ZodType>).find(
    ([key, schema]) => !keys.includes(key) && !schema.safeParse(undefined).success,
  );
  if (missing === undefined) return undefined;
  const [key, schema] = missing;
  const what = `\`${action.name}\` needs \`${key}\``;
  const { description = '', examples = [] } = z.toJSONSchema(schema, { io: 'input' });
  const [example] = examples;
  const shown = typeof example === 'string' ? example : '...';
  const fix = `Add \`${key}: ${shown}\`. ${description}`;
  return { code: 'SCN_MISSING_KEY', what, fix };
}

function ownFault(
  actions: readonly BrokerAction[],
  keys: readonly string[],
  value: object,
): Fault | undefined {
  const fault = actions.find(({ name }) => keys.includes(name))?.fault(value);
  return fault === undefined ? undefined : { ...fault, code: 'SCN_WRONG_VALUE' };
}

function furtherKeys({ name, shape }: BrokerAction, common: z.ZodRawShape): string {
  const keys = [...Object.keys(shape), ...Object.keys(common)].filter((key) => key !== name);
  return `With \`${name}\` go ${keys.map((key) => `\`${key}\``).join(', ')}.`;
}

function listed(actions: readonly BrokerAction[]): string {
  return actions.map(({ name }) => `\`${name}\``).join(', ');
}

/** Every key once. A key two actions share has to mean the same in both. */
function mergedShape(actions: readonly BrokerAction[]): Record<string, z.ZodType> {
  const merged: Record<string, z.ZodType> = {};
  for (const { shape } of actions) {
    for (const [key, schema] of Object.entries(shape as Record<string, z.ZodType>)) {
      if (merged[key] !== undefined && merged[key] !== schema) {
        throw new TypeError(`two actions of the broker step mean something else by \`${key}\``);
      }
      merged[key] = schema;
    }
  }
  return merged;
}
