import { describe, expect, it } from 'vitest';

import { examples, refuse, report, written } from '../testing/example-outcomes.ts';
import { junitReporter } from './junit.ts';

describe('the junit reporter', () => {
  it('writes a test case a run', () => {
    const text = written(junitReporter, (reporter) =>
      report(reporter, [examples.passed, examples.failed], { runs: 3 }),
    );
    const counts = 'tests="2" failures="1" errors="0" skipped="0" time="1.250"';
    expect(text).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<testsuites name="w800-twin" ${counts}>`,
        `  <testsuite name="w800-twin" ${counts}>`,
        '    <properties>',
        '      <property name="seed" value="1"/>',
        '      <property name="notRun" value="1"/>',
        '    </properties>',
        '    <testcase name="A reading reaches the broker" classname="scenarios/publish.yaml" ' +
          'file="scenarios/publish.yaml" time="0.008">',
        '      <properties>',
        '        <property name="seed" value="1"/>',
        '        <property name="dialect" value="docs"/>',
        '        <property name="virtualNs" value="12345678900"/>',
        '        <property name="digest" value="0123456789abcdef"/>',
        '      </properties>',
        '    </testcase>',
        '    <testcase name="密码错误 &lt;&quot;&amp;\\x1b[31m\\x00" ' +
          'classname="scenarios/a,b:c.yaml" file="scenarios/a,b:c.yaml" time="1.234">',
        '      <properties>',
        '        <property name="seed" value="1"/>',
        '        <property name="dialect" value="docs"/>',
        '        <property name="virtualNs" value="5000000"/>',
        '        <property name="digest" value="0123456789abcdef"/>',
        '      </properties>',
        '      <failure message="OK did not come" type="failed">scenarios/a,b:c.yaml:12:5',
        'OK did not come',
        '100% sure \\ufffe',
        'replay: pnpm sim scenarios/a,b:c.yaml --seed 1</failure>',
        '    </testcase>',
        '  </testsuite>',
        '</testsuites>',
        '',
      ].join('\n'),
    );
  });

  it('tells a fault of ours as an error and an interruption as skipped', () => {
    const text = written(junitReporter, (reporter) =>
      report(reporter, [examples.broken, examples.interrupted]),
    );
    expect(text).toContain('failures="0" errors="1" skipped="1"');
    expect(text).toContain('<error message="assertion failed" type="broken">');
    expect(text).toContain('<skipped message="interrupted: A reading reaches the broker"/>');
  });

  it('passes a departure with its story, each dialect under a name of its own', () => {
    const dialects = ['docs', 'firmware'].map((name) => ({ name, subject: name }));
    const text = written(junitReporter, (reporter) =>
      report(reporter, [examples.passed, examples.departed], { dialects }),
    );
    expect(text).toContain('tests="2" failures="0" errors="0"');
    expect(text).toContain('name="A reading reaches the broker [docs]"');
    expect(text).toContain('name="A reading reaches the broker [firmware]"');
    expect(text).toContain('<system-out>scenarios/a,b:c.yaml:12:5\nOK did not come');
  });

  it('keeps line ends and tabs of an attribute', () => {
    const { passed } = examples;
    const odd = { ...passed, result: { ...passed.result, name: 'a\tb\r\nc' } };
    const text = written(junitReporter, (reporter) => report(reporter, [odd]));
    expect(text).toContain('name="a&#9;b&#13;&#10;c"');
  });

  it('holds no character that XML forbids, whatever a name is made of', () => {
    const everything = String.fromCharCode(...Array.from({ length: 0x10000 }, (_, code) => code));
    const { passed } = examples;
    const odd = { ...passed, result: { ...passed.result, name: `${everything}😀` } };
    const text = written(junitReporter, (reporter) => report(reporter, [odd]));
    expect(text).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/u);
    expect(text).toContain('😀');
    expect(text).toContain('\\ud800');
  });

  it('shows the problems of a run that could not begin', () => {
    const text = written(junitReporter, refuse);
    expect(text).toContain('tests="2" failures="0" errors="2"');
    expect(text).toContain('<error message="unknown key `stpes`" type="SCENARIO_KEY">');
  });
});
