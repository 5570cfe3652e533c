import type { Series } from "./corpus-rules.ts";

/** A way in which we differ from the engine, with its reason. Documentation: no checker reads it. */
export interface KnownDisagreement<Key extends string = Series> {
  readonly title: string;
  /** A small rule of our own that shows it. */
  readonly example: string;
  readonly engine: string;
  readonly ours: string;
  readonly why: string;
  /** The rules of the corpus that are of this sort, by their ids. */
  readonly rules: Readonly<Record<Key, readonly string[]>>;
}

/** All that is known; `tools/corpus/suricata.ts` fails when this is not exactly what it finds. */
export const KNOWN_DISAGREEMENTS: readonly KnownDisagreement[] = [
  {
    title: "A set that is saved outside of the data folder",
    example: "alert dns any any -> any any (dns.query; dataset:isnotset,seen,type string,save /seen.lst; sid:1;)",
    engine: "loaded it when the verdicts were made. With its stock configuration, 7.0.10 refuses it: `Absolute paths not allowed`, and `Directory traversals not allowed` for a path with `..`.",
    ours: "refused: `suricata/bad-value`.",
    why: "The setting `datasets.rules.allow-absolute-filenames` decides it, which is off unless it is set. We answer for the stock setting.",
    rules: { "7.0": ["c6dc02543fb36210", "59cd5687199e9cfb"], "8.0": ["c6dc02543fb36210", "59cd5687199e9cfb"] },
  },
  {
    title: "A list that is not there",
    example: "alert http any any -> any any (http.user_agent; dataset:isset,agents,type string,load agents.lst; sid:1;)",
    engine: "refuses it, as there is no file of that name. Its message names the set and not the file, so the verdict was not told from those about the rule; `datarep` is the same.",
    ours: "loads. The command looks for the file and warns with `suricata/missing-file`, which `--files require` makes a refusal.",
    why: "The rule is right wherever the file is. What a sensor has in its folders, a check elsewhere can't know.",
    rules: {
      "7.0": [],
      "8.0": ["b6188f8fd7db3baf", "7e5e1dc0812222cc", "44b17b300d820e24", "d4690ce1ab9d3ee4", "1f8e6d4192b29cae", "fef98d489d989e02"],
    },
  },
  {
    title: "A Lua transform whose script is not there",
    example: 'alert http any any -> any any (http.uri; luaxform:lower.lua; content:"a"; sid:1;)',
    engine: "8.0.8 refuses it, as it can't open the script.",
    ours: "loads. The command looks for the script as it does for lists.",
    why: "As with lists: the rule is right where the script is. Scripts are not read, let alone run.",
    rules: { "7.0": [], "8.0": ["81a8c19860ed8a44", "29be9225fe3dd4f9", "2ddb72b5f3b9abed"] },
  },
  {
    title: "A sid that is the same as another rule's only once it is read",
    example: "alert ip any any -> any any (sid:+1000001;)",
    engine: "reads 1000001, and 8.0 reads 1 of `1:1000001`, `1.5` and `1,000`; then refuses it as a duplicate of another rule that was loaded in the same run.",
    ours: "loads, as every rule of the corpus is judged alone; 8.0's reading is the warning `suricata/text-after-number`. In one file, the later rule is `suricata/duplicate-sid`.",
    why: "The verdict depends on the order and the company in which the rules were loaded. Alone, the engine loads the example, too.",
    rules: {
      "7.0": ["de1e6a9514596373"],
      "8.0": [
        "548d57ea6dc92dea",
        "9d6e6b79bc89c4d1",
        "20f950da62f4b8a1",
        "de1e6a9514596373",
        "437527fc1fab23e6",
        "dae7e47e0cdcbc55",
        "03c565ee38feb205",
      ],
    },
  },
  {
    title: "A line that begins with a tab or a blank",
    example: "\talert ip any any -> any any (sid:1;)",
    engine: "passes over the line and says nothing. In the mutants that counts as a refusal.",
    ours: "no refusal but the verdict `skip`, with the warning `suricata/leading-blank`.",
    why: "We call refused what the engine refuses. Silence is a verdict of its own, as it needs other words.",
    rules: {
      "7.0": ["c227b287d6784cd9", "1d1c8519b2a21b41", "b46bb64982642bba", "0e42a9b7151903ea", "67379119f16541fc"],
      "8.0": ["c227b287d6784cd9", "1d1c8519b2a21b41", "b46bb64982642bba", "0e42a9b7151903ea", "67379119f16541fc"],
    },
  },
];

/** What is not as it is written down here, in words for people; none when all is. */
export function unexplained<Key extends string>(known: readonly KnownDisagreement<Key>[], series: Key, found: readonly string[]): readonly string[] {
  const reasons = new Map<string, string>();
  const problems: string[] = [];
  for (const { title, rules } of known) {
    for (const id of rules[series]) {
      if (reasons.has(id)) problems.push(`${id} has two reasons for ${series}: "${reasons.get(id)}" and "${title}"`);
      reasons.set(id, title);
    }
  }
  const differing = new Set(found);
  for (const id of differing) if (!reasons.has(id)) problems.push(`${id} differs from ${series} and has no reason`);
  for (const [id, title] of reasons) if (!differing.has(id)) problems.push(`${id} has a reason, "${title}", and does not differ from ${series}`);
  return problems;
}
