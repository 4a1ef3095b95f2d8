import { accepts, type AcceptedSurvivor } from './accepted-survivors.ts';
import { isAlive, type Verdict } from './verdict.ts';

const widthMax = 60;

/** What a run found. */
export interface Report {
  /** A line for each file, one for all, and the survivors nobody has accepted. */
  readonly lines: readonly string[];
  readonly percentDead: number;
  readonly unexplained: readonly Verdict[];
  /** Accepted survivors of these files that are dead or gone. */
  readonly outdated: readonly AcceptedSurvivor[];
}

export function report(
  verdicts: readonly Verdict[],
  accepted: readonly AcceptedSurvivor[],
): Report {
  const alive = verdicts.filter(isAlive);
  const reasonFor = ({ mutant }: Verdict): AcceptedSurvivor | undefined =>
    accepted.find((one) => accepts(one, mutant));
  const unexplained = alive.filter((verdict) => reasonFor(verdict) === undefined);
  const paths = [...new Set(verdicts.map(({ mutant }) => mutant.path))].toSorted();
  const outdated = accepted.filter(
    (one) => paths.includes(one.path) && !alive.some(({ mutant }) => accepts(one, mutant)),
  );
  const row = (name: string, of: readonly Verdict[]): string => {
    const dead = of.filter((verdict) => !isAlive(verdict)).length;
    const share = `${percent(dead, of.length).toFixed(1)} %`;
    return `${share.padStart(7)}  ${`${dead}/${of.length}`.padStart(9)}  ${name}`;
  };
  return {
    lines: [
      ...paths.map((path) =>
        row(
          path,
          verdicts.filter(({ mutant }) => mutant.path === path),
        ),
      ),
      row('all', verdicts),
      `${alive.length} alive, ${alive.length - unexplained.length} of them with a reason`,
      ...unexplained.map(describe),
      ...outdated.map((one) => `no survivor any more: ${one.path}: ${one.on}`),
    ],
    percentDead: percent(verdicts.length - alive.length, verdicts.length),
    unexplained,
    outdated,
  };
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 100 : (100 * part) / whole;
}

function describe({ mutant, fate }: Verdict): string {
  const { path, line, column, original, replacement } = mutant;
  const becomes = replacement === '' ? 'left out' : `-> ${short(replacement)}`;
  return `${path}:${line}:${column}: ${fate}: ${short(original)} ${becomes}`;
}

function short(text: string): string {
  const oneLine = text.replaceAll(/\s+/g, ' ');
  return oneLine.length > widthMax ? `${oneLine.slice(0, widthMax - 3)}...` : oneLine;
}
