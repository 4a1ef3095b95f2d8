/** Who takes heap, for how long, and what comes of it when there is none. */
export interface HeapOwner {
  /** As accounts and traces name it. */
  readonly owner: string;
  readonly what: string;
  readonly lifetime: string;
  readonly withoutRoom: string;
}

const boot = 'the module does not come up: no `ready`, until a reset';
const init = 'Wi-Fi commands are answered `ERROR`; `AT+CWINIT=1` tries again';
const connecting = '`ERROR` of `AT+MQTTCONN`; a return is tried again after its interval';
const always = 'from boot on';

/** In the order they come up. */
export const heapOwners: readonly HeapOwner[] = [
  one('boot.main', 'the task that starts everything', 'until it is ready', boot),
  one('boot.log', 'the rings of the log port, UART0', always, boot),
  one('boot.system', 'ten locks', always, boot),
  one('boot.nvs', 'tables of the settings in flash', always, boot),
  one('at.port', 'the ring of UART1, locks, context', always, boot),
  one('at.context', 'what AT and its four modules work with', always, boot),
  one('at.receive-task', 'stack and control block', always, boot),
  one('at.process-task', 'stack and control block', always, boot),
  one('event.task', 'stack, control block, queue of 32', always, boot),
  one('lwip.task', 'stack, control block, mailbox of 32', always, boot),
  one(
    'wifi.driver-task',
    'stack and control block',
    'from boot or AT+CWINIT=1 to AT+CWINIT=0',
    init,
  ),
  one('wifi.supplicant-task', 'stack and control block', 'likewise', init),
  one('wifi.buffers', 'seven frames to send, three to receive', 'likewise', init),
  one('wifi.driver', "the driver's own", 'likewise', init),
  one(
    'wifi.station',
    'network, keys, results of a scan',
    'from the beginning of a join to the end of the association',
    '`ERROR` of `AT+CWJAP`; a return is tried again after its interval',
  ),
  one(
    'lwip.dhcp',
    'its state and its socket',
    'while an address is asked for or held',
    'no address: the join ends in `ERROR` at its limit',
  ),
  one(
    'wifi.softap',
    'the softAP, its DHCP server, 424 a station',
    'while it is on the air',
    '`ERROR`, the mode stays; a station is refused',
  ),
  one('lwip.dns', 'the socket of a question', 'until it is answered', connecting),
  one('udp.socket', 'the socket of SNTP', 'while SNTP is on', 'asked again with the next request'),
  one(
    'lwip.semaphore',
    'what a task waits with that calls sockets: AT, MQTT, reconnect',
    'from the first call on; that of reconnect goes with its task',
    connecting,
  ),
  one(
    'mqtt.locks',
    'eight locks of the library',
    'from the first connect on, for good',
    connecting,
  ),
  one('mqtt.task', 'stack and control block', 'from the first connect on, for good', connecting),
  one(
    'mqtt.reconnect',
    'stack and control block',
    'from a connect with reconnect 1 to AT+MQTTCLEAN',
    '`ERROR` of `AT+MQTTCONN`',
  ),
  one(
    'mqtt.configuration',
    'values of the LONG commands, names of ALPN',
    'until others take their place, or AT+MQTTUSERCFG or AT+MQTTCLEAN',
    '`ERROR`, what was set stays',
  ),
  one(
    'mqtt.client',
    'structures, texts, a receive queue that grows with the largest packet',
    'from the attempt to the end of the session',
    `${connecting}; a packet that is too large ends the session`,
  ),
  one('tcp.socket', 'connection, mailbox, control block', 'while it is open', connecting),
  one(
    'tcp.send',
    'segments that are not acknowledged, two blocks each',
    'until the peer has them',
    'nothing is accepted: the exchange waits, at last for its limit',
  ),
  one(
    'tcp.receive',
    'frames that are not read, a block each',
    'until they are read',
    'the frame is lost; the peer sends it again after 1 s, 2 s ...',
  ),
  one('at.data', 'counted data', 'from the prompt to the end of the command', '`ERROR`, no prompt'),
  one(
    'mqtt.publish',
    "topic and payload twice: the caller's copy and the library's",
    'while the command waits; to the last acknowledgement',
    '`ERROR` of `AT+MQTTPUB`, `+MQTTPUB:FAIL`; nothing is sent',
  ),
  one(
    'mqtt.subscription',
    'a topic that is remembered',
    'from AT+MQTTSUB to AT+MQTTUNSUB or AT+MQTTCLEAN',
    '`ERROR`, nothing is sent',
  ),
  one(
    'mqtt.subscribe',
    'SUBSCRIBE, UNSUBSCRIBE',
    'until it is answered',
    '`ERROR`, nothing is sent',
  ),
  one(
    'mqtt.message',
    'topic and payload of a message',
    'until its last byte is on the line',
    '`+MQTTDISCONNECTED:0`; the broker keeps what was not acknowledged',
  ),
  one('websocket.key', 'the key of the upgrade', 'until it is answered', connecting),
  one('websocket.request', 'the text of the upgrade', 'while it is written', connecting),
  one(
    'websocket.frame',
    'a frame',
    'while it is written, until it is read',
    '`+MQTTDISCONNECTED:0`, or `ERROR` before there is a session',
  ),
  one('tls.connection', 'contexts, buffers of 16,765 and 4,477', 'to the end of it', connecting),
  one('tls.ca', 'the authorities', 'to the end of it', connecting),
  one('tls.identity', "the module's own certificates and key", 'to the end of it', connecting),
  one('tls.handshake', 'what it computes with', 'until it is done', connecting),
  one('tls.peer', "the server's certificates", 'to the end of it', connecting),
  one('tls.cipher', 'the keys of the session', 'to the end of it', connecting),
];

function one(owner: string, what: string, lifetime: string, withoutRoom: string): HeapOwner {
  return { owner, what, lifetime, withoutRoom };
}
