import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Forge, LogEntry } from '../../src/ports/forge.ts';
import { claimed, draftOf } from '../fixtures/forge/draft.ts';
import { type ForgeWorld, WORLDS } from '../fixtures/forge/worlds.ts';

const entry = (model: string): Omit<LogEntry, 'previous'> => ({
  kind: 'monitor',
  at: '2026-01-05T10:00:00.000Z',
  model,
  body: { text: '"\u2028$'.concat('{{ x }}') },
});

/** What every forge promises, whoever keeps its refs and files. */
describe.each(WORLDS)('the %s forge', (_, makeWorld) => {
  let world: ForgeWorld;
  let forge: Forge;
  beforeEach(async () => {
    world = await makeWorld();
    forge = await world.forge();
  });
  afterEach(() => world.remove());

  const claim = (model: string, version: string, by = forge) =>
    claimed(by, world.directory, [model, version]);
  const publish = async (model: string, version: string) =>
    forge.releases.publish(await claim(model, version));
  const annotate = (tag: string, message = 'x') => world.git('tag', '-a', '-m', message, tag, 'main');

  describe('releases', () => {
    it('are annotated tags that GTO and people can read', async () => {
      await publish('churn', '1.2.0');
      const message = await world.git('for-each-ref', '--format=%(objecttype)%0a%(contents)', 'refs/tags');
      expect(message).toMatch(
        /^tag\nchurn v1\.2\.0\n\nModel: churn\nVersion: 1\.2\.0\nCandidate: sha256:a{64}\nRelease-Record: sha256:[0-9a-f]{64}\nLog-Head: none\nPrevious: none$/m,
      );
    });

    it('are there for another run, newest version first, whatever the order of the tags', async () => {
      for (const version of ['1.9.0', '1.10.0', '0.5.0']) await publish('churn', version);
      const { releases, complete } = await (await world.forge()).releases.listReleases();
      expect(releases.map(({ version, published }) => [version, published])).toEqual([
        ['1.10.0', true],
        ['1.9.0', true],
        ['0.5.0', true],
      ]);
      expect(complete).toBe(true);
    });

    it('hold their files under their names, odd ones and empty ones', async () => {
      const files = {
        'model/a b/weights.bin': 'w',
        'model/.hidden': 'h',
        'model/ü..+%2F.': 'odd',
        'model/__init__.py': '',
        'MODEL_CARD.md': '# x\n',
      };
      const tag = await claimed(forge, world.directory, ['churn', '1.0.0'], { files });
      await forge.releases.publish(tag);
      const { folder, record } = await (await world.forge()).releases.readRelease({
        ...tag,
        published: true,
      });
      expect(record.assets.map(({ name }) => name)).toEqual(Object.keys(files).sort());
      for (const [name, content] of Object.entries(files))
        expect([name, await readFile(join(folder, name), 'utf8')]).toEqual([name, content]);
      expect(await readFile(join(folder, 'SHA256SUMS'), 'utf8')).toContain('  model/__init__.py\n');
    });

    it('are claimed once', async () => {
      const second = await world.forge();
      const [one, two] = [
        await draftOf(forge, world.directory, ['churn', '1.0.0']),
        await draftOf(second, world.directory, ['churn', '1.0.0'], { at: '2026-02-01T00:00:00.000Z' }),
      ];
      await forge.releases.saveDraft(one);
      await second.releases.saveDraft(two);
      expect(await forge.releases.claimTag(one, null)).not.toBeNull();
      expect(await second.releases.claimTag(two, null)).toBeNull();
    });

    it('that are claimed and not published can be read, and published by anybody', async () => {
      const tag = await claim('churn', '1.0.0');
      const others = [await world.forge(), await world.forge()] as const;
      const [listed] = (await others[0].releases.listReleases()).releases;
      expect(listed).toMatchObject({ tag: 'churn@v1.0.0', published: false, record: tag.record });
      expect((await others[0].releases.readRelease(tag)).record.tag).toBe('churn@v1.0.0');
      const results = await Promise.all(others.map((other) => other.releases.publish(tag)));
      for (const { tag: published, folder } of results) {
        expect(published.published).toBe(true);
        expect(await readFile(join(folder, 'm.onnx'), 'utf8')).toBe('weights');
      }
    });

    it('publishing one takes no draft away that another claim needs', async () => {
      const other = await claim('other', '1.0.0');
      await publish('churn', '1.0.0');
      expect((await forge.releases.publish(other)).record.tag).toBe('other@v1.0.0');
    });

    it.each(['churn@v1.0.0!', 'churn@v1.0.0!#2', 'churn@deprecated', 'churn@deprecated#5'])(
      'the tag %s withdraws',
      async (withdrawal) => {
        await publish('churn', '1.0.0');
        await annotate(withdrawal);
        const { releases } = await forge.releases.listReleases();
        expect(releases).toMatchObject([{ tag: 'churn@v1.0.0', withdrawn: true }]);
      },
    );

    it.each<[string, (tag: string) => Promise<unknown>]>([
      ['lightweight', (tag) => world.git('tag', tag, 'main')],
      ['made by hand', (tag) => annotate(tag)],
      [
        'a copy of another release',
        (tag) => world.git('update-ref', `refs/tags/${tag}`, 'refs/tags/other@v1.0.0'),
      ],
      [
        'a message that tries to look like more than one tag',
        (tag) => annotate(tag, 'x\u001e\nchurn@v9.9.9\u001ftag\u001f\u001f\u001f'),
      ],
    ])('a tag that is %s is no release, and is told', async (_, make) => {
      await publish('other', '1.0.0');
      await make('churn@v1.0.0');
      const { releases, foreign } = await forge.releases.listReleases();
      expect(releases.map(({ tag }) => tag)).toEqual(['other@v1.0.0']);
      expect(foreign).toEqual([{ tag: 'churn@v1.0.0', model: 'churn', version: '1.0.0', withdrawn: false }]);
      const draft = await draftOf(forge, world.directory, ['churn', '1.0.0']);
      await forge.releases.saveDraft(draft);
      expect(await forge.releases.claimTag(draft, null)).toBeNull();
    });
  });

  describe('the log', () => {
    it('is empty at first', async () => {
      expect(await forge.log.read()).toEqual({ entries: [], head: null });
    });

    it('keeps what was appended, in order, chained, and checkable with git and sha256sum', async () => {
      const heads = [await forge.log.append(entry('a')), await (await world.forge()).log.append(entry('b'))];
      const { entries, head } = await forge.log.read();
      expect(entries).toEqual([
        { ...entry('a'), previous: null },
        { ...entry('b'), previous: heads[0] },
      ]);
      expect(head).toBe(heads[1]);
      const [first = '', second = ''] = (await world.git('show', 'modelyard-log:log.jsonl')).split('\n');
      expect(createHash('sha256').update(first).digest('hex')).toBe(heads[0]);
      expect(JSON.parse(second).previous).toBe(heads[0]);
      expect(await world.git('ls-tree', '--name-only', 'modelyard-log')).toBe('log.jsonl');
      expect(await world.git('rev-list', '--count', 'modelyard-log')).toBe('2');
    });

    it('loses nothing when several append at once', async () => {
      const names = Array.from({ length: 6 }, (_, index) => `m${index}`);
      const runs = await Promise.all(names.map(() => world.forge()));
      await Promise.all(runs.map(({ log }, index) => log.append(entry(names[index] ?? ''))));
      const { entries } = await forge.log.read();
      expect(entries.map(({ model }) => model).sort()).toEqual(names);
      expect(await world.git('rev-list', '--count', 'modelyard-log')).toBe('6');
    });

    it('a guard sees what is there and can refuse', async () => {
      await forge.log.append(entry('a'));
      const refuse = forge.log.append(entry('b'), (entries) => {
        throw new Error(`${entries.length} is enough`);
      });
      await expect(refuse).rejects.toThrow('1 is enough');
      expect((await forge.log.read()).entries).toHaveLength(1);
    });

    it.each<[string, (lines: string[]) => void]>([
      ['changed', (lines) => lines.splice(0, 1, (lines[0] ?? '').replace('"a"', '"z"'))],
      ['taken out', (lines) => lines.splice(1, 1)],
      ['put in', (lines) => lines.splice(1, 0, lines[0] ?? '')],
      ['no JSON', (lines) => lines.splice(1, 1, '<<<<<<< ours')],
      ['JSON of another kind', (lines) => lines.splice(2, 1, 'null')],
    ])('says so when a line is %s', async (_, change) => {
      for (const name of ['a', 'b', 'c']) await forge.log.append(entry(name));
      await world.tamper(change);
      await expect(forge.log.read()).rejects.toMatchObject({ code: 'unreadable' });
      await expect(forge.log.append(entry('d'))).rejects.toMatchObject({ code: 'unreadable' });
    });
  });
});
