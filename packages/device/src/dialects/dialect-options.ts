/** A point at which real modules may differ from this one, and what holds by default. */
export interface DialectOption<Value> {
  readonly value: Value;
  /** One sentence: what the value decides. */
  readonly meaning: string;
  /** Why the default is what it is. */
  readonly basis: string;
}

function option<Value>(value: Value, meaning: string, basis: string): DialectOption<Value> {
  return { value, meaning, basis };
}

/**
 * Everything about the module's answers that could be otherwise, with the
 * values of the `docs` dialect: the module as its documents promise it.
 */
export const dialectOptions = {
  okText: option<string>('\r\nOK\r\n', 'Success.', 'ESP-AT frames final codes by blank lines'),
  errorText: option<string>('\r\nERROR\r\n', 'Failure of state or at run time.', 'as for okText'),
  formatErrorText: option<string>(
    '\r\nCMD FORMAT ERR\r\n',
    'No such command.',
    'AT index document',
  ),
  parseErrorText: option<string>(
    '\r\nCMD PARSE ERR\r\n',
    'Arguments without the required form.',
    'AT index document',
  ),
  echoAtStart: option<boolean>(
    false,
    'Command lines are echoed from boot on, until ATE0.',
    'no ATE in the firmware; ESP-AT starts with echo',
  ),
  busyText: option<string>('busy ...\r\n', 'A line while a command runs.', 'AT index document'),
  promptText: option<string>(
    '\r\nOK\r\n\r\n>',
    'All that precedes counted data.',
    'AT MQTT document shows OK, a blank line, then > with nothing after it',
  ),
  readyText: option<string>('ready', 'The line that ends the boot.', 'SDK wm_atcmd_init.c'),
  extensions: option<boolean>(
    true,
    'The commands exist that require `extensions`: ATE0, ATE1, AT+GMR, AT+UART_CUR, AT+UART_DEF.',
    'hosts expect them; the firmware registers none of them',
  ),
  countTerminator: option<boolean>(
    false,
    'CR LF counts towards the 256 bytes of a line.',
    'the documents do not say; the receive buffer has 256 bytes',
  ),
  lenientCommaInString: option<boolean>(
    false,
    'A comma inside quotes need not be escaped.',
    'AT index document asks for the escape',
  ),
  rangeRefusal: option<'parse-error' | 'error'>(
    'parse-error',
    'How a value out of range or too long is refused.',
    'the line alone decides it; no document names the code',
  ),
  emptyFieldDefaults: option<boolean>(
    true,
    'An empty field for a mandatory parameter with a default takes the default.',
    'AT MQTT document gives defaults for parameters that may not be omitted',
  ),
  joinOkFirst: option<boolean>(
    true,
    'OK comes before WIFI GOT IP in the answer to AT+CWJAP.',
    'AT Wi-Fi document prints it so',
  ),
  joinCauseCodes: option<boolean>(
    false,
    '+CWJAP:<code> tells why a join failed, before ERROR.',
    'not documented for this module; ESP-AT does it',
  ),
  gotIpWithAddress: option<boolean>(
    false,
    'WIFI GOT IP carries the address in quotes.',
    'AT Wi-Fi document shows none; the 2.2 image has it',
  ),
  lostIpUrc: option<boolean>(
    false,
    'WIFI LOST IP is printed when the lease of the address has run out or was taken back.',
    'AT Wi-Fi document has no such line; the 2.2 image has it',
  ),
  hostName: option<string>(
    'W800',
    'The host name until AT+CWHOSTNAME gives another.',
    'assumed: the name of the chip; no document says',
  ),
  softApNamePrefix: option<string>(
    'W800_',
    'What stands before the last six digits of the address in the name of a new softAP.',
    'assumed: AT Wi-Fi document says only that the name derives from the address',
  ),
  softApAddress: option<string>(
    '192.168.10.1',
    'The address of the softAP, in a network of 24 bits.',
    'SDK wm_wifi Kconfig',
  ),
  staticNameServers: option<readonly string[]>(
    ['208.67.222.222', '8.8.8.8'],
    'Who is asked for names while the address of the station is static.',
    'AT TCP/IP document: default of AT+CIPDNS',
  ),
  lapParentheses: option<boolean>(
    false,
    'A network found is printed as +CWLAP:(...) instead of +CWLAP:... without parentheses.',
    'AT Wi-Fi document shows none',
  ),
  lapOptOrder: option<'mask-first' | 'sort-first'>(
    'mask-first',
    'Whether AT+CWLAPOPT begins with the print mask, or with a number 0 or 1 (sort by signal) before it.',
    'AT Wi-Fi document; ESP-AT has the number before the mask',
  ),
  espAtCommands: option<boolean>(
    false,
    'The commands exist that require `espAtCommands`: AT+SYSMSG, AT+SYSLOG, AT+CIPSTATUS and the short names of the long MQTT settings.',
    'the firmware registers none of them',
  ),
  sntpServers: option<readonly string[]>(
    ['cn.ntp.org.cn', 'ntp.sjtu.edu.cn', 'us.pool.ntp.org'],
    'The servers AT+CIPSNTPCFG asks, in order, when it is given none.',
    'AT TCP/IP document names the three',
  ),
  rtcReadAsLocal: option<boolean>(
    false,
    'Where a zone is set before the time is first asked for after a start, the real-time clock is taken for local time: the clock is off by the zone until a server sets it.',
    'AT TCP/IP document has the time in the zone that is set',
  ),
  sntpWaitsForAddress: option<boolean>(
    true,
    'AT+CIPSNTPCFG without an address begins to ask as soon as there is one.',
    'AT TCP/IP document names no such condition',
  ),
  timeUpdatedUrc: option<boolean>(
    false,
    '+TIME_UPDATED is printed at synchronisation.',
    'not documented; the 2.2 image has it',
  ),
  versionLines: option<readonly string[]>(
    [
      'AT version:2.4-rc',
      'SDK version:2.4-rc',
      'compile time:May 26 2025 00:00:00',
      'Bin version:2.4-rc(W800)',
    ],
    'What AT+GMR prints before OK.',
    'the command is an extension; ESP-AT prints four lines, these name the SDK this twin follows',
  ),
  sysStoreColons: option<':' | '::'>(
    ':',
    'What separates +SYSSTORE and its value.',
    'AT system document; the 2.2 image prints two',
  ),
  dhcpsQuotes: option<boolean>(
    false,
    'The addresses in +CWDHCPS stand in quotes.',
    'AT Wi-Fi document shows none; the 2.2 image has them',
  ),
  idleStateEquals: option<boolean>(
    false,
    'AT+CWSTATE? prints +CWSTATE=0 before the first join, with = and without a name.',
    'AT Wi-Fi document has +CWSTATE:<state>,"<ssid>"; the 2.2 image holds both texts',
  ),
  mqttPortQuotes: option<boolean>(
    false,
    'The port in +MQTTCONNECTED and +MQTTCONN stands in quotes.',
    'AT MQTT document shows <port>; the examples of ESP-AT quote it',
  ),
  mqttConnComma: option<boolean>(
    true,
    'A comma follows the scheme in +MQTTCONN.',
    'the document lacks it, surely by a slip: a log of ESP-AT has it, and so has +MQTTCONNECTED',
  ),
  configTrailingComma: option<boolean>(
    false,
    '+MQTTUSERCFG and +MQTTCONNCFG end in a comma.',
    'AT MQTT document shows none; the 2.2 image prints it',
  ),
  cleanInState0: option<'error' | 'ok'>(
    'error',
    'The answer to AT+MQTTCLEAN when there is nothing to clean.',
    'no document says; ESP-AT has an error for it',
  ),
  fullSubscribe: option<'error' | 'ok'>(
    'error',
    'The final code after ALREADY FULL SUBSCRIBE.',
    'the document shows the hint alone; nothing was subscribed',
  ),
  waitForAcknowledgement: option<boolean>(
    true,
    'A publish with QoS 1 or 2 is answered after its exchange.',
    'no document says; the library returns before',
  ),
  subTimeoutCloses: option<boolean>(
    true,
    'A missing SUBACK or UNSUBACK ends the session.',
    'SDK MQTTClient.c disconnects',
  ),
  mqttReconnectIntervalSeconds: option<number>(
    10,
    'How long reconnect 1 waits between attempts.',
    'assumed; no document says',
  ),
  mqttResendOnReconnect: option<boolean>(
    true,
    'A kept session that comes back by itself resends what was unfinished.',
    'MQTT 3.1.1, 4.4: a client that reconnects with clean session off resends',
  ),
  mqttV31Fallback: option<boolean>(
    false,
    'A connect that fails is repeated in full as MQTT 3.1 within the same limit.',
    'the documents name MQTT 3.1.1 alone',
  ),
  mqttOverdueBlocks: option<boolean>(
    false,
    'An exchange whose time is up goes on to block later publishes, those of QoS 0 too.',
    'AT MQTT document: an answer within 10 s; none says that a failure blocks the next',
  ),
  mqttWhenFull: option<'wait' | 'lose'>(
    'wait',
    'With 32 received messages to be printed the next wait in the connection, or are lost.',
    'MQTT 3.1.1, 4.3: what was acknowledged has been received; no document says how many wait',
  ),
  tlsSni: option<boolean>(
    false,
    'ClientHello names the host (SNI).',
    'SDK SSLSocket.c: the call that would set it is compiled out',
  ),
  tlsHostnameCheck: option<boolean>(
    false,
    "Schemes that verify hold the host against the names in the server's certificate.",
    'SDK SSLSocket.c: mbedTLS is told no name to check',
  ),
  tlsDateCheck: option<boolean>(
    true,
    'Schemes that verify hold the clock against the dates in certificates.',
    'AT MQTT document; SDK wm_mbedtls_config.h, MBEDTLS_HAVE_TIME_DATE',
  ),
  tlsReadSeconds: option<number>(
    10,
    'How long each packet of a TLS handshake may take.',
    'AT MQTT document: 10 s for every packet',
  ),
  tlsSplitsLargePackets: option<boolean>(
    true,
    'An MQTT packet that does not fit in a TLS record goes out in several.',
    'no document names a limit',
  ),
  tlsNoticesReset: option<boolean>(
    true,
    'A TLS connection that the broker resets is over at once.',
    'AT MQTT document: +MQTTDISCONNECTED when the connection is lost',
  ),
  webSocketMask: option<'random' | 'zero'>(
    'random',
    'What the payload of a WebSocket frame is masked with.',
    'RFC 6455, 5.3: a new key for every frame, not to be predicted',
  ),
  webSocketChecksSubprotocol: option<boolean>(
    true,
    'A server that upgrades without the subprotocol mqtt is left again.',
    'MQTT 3.1.1, 6.0: a WebSocket carries MQTT when the subprotocol says so',
  ),
};

export type DialectOptions = {
  readonly [Name in keyof typeof dialectOptions]: (typeof dialectOptions)[Name]['value'];
};

/** What another dialect sets otherwise, each with its reason. */
export type DialectChanges = {
  readonly [Name in keyof DialectOptions]?: {
    readonly value: DialectOptions[Name];
    /** Document, file and line, or image text it rests on. */
    readonly basis: string;
    /** What a run is told, once, when the difference has shown. */
    readonly finding?: { readonly id: string; readonly text: string };
  };
};
