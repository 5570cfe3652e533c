// The labels of TLP 2.0 (FIRST, August 2022), and WHITE, which was CLEAR before it.
const TLP = /^tlp[ :_-]{0,3}(clear|white|green|amber|red|amber[ +_-]{1,3}strict)$/i;
const LONGEST_TLP = 32;

/**
 * A security label in its usual spelling: `tlp amber_strict` becomes `TLP:AMBER+STRICT`. Labels that are none of the
 * Traffic Light Protocol's stay as they are, trimmed. `WHITE` is kept, although TLP 2.0 calls it `CLEAR`.
 */
export function securityLabel(text: string): string {
  const label = text.trim();
  const colour = label.length > LONGEST_TLP ? undefined : TLP.exec(label)?.[1];
  if (colour === undefined) return label;
  const upper = colour.toUpperCase();
  return upper.startsWith("AMBER") && upper.length > 5 ? "TLP:AMBER+STRICT" : `TLP:${upper}`;
}
