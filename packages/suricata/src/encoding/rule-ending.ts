/** What every rule of the encoding table ends with: slots for what all templates say of a signature. */
export const RULE_ENDING =
  "classtype:{{classtype}}; priority:{{priority}}; {{references}} {{metadata}} sid:{{sid}}; rev:{{rev}};)";
