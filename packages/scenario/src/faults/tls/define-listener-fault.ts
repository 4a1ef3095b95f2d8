import type { ServingOverlay } from '@w800/broker';
import { z } from 'zod';
import { defineFault, type AnyFaultDefinition, type FaultDefinition } from '../define-fault.ts';
import type { FaultSites } from '../fault-sites.ts';
import { overListeners } from './over-listeners.ts';
import type { PortProtocol } from './port-protocol.ts';

interface ListenerFault<Fields extends z.ZodRawShape> extends Pick<
  FaultDefinition<z.ZodObject<Fields>>,
  'name' | 'summary' | 'reaction' | 'basis' | 'example'
> {
  readonly speaks: PortProtocol;
  /** The keys of its value, beside those that say which ports it is about. */
  readonly fields: Fields;
  /** What the next clients meet instead. */
  readonly overlay: (value: z.output<z.ZodObject<Fields>>, sites: FaultSites) => ServingOverlay;
}

const atListener = {
  host: z
    .string()
    .min(1)
    .optional()
    .meta({ description: 'Which broker, as the world names it. Default: the first.' }),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .meta({ description: 'Which of its ports. Default: all that speak it.' }),
};

const whichListener = z.object(atListener);

/** Declares a fault of what the ports of a broker speak. */
export function defineListenerFault<Fields extends z.ZodRawShape>({
  fields,
  overlay,
  ...fault
}: ListenerFault<Fields>): AnyFaultDefinition {
  const schema: z.ZodObject<Fields> = z.strictObject({ ...atListener, ...fields });
  const layerOf = (value: unknown): string => {
    const { host = '', port = '' } = whichListener.parse(value);
    return `${host}:${port}`;
  };
  return defineFault({
    ...fault,
    class: 'tls',
    schema,
    lasts: true,
    about: layerOf,
    apply: (sites, value) =>
      overListeners(sites, overlay(value, sites), {
        ...whichListener.parse(value),
        speaks: fault.speaks,
        layer: `${fault.name} ${layerOf(value)}`,
      }),
  });
}
