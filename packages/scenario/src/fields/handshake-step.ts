import { serverSteps, type ServerStep } from '@w800/tls';
import { z } from 'zod';

/** A server of the world gives out no tickets, so it never comes to that. */
type Step = Exclude<ServerStep, 'new_session_ticket'>;
const steps = serverSteps.filter((step): step is Step => step !== 'new_session_ticket');

/** A field holding a message of a server's half of the handshake. */
export const handshakeStep = z.enum(steps);
