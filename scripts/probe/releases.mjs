import { createHash } from 'node:crypto';
import { NotTried, told } from './ground.mjs';
import { claimedTag } from './tags.mjs';

async function draftOf(ground, tag) {
  const body = { tag_name: tag, name: tag, body: 'A probe; it is removed.', draft: true };
  const draft = await ground.must('POST', '/releases', { body });
  ground.later('DELETE', `/releases/${draft.id}`);
  return draft;
}

function upload({ ask }, { upload_url: url }, name, text = 'bytes') {
  return ask('POST', `${url.replace(/\{.*$/, '')}?name=${encodeURIComponent(name)}`, {
    body: Buffer.from(text),
  });
}

async function published(ground, tag) {
  await claimedTag(ground, tag);
  const draft = await draftOf(ground, tag);
  await upload(ground, draft, 'a.bin');
  const body = { tag_name: tag, draft: false, make_latest: 'false' };
  return ground.must('PATCH', `/releases/${draft.id}`, { body });
}

const DRAFTS = [
  {
    assumption: 'A draft is not found by its tag, but listed for who may write.',
    expected: '404 by tag; listed as a draft',
    async look(ground) {
      const tag = ground.name('draft');
      await claimedTag(ground, tag);
      const { id } = await draftOf(ground, tag);
      const byTag = await ground.ask('GET', `/releases/tags/${tag}`);
      const listed = (await ground.must('GET', '/releases?per_page=100')).find((each) => each.id === id);
      return `${byTag.status} by tag; ${listed?.draft === true ? 'listed as a draft' : 'not listed'}`;
    },
  },
  {
    assumption: 'A draft makes no tag.',
    expected: '404',
    async look(ground) {
      const tag = ground.name('tagless');
      await draftOf(ground, tag);
      return String((await ground.ask('GET', `/git/ref/tags/${tag}`)).status);
    },
  },
  {
    assumption: 'Two drafts may have the same tag.',
    expected: 'two drafts',
    async look(ground) {
      const [one, two] = [
        await draftOf(ground, ground.name('twin')),
        await draftOf(ground, ground.name('twin')),
      ];
      return one.id === two.id ? 'one draft' : 'two drafts';
    },
  },
  {
    assumption: 'A draft that is changed without its tag_name loses it.',
    expected: 'untagged',
    async look(ground) {
      const { id, tag_name: before } = await draftOf(ground, ground.name('renamed'));
      const { tag_name: after } = await ground.must('PATCH', `/releases/${id}`, {
        body: { name: 'renamed' },
      });
      return after.startsWith('untagged-') ? 'untagged' : after === before ? 'kept' : after;
    },
  },
];

const ASSETS = [
  {
    assumption: 'An asset tells the SHA-256 of its bytes as soon as it is uploaded.',
    expected: 'uploaded; the digest of its bytes',
    async look(ground) {
      const draft = await draftOf(ground, ground.name('digest'));
      await upload(ground, draft, 'a.bin', 'some bytes');
      const [asset] = await ground.must('GET', `/releases/${draft.id}/assets`);
      const digest = `sha256:${createHash('sha256').update('some bytes').digest('hex')}`;
      return `${asset.state}; ${asset.digest === digest ? 'the digest of its bytes' : asset.digest}`;
    },
  },
  {
    assumption: 'A second asset of one name is refused.',
    expected: '422 Validation Failed; already_exists',
    async look(ground) {
      const draft = await draftOf(ground, ground.name('duplicate'));
      await upload(ground, draft, 'a.bin');
      const again = await upload(ground, draft, 'a.bin', 'other bytes');
      return `${again.status} ${again.body?.message}; ${again.body?.errors?.[0]?.code}`;
    },
  },
  {
    assumption: 'Letters, digits, -, _, + and single dots in the name of an asset survive.',
    expected: 'Model_1+2Fweights-a.b.bin',
    async look(ground) {
      const draft = await draftOf(ground, ground.name('name'));
      const answer = await upload(ground, draft, 'Model_1+2Fweights-a.b.bin');
      return answer.body?.name ?? told(answer);
    },
  },
];

const PUBLISHED = [
  {
    assumption: 'A published release is found by its tag, and with make_latest: false it is not the latest.',
    expected: 'found; not the latest',
    async look(ground) {
      const tag = ground.name('published');
      const { id } = await published(ground, tag);
      const found = await ground.ask('GET', `/releases/tags/${tag}`);
      const latest = await ground.ask('GET', '/releases/latest');
      const isOnly =
        (await ground.must('GET', '/releases?per_page=100')).filter(({ draft }) => !draft).length === 1;
      const isLatest = latest.body?.id === id && !isOnly;
      return `${found.body?.id === id ? 'found' : told(found)}; ${isLatest ? 'the latest' : 'not the latest'}`;
    },
  },
  {
    assumption:
      'An immutable release takes no further asset and keeps its tag; deleted, its tag can never be made again.',
    expected: 'asset 422; tag 422; made again 422',
    async look(ground) {
      const tag = ground.name('immutable');
      const release = await published(ground, tag);
      const { object } = await ground.must('GET', `/git/ref/tags/${tag}`);
      if (release.immutable !== true)
        throw new NotTried('release immutability is off: Settings → General → Releases');
      const asset = await upload(ground, release, 'late.bin');
      const kept = await ground.ask('DELETE', `/git/refs/tags/${tag}`);
      await ground.must('DELETE', `/releases/${release.id}`);
      await ground.must('DELETE', `/git/refs/tags/${tag}`);
      const again = await ground.ask('POST', '/git/refs', {
        body: { ref: `refs/tags/${tag}`, sha: object.sha },
      });
      return `asset ${asset.status}; tag ${kept.status}; made again ${again.status}`;
    },
  },
  {
    assumption: 'Whether releases are immutable a workflow’s token may not ask.',
    expected: 'refused',
    async look({ ask }) {
      const answer = await ask('GET', '/immutable-releases');
      return answer.status === 403 || answer.status === 404 ? 'refused' : told(answer);
    },
  },
];

export const RELEASE_PROBES = [...DRAFTS, ...ASSETS, ...PUBLISHED];
