export type Typed = Float64Array | Uint8Array | BigInt64Array;
type TypedConstructor<T extends Typed> = new (length: number) => T;

const BLOCK_BITS = 16;
const BLOCK_LENGTH = 2 ** BLOCK_BITS;

/** An array that grows by blocks: nothing is copied until its length is known. */
export interface GrowingArray<T extends Typed> {
  push(value: T[number]): void;
  /** The whole, or the values at these places in this order. The blocks are let go of. */
  finish(order: Int32Array | null): T;
}

export function growingArray<T extends Typed>(Kind: TypedConstructor<T>): GrowingArray<T> {
  let blocks: T[] = [];
  let block = new Kind(0);
  let used = 0;
  let length = 0;
  return {
    push(value) {
      if (used === block.length) {
        block = new Kind(BLOCK_LENGTH);
        blocks.push(block);
        used = 0;
      }
      block[used++] = value;
      length += 1;
    },
    finish(order) {
      const whole =
        order === null ? joined(blocks, new Kind(length)) : picked(blocks, order, new Kind(length));
      blocks = [];
      return whole;
    },
  };
}

function joined<T extends Typed>(blocks: readonly T[], whole: T): T {
  for (const [index, block] of blocks.entries()) {
    const start = index * BLOCK_LENGTH;
    const part = block.subarray(0, Math.min(BLOCK_LENGTH, whole.length - start));
    (whole as { set(values: ArrayLike<unknown>, offset: number): void }).set(part, start);
  }
  return whole;
}

function picked<T extends Typed>(blocks: readonly T[], order: Int32Array, whole: T): T {
  for (let place = 0; place < order.length; place++) {
    const row = order[place] as number;
    whole[place] = (blocks[row >>> BLOCK_BITS] as T)[row & (BLOCK_LENGTH - 1)] as T[number];
  }
  return whole;
}
