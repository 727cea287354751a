/**
 * x of A x = b by Cholesky's decomposition; `matrix` is n × n, row-major, of which the lower half is read. null where A is
 * not positive definite.
 */
export function solveSymmetric(matrix: Float64Array, vector: Float64Array): Float64Array | null {
  const lower = cholesky(matrix, vector.length);
  if (lower === null) return null;
  const n = vector.length;
  const solved = Float64Array.from(vector);
  for (let row = 0; row < n; row++) {
    let sum = solved[row] as number;
    for (let k = 0; k < row; k++) sum -= (lower[row * n + k] as number) * (solved[k] as number);
    solved[row] = sum / (lower[row * n + row] as number);
  }
  for (let row = n - 1; row >= 0; row--) {
    let sum = solved[row] as number;
    for (let k = row + 1; k < n; k++) sum -= (lower[k * n + row] as number) * (solved[k] as number);
    solved[row] = sum / (lower[row * n + row] as number);
  }
  return solved;
}

function cholesky(matrix: Float64Array, n: number): Float64Array | null {
  const lower = new Float64Array(n * n);
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = matrix[row * n + column] as number;
      for (let k = 0; k < column; k++)
        sum -= (lower[row * n + k] as number) * (lower[column * n + k] as number);
      if (row !== column) lower[row * n + column] = sum / (lower[column * n + column] as number);
      else if (sum > 0) lower[row * n + row] = Math.sqrt(sum);
      else return null;
    }
  }
  return lower;
}
