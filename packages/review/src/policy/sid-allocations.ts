/** Sids that somebody has told the public are theirs, both ends included. */
export interface SidAllocation {
  readonly start: number;
  readonly end: number;
  /** Who uses them. */
  readonly holder: string;
}

/**
 * The sids that published rule sets use, in order. Source: the table of sidallocation.org (2026), and for those below a
 * million the Snort manual, which keeps them for the rules that come with Snort. 1000000 to 1999999 are for local use, so
 * they are nobody's.
 */
export const SID_ALLOCATIONS: readonly SidAllocation[] = [
  { start: 1, end: 999_999, holder: "Snort" },
  { start: 2_000_000, end: 2_103_999, holder: "Emerging Threats" },
  { start: 2_200_000, end: 2_299_999, holder: "OISF, for events of Suricata" },
  { start: 2_400_000, end: 2_609_999, holder: "Emerging Threats" },
  { start: 2_610_000, end: 2_619_999, holder: "Travis Green's hunting rules" },
  { start: 2_620_000, end: 2_629_999, holder: "3CORESec" },
  { start: 2_700_000, end: 2_799_999, holder: "Emerging Threats" },
  { start: 2_800_000, end: 2_899_999, holder: "Emerging Threats Pro" },
  { start: 3_000_000, end: 3_099_999, holder: "Corelight" },
  { start: 3_100_000, end: 3_199_999, holder: "Stamus Networks" },
  { start: 3_200_000, end: 3_299_999, holder: "DCSO" },
  { start: 3_300_000, end: 3_399_999, holder: "PAW Patrules" },
  { start: 3_400_000, end: 3_499_999, holder: "Aleksi Bovellan's NMAP rules" },
  { start: 4_000_000, end: 4_099_999, holder: "ExtraHop" },
  { start: 5_000_000, end: 5_000_213, holder: "Etnetera" },
  { start: 6_000_000, end: 6_099_999, holder: "Julio Lira's anti-phishing rules" },
  { start: 7_724_000, end: 7_726_000, holder: "3CORESec" },
  { start: 10_000_000, end: 11_999_999, holder: "Positive Technologies" },
  { start: 27_990_000, end: 27_999_999, holder: "jpgview's DOH rules" },
  { start: 902_200_000, end: 906_200_096, holder: "abuse.ch" },
];

/** The allocation that a sid is in; undefined for those that nobody has. */
export function sidAllocation(sid: number): SidAllocation | undefined {
  return SID_ALLOCATIONS.find(({ start, end }) => sid >= start && sid <= end);
}
