/** Names longer than this are not misspelt, they are something else; it also bounds the work for hostile input. */
const LONGEST_NAME = 64;

/**
 * The candidate a name was most likely meant to be, or `undefined` when none is near.
 *
 * Case does not count. Nearness is the number of letters inserted, left out, changed or swapped with their neighbour
 * (optimal string alignment); up to a third of the name's letters may be wrong, three at most. Of equally near
 * candidates the first is taken. Takes time linear in the candidates' total length.
 */
export function closest<Name extends string>(name: string, candidates: Iterable<Name>): Name | undefined {
  if (name.length === 0 || name.length > LONGEST_NAME) return undefined;
  const wanted = name.toLowerCase();
  let best: Name | undefined;
  let bound = Math.min(3, Math.max(1, Math.floor(wanted.length / 3)));
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) > bound) continue;
    const distance = editDistance(wanted, candidate.toLowerCase(), bound);
    if (distance > bound || (best !== undefined && distance === bound)) continue;
    best = candidate;
    bound = distance;
    if (distance === 0) break;
  }
  return best;
}

/** The distance of two words; anything above `bound` where it is more. */
function editDistance(a: string, b: string, bound: number): number {
  const width = b.length + 1;
  // Rows of the table: the one before the previous one, the previous one, and the current one, in turn.
  let [beforePrevious, previous, current] = [new Uint8Array(width), new Uint8Array(width), new Uint8Array(width)];
  for (let column = 0; column < width; column++) previous[column] = column;
  for (let row = 1; row <= a.length; row++) {
    const letter = a.charCodeAt(row - 1);
    let least = row;
    current[0] = row;
    for (let column = 1; column < width; column++) {
      const other = b.charCodeAt(column - 1);
      let cost = previous[column - 1]! + (letter === other ? 0 : 1);
      if (previous[column]! < cost) cost = previous[column]! + 1;
      if (current[column - 1]! < cost) cost = current[column - 1]! + 1;
      if (row > 1 && column > 1 && letter === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === other) cost = Math.min(cost, beforePrevious[column - 2]! + 1);
      current[column] = cost;
      if (cost < least) least = cost;
    }
    // The row before can't be less by more than one, and a swap, which looks back to it, costs one: no way leads below.
    if (least > bound + 1) return least;
    [beforePrevious, previous, current] = [previous, current, beforePrevious];
  }
  return previous[b.length]!;
}
