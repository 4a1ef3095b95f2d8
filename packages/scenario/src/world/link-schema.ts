import { z } from 'zod';
import { bandwidth } from '../fields/bandwidth.ts';
import { duration } from '../fields/duration.ts';
import { ratio } from '../fields/ratio.ts';
import { size } from '../fields/size.ts';

/** The largest IP packet a link passes. RFC 791 lets none pass less than 68 bytes. */
export function mtu(description: string) {
  return z.int().min(68).max(65_535).meta({ description });
}

/** Losses that come in runs. */
export const runsSchema = z
  .strictObject({
    begin: ratio('How likely a packet begins a run.'),
    length: z
      .int()
      .min(1)
      .max(100_000)
      .meta({ description: 'How many packets a run is long, on average.' }),
    loss: ratio('How many packets of a run are lost. Default 1/1.').optional(),
  })
  .meta({ description: 'Losses that come in runs.' });

const conditions = {
  latency: shortTime('How long a packet takes, one way. Up to 60 s.', '60s').optional(),
  jitter: shortTime(
    'Each packet takes up to this much longer; none overtakes another. Up to 4 s.',
    '4s',
  ).optional(),
  loss: ratio('How many packets are lost, each on its own.').optional(),
  runs: runsSchema.optional(),
  bandwidth: bandwidth('What passes in a second; packets then wait for one another.').optional(),
  queue: size(
    'What may wait; more is lost. Default: everything. Needs `bandwidth`.',
    1_000_000,
  ).optional(),
  mtu: mtu('The largest IP packet; larger ones are lost without a word.').optional(),
  duplicated: ratio('How many packets arrive twice.').optional(),
  reordered: ratio('How many packets are held back so that others overtake them.').optional(),
};

const oneWay = z.strictObject(conditions);

/** What a link does to what it carries, as a scenario says it. */
export const linkSchema = z
  .strictObject({
    ...conditions,
    towardsServers: oneWay
      .optional()
      .meta({ description: 'What differs on the way from the module.' }),
    towardsModule: oneWay
      .optional()
      .meta({ description: 'What differs on the way to the module.' }),
  })
  .meta({ description: 'What a link does to what it carries.' });

export type RunsSpec = z.output<typeof runsSchema>;
export type LinkSpec = z.output<typeof linkSchema>;
export type OneWaySpec = z.output<typeof oneWay>;

/** The links of a world. */
export const linksSchema = z
  .strictObject({
    radio: linkSchema.optional().meta({ description: 'Between the module and its access points.' }),
    uplink: linkSchema
      .optional()
      .meta({ description: 'Between the access points and the servers.' }),
    servers: z
      .record(z.string().min(1).max(255), linkSchema)
      .default({})
      .meta({ description: 'Between the uplink and one server, by its host.' }),
  })
  .meta({ description: 'What the links do to what they carry.' });

export type LinksSpec = z.output<typeof linksSchema>;

/** A time that a link can take. */
export function shortTime(description: string, mostText: '60s' | '4s') {
  const mostNs = mostText === '60s' ? 60_000_000_000 : 4_000_000_000;
  return duration(description).refine((ns) => ns <= mostNs, {
    message: 'this is longer than a link can take',
    params: { code: 'SCN_WRONG_VALUE', fix: `The most is ${mostText}.` },
  });
}
