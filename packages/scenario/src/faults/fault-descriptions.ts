import { stringify } from 'yaml';
import { z } from 'zod';
import { faultClasses, type FaultClass, type FaultDefinition } from './define-fault.ts';
import { faultList } from './fault-list.ts';
import { valueShape, type FieldShape, type SchemaNode } from './value-shape.ts';

/** One fault as data: what it does, how it is written, what the module then shows. */
export interface FaultDescription extends Pick<
  FaultDefinition<z.ZodType>,
  'name' | 'class' | 'summary' | 'reaction' | 'basis' | 'lasts'
> {
  /** The class in words. */
  readonly classTitle: string;
  /** What may stand as its value, in words: `low | high`, `a mapping`. */
  readonly value: string;
  /** What the value means, where its schema says so. */
  readonly meaning: string | undefined;
  /** The keys of its value, where that is a mapping. */
  readonly fields: readonly FieldShape[];
  /** A step that applies it. */
  readonly example: string;
}

/** Every fault, class by class. */
export function faultDescriptions(): readonly FaultDescription[] {
  const classes = Object.keys(faultClasses);
  return faultList
    .map((fault): FaultDescription => {
      const { name, summary, reaction, basis, lasts, schema } = fault;
      const node = z.toJSONSchema(schema, { io: 'input' }) as SchemaNode;
      return {
        name,
        class: fault.class,
        classTitle: faultClasses[fault.class],
        summary,
        reaction,
        basis,
        lasts,
        ...valueShape(node),
        meaning: node.description,
        example: `fault: ${flow({ [name]: fault.example, ...(lasts ? { for: '10s' } : {}) })}`,
      };
    })
    .toSorted((one, other) => classes.indexOf(one.class) - classes.indexOf(other.class));
}

/** The classes in the order of their page, each with its title. */
export function faultClassTitles(): readonly (readonly [FaultClass, string])[] {
  return Object.entries(faultClasses) as [FaultClass, string][];
}

function flow(value: unknown): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
}
