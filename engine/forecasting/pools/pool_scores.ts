/** What one member said of the windows of a part, as far as scores need it. */
export interface MemberColumn {
  /** Log score of each window, of maps of each cell of it, nats. [window, cell] */
  logScores: number[];
}

/** Windows of a part and what each member said: kept with the pool, so that any of them can be left out. */
export interface PoolPart {
  /** Issue times, UTC epoch milliseconds. [window] */
  issueTimeMs: number[];
  /** Events that came. [window, cell] */
  observed: number[];
  /** Windows whose outcomes overlap a window's own, itself among them. */
  overlap: number;
  /** The members in the order of the card. [member] */
  members: MemberColumn[];
  /** Log scores of the best baseline of the validation part, nats. [window, cell] */
  baseline: number[];
}

/** Both parts. */
export interface PoolScores {
  /** Weights were found on these windows. */
  validation: PoolPart;
  /** Looked at once. */
  test: PoolPart;
}

/** Log scores of the members. [member][window] */
export function logScoresOf(part: PoolPart): number[][] {
  return part.members.map(({ logScores }) => logScores);
}

/** Log scores of whole windows: the sums over their cells, which are scored one by one. [window] */
export function sumOverCells(
  logScores: ArrayLike<number>,
  { issueTimeMs }: Pick<PoolPart, "issueTimeMs">,
): Float64Array {
  const cells = logScores.length / issueTimeMs.length;
  const sums = new Float64Array(issueTimeMs.length);
  for (let i = 0; i < logScores.length; i++) sums[Math.floor(i / cells)] += logScores[i];
  return sums;
}
