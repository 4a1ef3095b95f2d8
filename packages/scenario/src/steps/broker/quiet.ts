import { expectQuiet } from '../../expect-packets.ts';
import { duration } from '../../fields/duration.ts';
import { fill } from '../../variables.ts';
import { defineBrokerAction } from './broker-action.ts';
import { ruleKeys } from './rule-keys.ts';

export const quiet = defineBrokerAction({
  name: 'quiet',
  looks: true,
  shape: {
    quiet: duration('For so long from now on no packet may come, either way, pings aside.'),
    from: ruleKeys.from,
    client: ruleKeys.client,
  },
  async run({ quiet: durationNs, from, client }, { host, broker }) {
    const clientId = client === undefined ? undefined : fill(client, host.variables);
    await expectQuiet(host, broker, { from, clientId }, durationNs);
  },
});
