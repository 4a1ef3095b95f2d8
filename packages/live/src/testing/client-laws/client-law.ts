import type { LawDesk } from './law-desk.ts';

/** Something that holds of the client at every broker. */
export interface ClientLaw {
  readonly title: string;
  prove(desk: LawDesk): Promise<void>;
}
