/**
 * Every kind of trace record, with those of its fields that hold one value. Made from their
 * declarations by `pnpm generate`, because types are gone when a scenario is read.
 */
export const traceKindTable = `
arp.message: A station asks whether an address is in use, or is told that it is.
  type: reply | request; mac: text; address: text
at.busy: A line was thrown away because a command was running.
  line: text
at.line: A complete command line was received.
  line: text; lineBytes: number
at.reply: A command line got its final code or, with ending \`line\`, its own last line.
  command: text; form: execute | query | set | test; ending: error | format-error | line | ok |
  parse-error; text: text
at.urc: An unsolicited line was handed to the output; its CR LF is not shown.
  text: bytes
broker.client: A client connected, disconnected or made a mistake.
  clientId: text; change: connected | disconnected | failed; reason: text
broker.packet: A packet between a client and the broker, and what a rule did to it.
  clientId: text; from: broker | client; packet: connack | connect | disconnect | malformed |
  pingreq | pingresp | puback | pubcomp | publish | pubrec | pubrel | suback | subscribe |
  unsuback | unsubscribe; fate: closed | delayed | dropped | duplicated | refused | replaced |
  silenced; packetId: number; topic: text; payload: bytes; qos: number; retain: boolean; dup:
  boolean; returnCode: number; sessionPresent: boolean; protocolLevel: number; username: text;
  keepaliveSeconds: number; cleanSession: boolean; bytes: bytes
broker.received: A client has published a message.
  clientId: text; topic: text; payload: bytes; qos: number; retain: boolean; dup: boolean
clock.set: The clock of the module was set.
  secondsSince1970: number; before: number
dhcp.message: A DHCP message left its sender.
  type: ack | decline | discover | nak | offer | release | request; mac: text; address: text
dns.answer: An answer of a name server has reached the module and counts; without address: none.
  name: text; server: text; address: text
dns.query: The module asks a name server.
  name: text; server: text
fault.applied: Something broke.
  name: text; value: text
fault.repaired: Something that was broken was put right, or had its time.
  name: text; value: text
finding: A point at which the module behaves otherwise than its user would expect.
  id: text; text: text
heap.allocate: The module took a block of memory.
  owner: text; address: number; requestedBytes: number; bytes: number; freeBytes: number
heap.exhausted: The module asked for memory and no free block was large enough.
  owner: text; requestedBytes: number; freeBytes: number; largestFreeBytes: number
heap.free: The module gave a block of memory back.
  owner: text; address: number; requestedBytes: number; bytes: number; freeBytes: number
heap.level: How full the heap is: where a new low water ends, and after a step.
  reason: low-water | step; usedBytes: number; freeBytes: number; largestFreeBytes: number;
  lowWaterBytes: number
link.drop: A packet got no further than this link, or what stands before it.
  link: text; direction: towardsModule | towardsServers; reason: filter | loss | mtu | nat |
  portal | queue | silence; ipBytes: number
link.state: A link fell silent or carries frames again.
  link: text; up: boolean
module.power: The module was switched, held in reset or restarted, became ready or could not start.
  event: failed | off | on | ready | reset | restart
mqtt.ended: An MQTT session ended, or an attempt to open one.
  reason: abort | disconnect | invalid | keepalive | no-memory | peer | protocol | refused |
  stream | timeout; accepted: boolean
mqtt.lost: A message was acknowledged and dropped: too many waited to be handled.
  topic: text; payload: bytes; qos: number
mqtt.received: The module received a whole, well-formed MQTT packet.
  packet: text; packetId: number; exchange: text; topic: text; payload: bytes; qos: number;
  retain: boolean; dup: boolean; filter: text; sessionPresent: boolean; returnCode: number;
  protocolName: text; protocolLevel: number; clientId: text; username: text; passwordBytes:
  number; keepaliveSeconds: number; cleanSession: boolean
mqtt.rejected: What the broker sent broke MQTT, or did not fit, and ends the session.
  why: text; bytes: bytes
mqtt.resumed: A kept session goes on: exchanges without an end are sent again.
  resent: number
mqtt.sent: The module handed a whole MQTT packet to the transport.
  packet: text; packetId: number; exchange: text; topic: text; payload: bytes; qos: number;
  retain: boolean; dup: boolean; filter: text; sessionPresent: boolean; returnCode: number;
  protocolName: text; protocolLevel: number; clientId: text; username: text; passwordBytes:
  number; keepaliveSeconds: number; cleanSession: boolean
nv.erase: Every stored setting was erased.
nv.write: A setting was written to flash.
  key: text; value: text
scenario.say: A remark of the scenario.
  text: text
scenario.step: A step of the scenario begins.
  line: number; step: text
session.state: The MQTT session of the module changed its state.
  state: number
tcp.lost: A TCP segment did not arrive; stamped with the instant it would have.
  source: text; sourcePort: number; destination: text; destinationPort: number; sequence:
  number; acknowledgement: number; flags: text; window: number; mssBytes: number; payload:
  bytes; mark: keepalive | probe | retransmission
tcp.segment: A TCP segment left or reached the module.
  source: text; sourcePort: number; destination: text; destinationPort: number; sequence:
  number; acknowledgement: number; flags: text; window: number; mssBytes: number; payload:
  bytes; mark: keepalive | probe | retransmission
tls.alert: A TLS alert was sent or read.
  direction: in | out; level: fatal | warning; name: text; side: client | server
tls.failure: A TLS handshake failed, or a TLS session broke.
  kind: text; detail: text; side: client | server
tls.handshake: A message of a TLS handshake was sent or read.
  direction: in | out; message: text; bytes: number; side: client | server
tls.session: A TLS handshake is done, as one of its ends sees it.
  suite: text; group: text; alpn: bytes; side: client | server
uart.disturbed: Something on the line changed what was sent.
  direction: to-host | to-module; by: doubled-bytes | lost-bytes | noise | stray-bytes; count:
  number
uart.fault: The module's driver reported an error of its UART.
  fault: break | framing | overrun | parity; byte: number
uart.overrun: Bytes reached the module while its ring and FIFO were full.
  bytes: bytes; startedAt: number; endedAt: number
uart.rx: Bytes reached the module.
  bytes: bytes; startedAt: number; endedAt: number
uart.tx: Bytes left the module.
  bytes: bytes; startedAt: number; endedAt: number
udp.datagram: A UDP datagram left or reached the module.
  source: text; sourcePort: number; destination: text; destinationPort: number; payload: bytes
udp.lost: A UDP datagram did not arrive; stamped with the instant it would have.
  source: text; sourcePort: number; destination: text; destinationPort: number; payload: bytes
websocket.frame: A WebSocket frame began to be sent, or a whole message was received.
  side: client | server; direction: in | out; opcode: binary | close | continuation | ping |
  pong | text; bytes: number; fin: boolean; code: number
websocket.rejected: The peer broke the framing, and the connection is given up.
  side: client | server; code: number; what: text
websocket.upgrade: A connection became a WebSocket, or did not.
  side: client | server; path: text; outcome: accept | closed | oversize | protocol | status |
  subprotocol | timeout | upgraded; status: number; subprotocol: text; what: text
wifi.air.access-point: An access point is another than it was.
  bssid: text; ssid: text; channel: number; rssi: number; change: beacons | channel | down |
  muted | rules | signal | unmuted | up; heard: boolean
wifi.air.guest: A station of the world came to or went from a module's access point.
  mac: text; ssid: text; event: joined | left | lost | no-access-point | refused | sent-away |
  wrong-password
wifi.air.join: A station has tried to join an access point.
  mac: text; ssid: text; bssid: text; channel: number; outcome: joined | no-access-point |
  refused | wrong-password; status: number; aid: number; listenInterval: number; tookNs: number
wifi.air.leave: A station is no longer at its access point.
  mac: text; bssid: text; channel: number; reason: beacons-lost | deauthenticated | left; code:
  number
wifi.air.probe: A station has asked who is there on a channel.
  mac: text; channel: number; ssid: text
wifi.setback: The station of the module has lost its access point or not got in.
  ssid: text; code: number
wifi.state: The station of the module changed its state.
  state: number; ssid: text
`;
