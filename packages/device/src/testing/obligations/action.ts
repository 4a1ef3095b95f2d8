import type { CutPlan } from './broker-faults.ts';

type QoS = 0 | 1 | 2;

/** What a broker can withhold. */
export const acknowledgements = [
  'connack',
  'puback',
  'pubrec',
  'pubcomp',
  'suback',
  'unsuback',
  'pingresp',
  'pubrel',
] as const;

/** One thing that host, broker or surroundings do. */
export type Action =
  | {
      readonly do: 'open';
      readonly clean: boolean;
      readonly reconnect: number;
      readonly keepalive: number;
    }
  | {
      readonly do: 'publish';
      readonly qos: QoS;
      readonly raw: boolean;
      readonly bytes: number;
      readonly retain: boolean;
      /** The line comes in two pieces, this many milliseconds apart. */
      readonly pauseMs: number;
      /** Counted data is typed at the prompt, and not only when it is needed. */
      readonly prompt: boolean;
    }
  | { readonly do: 'subscribe'; readonly topic: number; readonly qos: QoS }
  | { readonly do: 'unsubscribe'; readonly topic: number }
  | { readonly do: 'state' | 'topics' | 'clean' | 'restart' | 'interrupt' | 'forget' }
  | { readonly do: 'power'; readonly offMs: number }
  | { readonly do: 'send'; readonly qos: QoS; readonly count: number; readonly bytes: number }
  | {
      readonly do: 'withhold';
      readonly packet: (typeof acknowledgements)[number];
      /** Undefined: for ever. */
      readonly lateMs: number | undefined;
    }
  | ({ readonly do: 'cut' } & CutPlan)
  | { readonly do: 'drop'; readonly how: 'fin' | 'rst' }
  | { readonly do: 'ignore'; readonly count: number }
  | { readonly do: 'stall' | 'air' | 'deaf' | 'mute'; readonly ms: number }
  | { readonly do: 'refuse'; readonly codes: readonly number[] }
  | { readonly do: 'refuse-topic' }
  | { readonly do: 'chunks'; readonly bytes: number }
  | { readonly do: 'pass'; readonly ms: number };
