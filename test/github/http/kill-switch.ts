export interface KillSwitch {
  readonly isDead: boolean;
  /** True when this change must not take effect: the process died first. */
  beforeMutation(): boolean;
  /** True when the answer of this change must not arrive. */
  afterMutation(): boolean;
  arm(mutation: number, when: 'before' | 'after', onKill: () => void): void;
  revive(): void;
}

/** Counts changes and dies at the one that was asked for; then every connection breaks until it is revived. */
export function createKillSwitch(): KillSwitch {
  let left = 0;
  let when: 'before' | 'after' = 'after';
  let onKill = () => {};
  let isDead = false;
  const die = () => {
    isDead = true;
    onKill();
    return true;
  };
  return {
    get isDead() {
      return isDead;
    },
    beforeMutation: () => when === 'before' && left === 1 && die(),
    afterMutation: () => {
      if (left === 0) return false;
      left -= 1;
      return left === 0 && die();
    },
    arm: (mutation, moment, callback) => {
      left = mutation;
      when = moment;
      onKill = callback;
    },
    revive: () => {
      isDead = false;
      left = 0;
    },
  };
}
