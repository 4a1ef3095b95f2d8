import type { IncomingMessage } from 'node:http';
import { ControlRefusal } from './control-refusal.ts';

const bodyBytesMax = 64 * 1024;
/** Who sends more than that gets no answer. */
const droppedBytesMax = 16 * 1024 * 1024;

/**
 * Reads the body of a request: none, or an object of JSON.
 * @param fields those it may have
 * @throws ControlRefusal
 */
export async function readBody(
  request: IncomingMessage,
  fields: readonly string[],
  nearest: (word: string, known: readonly string[]) => string | undefined,
): Promise<Readonly<Record<string, unknown>>> {
  const text = await readText(request);
  if (text.trim() === '') return {};
  const example = fields.includes('seed') ? '{ "seed": 7 }' : '{}';
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ControlRefusal(400, `the body is not JSON: ${why}`, `send an object: ${example}`);
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new ControlRefusal(400, 'the body is no object', `send an object: ${example}`);
  }
  for (const name of Object.keys(body)) {
    if (fields.includes(name)) continue;
    const meant = nearest(name, fields);
    const fix = fields.length === 0 ? 'leave the body out' : `it takes ${fields.join(', ')}`;
    throw new ControlRefusal(400, `it takes no \`${name.slice(0, 80)}\``, fix, { nearest: meant });
  }
  return { ...body };
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  // Read to its end: who still sends would lose the connection, and the answer with it.
  for await (const chunk of request) {
    const bytes = chunk as Buffer;
    byteCount += bytes.length;
    if (byteCount <= bodyBytesMax) chunks.push(bytes);
    if (byteCount > droppedBytesMax) break;
  }
  if (byteCount > bodyBytesMax) {
    throw new ControlRefusal(413, `the body is larger than ${bodyBytesMax} bytes`, 'send less');
  }
  return Buffer.concat(chunks).toString('utf8');
}
