import { sentPacket, sentPacketOf } from '../../fields/sent-packet.ts';
import { fill } from '../../variables.ts';
import { defineBrokerAction } from './broker-action.ts';
import { ruleKeys } from './rule-keys.ts';

export const send = defineBrokerAction({
  name: 'send',
  shape: { send: sentPacket, client: ruleKeys.client },
  run({ send: wanted, client }, { host, broker }) {
    const what = sentPacketOf(wanted, host.variables);
    broker.send(what, client === undefined ? undefined : fill(client, host.variables));
  },
});
