/** What the example calls `sigwright` with. */
export const ARGUMENTS: readonly string[];
