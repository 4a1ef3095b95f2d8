import type { Bed } from './plant.ts';

export const currentPlants: Bed = {
  checker: 'current',
  oneLine: true,
  rules: [],
  plants: [
    {
      rule: 'schema.json',
      files: { 'scenarios/schema.json': '{}\n' },
      says: ['out of date'],
    },
    {
      rule: 'table of floors',
      files: { 'docs/planted.md': '# Planted\n\n<!-- floors -->\nold\n<!-- /floors -->\n' },
      says: ['out of date'],
    },
    {
      rule: 'command page',
      files: { 'docs/reference/commands/en/at.md': '# AT\n' },
      says: ['out of date'],
    },
    {
      rule: 'conformance page',
      files: { 'docs/reference/mqtt-conformance.md': '# MQTT\n' },
      says: ['out of date'],
    },
    {
      rule: 'page of the faults',
      files: { 'docs/reference/faults.md': '# Faults\n' },
      says: ['out of date'],
    },
    {
      rule: 'page of the kinds of trace records',
      files: { 'docs/reference/trace-kinds.md': '# Kinds\n' },
      says: ['out of date'],
    },
    {
      rule: 'table of the kinds of trace records',
      files: {
        'packages/scenario/src/faults/trace-kind-table.ts': (before) =>
          before.replace('nv.erase: Every', 'nv.erase: No'),
      },
      says: ['out of date'],
    },
    {
      rule: 'left-over command page',
      files: { 'docs/reference/commands/en/planted.md': '# Planted\n' },
      says: ['made by nobody'],
    },
  ],
};
