/** Flow bits of all signatures together: the engine has room for 1,024 names by default, and refuses to start with more. */
const FLOW_BITS = 512;

/** The flow bit, a number, of a signature. */
export function snort2Bit(sid: number): number {
  return sid % FLOW_BITS;
}
