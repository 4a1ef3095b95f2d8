import { text, type Bilingual } from '@w800/at';
import { ipv4Number } from '../../station/ipv4.ts';

/** A dotted IPv4 address in quotes. */
export const ipv4Address = (label: string, summary: Bilingual) =>
  text({
    label,
    bytesMin: 7,
    bytesMax: 15,
    refuse: (address) => ipv4Number(address) === undefined,
    summary,
  });
