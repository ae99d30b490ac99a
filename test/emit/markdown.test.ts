import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bullets, code, link, prose, table } from '../../src/emit/markdown.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc
    .array(fc.constantFrom('`', '``', '|', '\\', '\n', '<', '>', '*', '_', '[x](y)', '# ', '- ', '1. ', '&lt;', 'a'), {
      maxLength: 10,
    })
    .map((parts) => parts.join('')),
);

describe('Markdown', () => {
  test('a value in a code span ends where its fence says, on one line', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const span = code(text);
        if (!span.startsWith('`')) return;
        const fence = /^`+/.exec(span)?.[0] ?? '';
        const inside = span.slice(fence.length, -fence.length);
        expect(span.endsWith(fence)).toBe(true);
        expect([...inside.matchAll(/`+/g)].some(([run]) => run.length === fence.length)).toBe(false);
        expect(span).not.toMatch(/[\r\n]/);
      }),
    );
  });

  test('prose opens no markup and starts no list, heading or table', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const line = prose(text);
        expect(line.replace(/\\./gs, 'x')).not.toMatch(/[`*_[\]<>|~&\n]|^[-+#=]+(?:\s|$)|^\d+[.)](?:\s|$)/);
      }),
    );
  });

  test('a row of a table has as many cells as its head, whatever is in it', () => {
    fc.assert(
      fc.property(fc.tuple(hostile, hostile), ([a, b]) => {
        const [, , row = ''] = table(['A', 'B'], [[code(a), prose(b)]]).split('\n');
        expect(row.match(/(?<!\\)(?:\\\\)*\|/g)?.length ?? 0).toBeLessThanOrEqual(3);
        expect(row.replace(/\\\|/g, '').match(/\|/g)).toHaveLength(3);
      }),
    );
  });

  test('only https addresses become links', () => {
    expect(link('AKS [docs]', 'https://learn.microsoft.com/azure/aks/x#y')).toBe(
      '[AKS \\[docs\\]](<https://learn.microsoft.com/azure/aks/x#y>)',
    );
    expect(link('x', 'javascript:alert(1)')).toBe('x (`javascript:alert(1)`)');
    expect(link('x', 'https://a/> [b](c)')).toBe('x (`https://a/> [b](c)`)');
    expect(bullets(['a', 'b'])).toBe('- a\n- b');
  });
});
