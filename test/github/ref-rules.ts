import picomatch from 'picomatch';
import { Refusal } from './http/refusal.ts';
import type { Call } from './http/route.ts';
import type { RulesetRow } from './world.ts';

type Change = RulesetRow['rules'][number];

const WORDS: Readonly<Record<Change, string>> = {
  creation: 'Cannot create ref due to creations being restricted.',
  update: 'Cannot update this protected ref.',
  deletion: 'Cannot delete this protected ref.',
  non_fast_forward: 'Cannot force-push to this branch',
};

/** Throws 422 as GitHub does when a ruleset forbids the change to whom asks. */
export function guardRef(call: Pick<Call, 'tables' | 'token'>, ref: string, change: Change): void {
  const broken = [...call.tables.rulesets.values()].some(
    (rule) =>
      rule.enforcement === 'active' &&
      rule.rules.includes(change) &&
      !rule.bypass.includes(call.token.login) &&
      covers(rule, ref),
  );
  if (broken || isBurnt(call.tables, ref, change))
    throw new Refusal(422, `Repository rule violations found\n\n${WORDS[change]}\n\n`);
}

function covers({ target, include, exclude }: RulesetRow, ref: string): boolean {
  const room = target === 'tag' ? 'refs/tags/' : 'refs/heads/';
  if (!ref.startsWith(room)) return false;
  const fits = (patterns: readonly string[]) =>
    patterns.some((pattern) => pattern === '~ALL' || picomatch.isMatch(ref, pattern));
  return fits(include) && !fits(exclude);
}

/** A tag that an immutable release has had is never made again, and stays while the release is there. */
function isBurnt({ burnt, releases }: Call['tables'], ref: string, change: Change): boolean {
  const tag = ref.replace(/^refs\/tags\//, '');
  if (tag === ref || !burnt.has(tag)) return false;
  const isHeld = [...releases.values()].some((row) => row.immutable && row.tag === tag);
  return change === 'creation' || isHeld;
}
