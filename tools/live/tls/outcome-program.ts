import type { Outcome } from '../../tls-outcomes/outcome.ts';
import type { Situation } from '../../tls-outcomes/situation.ts';
import type { Program } from '../program.ts';
import type { Stage } from '../stage.ts';

/** What situations come to in the twin's world, found out in a process of its own. */
export class OutcomeProgram {
  /** Where their certificates are. */
  readonly folder: string;
  private readonly program: Program;

  private constructor(folder: string, program: Program) {
    this.folder = folder;
    this.program = program;
  }

  /** Comes back when the certificates are there, which are good from now on. */
  static async start(
    stage: Stage,
    situations: readonly Pick<Situation, 'name'>[],
  ): Promise<OutcomeProgram> {
    const { folder } = stage;
    const time = `${new Date().toISOString().slice(0, 19)}Z`;
    const names = situations.map(({ name }) => name);
    const file = 'tools/tls-outcomes/print-outcomes.ts';
    const program = stage.start('node', '--import', 'tsx', file, folder, time, ...names);
    await program.heard.until(/^files$/m);
    return new OutcomeProgram(folder, program);
  }

  /** By the name of the situation. */
  async outcomes(): Promise<ReadonlyMap<string, readonly Outcome[]>> {
    const [text] = await this.program.heard.until(/^\{.*\}$/m);
    await this.program.succeed();
    return new Map(Object.entries(JSON.parse(text) as Record<string, readonly Outcome[]>));
  }
}
