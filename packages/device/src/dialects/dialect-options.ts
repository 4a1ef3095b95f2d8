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
  busyText: option<string>('busy ...\r\n', 'A line while a command runs.', 'AT index document'),
  promptText: option<string>(
    '\r\nOK\r\n\r\n>',
    'All that precedes counted data.',
    'AT MQTT document shows OK, a blank line, then > with nothing after it',
  ),
  readyText: option<string>('ready', 'The line that ends the boot.', 'SDK wm_atcmd_init.c'),
  extensions: option<boolean>(
    true,
    'ATE0, ATE1, AT+GMR, AT+UART_CUR and AT+UART_DEF exist.',
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
  timeUpdatedUrc: option<boolean>(
    false,
    '+TIME_UPDATED is printed at synchronisation.',
    'not documented; the 2.2 image has it',
  ),
  sysStoreColons: option<':' | '::'>(
    ':',
    'What separates +SYSSTORE and its value.',
    'AT system document; the 2.2 image prints two',
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
  };
};
