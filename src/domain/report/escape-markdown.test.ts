import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeBlock, codeSpan, cutMiddle, escapeMarkdown, visible } from './escape-markdown.ts';

/** Cells of a table row as cmark-gfm splits it: a backslash takes the next punctuation mark with it. */
function cells(row: string): number {
  const unescaped = row.replace(/\\[!-/:-@[-`{-~]/g, '');
  return (unescaped.match(/\|/g) ?? []).length;
}

/** What a browser shows: entities and backslash escapes undone, zero-width characters not seen. */
function looks(markdown: string): string {
  return markdown
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#8203;', '')
    .replaceAll('&amp;', '&');
}

const HOSTILE = [
  'a|b',
  'a\\|b',
  'a\\\\|b',
  '`code`',
  '``|``',
  '</details>',
  '<!-- hidden',
  '-->',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '&lt;b&gt; &amp; &#64;',
  '@octocat please look',
  '@org/team',
  'fixes #123',
  'octo/repo#1',
  'GH-12',
  'https://evil.example/?q=1',
  'http://evil.example',
  'www.evil.example',
  'mail@evil.example',
  '[click](javascript:alert(1))',
  '![image](x)',
  '[x]: http://evil.example',
  '*bold* _it_ ~~gone~~ __init__',
  '$\\frac{1}{2}$',
  ':tada:',
  '::error::no',
  '::set-output name=x::y',
  '##[error]no',
  '##vso[task]',
  '# heading',
  '- item',
  '+ item',
  '---',
  '===',
  '1. one',
  '> quote',
  '\u0024{{ secrets.TOKEN }}',
  '[^1]',
  '- [ ] task',
];

describe('escaped text', () => {
  it.each(HOSTILE)('stays what it is to the eye: %s', (text) => {
    expect(looks(escapeMarkdown(text))).toBe(text);
  });

  it.each(HOSTILE)('takes part in nothing: %s', (text) => {
    const escaped = escapeMarkdown(text);
    expect(escaped).not.toMatch(/<|>/);
    expect(escaped).not.toMatch(/[@]\w/);
    expect(escaped).not.toMatch(/#\d(?!\d*;)/);
    expect(escaped).not.toMatch(/:\/\/|::|www\.|GH-\d|##\[/);
    expect(escaped).not.toMatch(/(?<!\\)[`*[\]|~$]/);
    expect(escaped).not.toMatch(/^(#{1,6} |[-+] |\d+[.)] |---|===)/);
    expect(cells(`| ${escaped} | ${escaped} |`)).toBe(3);
  });

  it('keeps numbers and names as they are', () => {
    for (const text of [
      '0.726',
      '−0.034 (−0.041 … −0.027)',
      '-4',
      'roc_auc',
      'site = 3',
      '95 %',
      'at 12:30',
      '1.5',
    ]) {
      expect(escapeMarkdown(text)).toBe(text);
    }
  });

  it('is one line in which nothing hides', () => {
    expect(escapeMarkdown('a\r\nb\nc\u2028d')).toBe('a⏎b⏎c⏎d');
    expect(escapeMarkdown('\u202Egnp.exe')).toBe('⟨U+202E⟩gnp.exe');
    expect(escapeMarkdown('a\u0000b\u001b[31mc\u200Bd\uFEFF')).toBe(
      'a⟨U+0000⟩b⟨U+001B⟩\\[31mc⟨U+200B⟩d⟨U+FEFF⟩',
    );
    expect(escapeMarkdown('lone \uD800 surrogate')).toBe('lone \uFFFD surrogate');
    expect(visible('\u{E0041}')).toBe('⟨U+E0041⟩');
  });

  it('is cut in the middle, by characters', () => {
    expect(cutMiddle('abcdefghij', 5)).toBe('ab…ij');
    expect(cutMiddle('abcde', 5)).toBe('abcde');
    expect(cutMiddle('😀'.repeat(10), 3)).toBe('😀…😀');
    expect(Array.from(escapeMarkdown('x'.repeat(10_000_000)))).toHaveLength(160);
  });

  it('never breaks a table row nor opens a tag, whatever the text', () => {
    const character = fc.constantFrom(...'|\\`<>&@#:/*_~[]{}()!$-+=.1a \n\r\t\u202E\u200B😀'.split(''));
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(character).map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(text, text, (a, b) => {
        const row = `| ${escapeMarkdown(a)} | ${escapeMarkdown(b)} |`;
        expect(cells(row)).toBe(3);
        expect(row).not.toMatch(/[<>\n\r]|::|:\/\/|@[A-Za-z0-9]/);
        expect(row).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}]/u);
        expect(row.replaceAll(/&(amp|lt|gt|#8203);/g, '')).not.toContain('&');
      }),
      { seed: 5, numRuns: 2000 },
    );
  });
});

describe('code', () => {
  it('is a span where that is safe, escaped text where not', () => {
    expect(codeSpan('sha256:3f9a')).toBe('`sha256:3f9a`');
    expect(codeSpan('@octocat <b>')).toBe('`@octocat <b>`');
    expect(codeSpan('a`b')).toBe('a\\`b');
    expect(codeSpan('a|b')).toBe('a\\|b');
    expect(codeSpan(' a')).toBe(' a');
    expect(codeSpan('')).toBe('');
    expect(codeSpan('a\nb')).toBe('`a⏎b`');
  });

  it('never breaks a table row', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const span = codeSpan(text);
        expect(cells(`| ${span} |`)).toBe(2);
        expect((span.replace(/\\`/g, '').match(/`/g) ?? []).length % 2).toBe(0);
      }),
      { seed: 6, numRuns: 1000 },
    );
  });

  it('blocks have a fence longer than what they hold', () => {
    expect(codeBlock(['echo ````', 'b\nc', '::error::x'], 'sh')).toBe(
      '`````sh\necho ````\nb⏎c\n: :error::x\n`````',
    );
    expect(codeBlock(['modelyard run'])).toBe('```\nmodelyard run\n```');
  });
});
